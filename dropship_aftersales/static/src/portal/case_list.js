import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Says how many cases are chosen, and offers only what can be done for all of them. */
export class CaseList extends Interaction {
    static selector = ".o_aftersales_bulk";
    dynamicContent = {
        "input[name=case]": { "t-on-change": () => {} },
        ".o_aftersales_bulk_count": { "t-out": () => this.words },
        "button[name=action]": {
            "t-att-disabled": (button) => (this.allows(button.value) ? undefined : "disabled"),
        },
    };

    get chosen() {
        return [...this.el.querySelectorAll("input[name=case]:checked")];
    }

    get words() {
        const count = this.chosen.length;
        return count ? _t("%s selected", count) : "";
    }

    allows(action) {
        return this.chosen.some((box) => box.dataset.actions.split(" ").includes(action));
    }
}

registry.category("public.interactions").add("dropship_aftersales.case_list", CaseList);
