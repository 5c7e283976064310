import { registry } from "@web/core/registry";
import { ListController } from "@web/views/list/list_controller";

import { ClaimListRenderer } from "../claims/claim_counters";
import { listView } from "@web/views/list/list_view";

/** The queue; its first claim is one key away. */
export class ReviewListController extends ListController {
    startReview() {
        const [record] = this.model.root.records;
        if (record) {
            this.openRecord(record);
        }
    }
}

registry.category("views").add("aftersales_review_list", {
    ...listView,
    Controller: ReviewListController,
    Renderer: ClaimListRenderer,
    buttonTemplate: "dropship_aftersales.ReviewListButtons",
});
