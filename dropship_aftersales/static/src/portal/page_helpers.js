import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** Shows the button that prints the page. */
export class PrintButton extends Interaction {
    static selector = ".o_aftersales_print_button";
    dynamicContent = {
        _root: {
            "t-att-class": () => ({ "d-none": false }),
            "t-on-click": () => window.print(),
        },
    };
}

/** Sends its form as soon as something else is chosen. */
export class SubmitOnChange extends Interaction {
    static selector = ".o_aftersales_submit_on_change";
    dynamicContent = {
        _root: { "t-on-change": () => this.el.form.requestSubmit() },
    };
}

const interactions = registry.category("public.interactions");
interactions.add("dropship_aftersales.print_button", PrintButton);
interactions.add("dropship_aftersales.submit_on_change", SubmitOnChange);
