import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

/** Numbers above the claims; a click shows what was counted. */
export class ClaimCounters extends Component {
    static template = "dropship_aftersales.ClaimCounters";
    static props = { list: Object };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ counters: [] });
        onWillStart(() => this.load());
        // The list was loaded again: somebody may have moved a claim.
        onWillUpdateProps(() => this.load());
    }

    async load() {
        this.state.counters = await this.orm.call("aftersales.claim", "claim_counters");
    }

    isActive(name) {
        return this.env.searchModel.getSearchItems((item) => item.name === name && item.isActive)
            .length;
    }

    show(name) {
        const { searchModel } = this.env;
        const active = this.isActive(name);
        searchModel.clearQuery();
        if (!active) {
            const [item] = searchModel.getSearchItems((item) => item.name === name);
            searchModel.toggleSearchItem(item.id);
        }
    }
}

export class ClaimListRenderer extends ListRenderer {
    static template = "dropship_aftersales.ClaimListRenderer";
    static components = { ...ListRenderer.components, ClaimCounters };
}

export class ClaimKanbanRenderer extends KanbanRenderer {
    static template = "dropship_aftersales.ClaimKanbanRenderer";
    static components = { ...KanbanRenderer.components, ClaimCounters };
}

registry.category("views").add("aftersales_claim_list", {
    ...listView,
    Renderer: ClaimListRenderer,
});
registry.category("views").add("aftersales_claim_kanban", {
    ...kanbanView,
    Renderer: ClaimKanbanRenderer,
});
