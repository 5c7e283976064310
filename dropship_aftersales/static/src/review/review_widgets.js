import { Component, onWillDestroy, useEffect, useRef, useState } from "@odoo/owl";

import { FileModel } from "@web/core/file_viewer/file_model";
import { createFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { imageUrl } from "@web/core/utils/urls";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const contentUrl = (file) =>
    `/web/${file.is_image ? "image" : "content"}/aftersales.evidence/${file.id}/content`;

/** One file of the review, as Odoo's viewer wants it. */
class ReviewFile extends FileModel {
    constructor(file) {
        super();
        Object.assign(this, { id: file.id, name: file.name, mimetype: file.mimetype, file });
    }

    get urlRoute() {
        return contentUrl(this.file);
    }
}

class ReviewPart extends Component {
    static props = { ...standardWidgetProps };

    setup() {
        this.review = useState(this.env.review);
    }

    /** Of the claim that the form shows; nothing while it is on its way. */
    get data() {
        return this.review.id === this.props.record.resId ? this.review.data : null;
    }
}

/** Grants everything open in one step, with the amount on the button. */
export class ReviewApprove extends ReviewPart {
    static template = "dropship_aftersales.ReviewApprove";

    get approve() {
        return this.data?.approve;
    }

    get refused() {
        return Boolean(this.approve?.reason);
    }

    onClick() {
        this.env.approveReviewed();
    }
}

/** The photos and videos, large; what was asked for, and the product to compare. */
export class ReviewEvidence extends ReviewPart {
    static template = "dropship_aftersales.ReviewEvidence";

    setup() {
        super.setup();
        this.state = useState({ index: 0 });
        this.stage = useRef("stage");
        this.viewer = createFileViewer();
        onWillDestroy(() => this.viewer.close());
        useHotkey("arrowleft", () => this.move(-1), { allowRepeat: true });
        useHotkey("arrowright", () => this.move(1), { allowRepeat: true });
        useHotkey("enter", () => this.openViewer(), {
            // Enter on a button or a link is that button's.
            isAvailable: (target) =>
                target === document.body || target === this.stage.el,
        });
        useEffect(
            () => {
                this.state.index = 0;
                this.viewer.close();
                // Whatever was pressed for the last claim is not pressed again.
                this.stage.el?.focus({ preventScroll: true });
            },
            () => [this.props.record.resId]
        );
    }

    get files() {
        return this.data?.evidence || [];
    }

    get file() {
        return this.files[this.state.index];
    }

    get wanted() {
        return this.data?.wanted || [];
    }

    get products() {
        return this.data?.products || [];
    }

    get place() {
        return _t("%(number)s of %(total)s", {
            number: this.state.index + 1,
            total: this.files.length,
        });
    }

    show(index) {
        this.state.index = index;
    }

    move(step) {
        const total = this.files.length;
        if (total) {
            this.show((this.state.index + step + total) % total);
        }
    }

    openViewer() {
        const files = this.files.map((file) => new ReviewFile(file));
        const file = files[this.state.index];
        if (file?.isViewable) {
            this.viewer.open(file, files);
        } else if (file) {
            // No browser plays this; the agent's own player may.
            window.open(file.downloadUrl);
        }
    }

    urlOf(file) {
        return contentUrl(file);
    }

    thumbnailOf(file) {
        return imageUrl("aftersales.evidence", file.id, "thumbnail");
    }

    productUrl(product) {
        return imageUrl("product.product", product.id, "image_512");
    }
}

/** What was asked, promised and proposed, and who pays. */
export class ReviewFacts extends ReviewPart {
    static template = "dropship_aftersales.ReviewFacts";

    setup() {
        super.setup();
        this.action = useService("action");
    }

    get signals() {
        return this.data ? this.review.signals : [];
    }

    look(signal) {
        this.action.doAction(signal.link);
    }
}

const widgets = registry.category("view_widgets");
widgets.add("aftersales_review_approve", { component: ReviewApprove });
widgets.add("aftersales_review_evidence", { component: ReviewEvidence });
widgets.add("aftersales_review_facts", { component: ReviewFacts });
