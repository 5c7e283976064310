import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** A button that copies the address beside it; without scripts it is not there. */
export class CopyAddress extends Interaction {
    static selector = ".o_aftersales_copy";
    dynamicContent = {
        button: {
            "t-att-class": () => ({ "d-none": false }),
            "t-on-click": () => this.copy(),
        },
        "button [role=status]": { "t-out": () => this.label },
    };

    setup() {
        this.label = this.el.querySelector("[role=status]").textContent;
    }

    async copy() {
        await browser.navigator.clipboard.writeText(
            this.el.querySelector("address").innerText.trim()
        );
        this.label = this.el.querySelector("button").dataset.done;
        this.updateContent();
    }
}

registry.category("public.interactions").add("dropship_aftersales.copy_address", CopyAddress);
