import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** The place of a piece that was asked for: it is ticked once its files are there. */
export class EvidenceSlot extends Interaction {
    static selector = ".o_aftersales_slot";
    dynamicContent = {
        _root: { "t-on-files-changed": () => this.update() },
        textarea: { "t-on-input": () => this.update() },
        ".o_aftersales_slot_mark": {
            "t-att-class": () => ({
                "fa-check-circle text-success": this.isSettled,
                "fa-circle-o": !this.isSettled,
            }),
        },
        ".o_aftersales_slot_settled": {
            "t-out": () => (this.isSettled ? _t("Done") : ""),
        },
    };

    setup() {
        this.update();
    }

    update() {
        const sent = this.el.querySelectorAll("li[data-state=stored]").length;
        this.isSettled =
            sent >= parseInt(this.el.dataset.count) ||
            Boolean(this.el.querySelector("textarea").value.trim());
    }
}

registry.category("public.interactions").add("dropship_aftersales.evidence_slot", EvidenceSlot);
