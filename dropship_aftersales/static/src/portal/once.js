import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** A form that is sent once, however often it is pressed; the server knows as well. */
export class Once extends Interaction {
    static selector = "form.o_aftersales_once";
    dynamicContent = {
        _root: {
            "t-on-submit": (ev) => this.onSubmit(ev),
            "t-att-aria-busy": () => (this.sent ? "true" : undefined),
        },
        // Back in the browser shows the page as it was left.
        _window: { "t-on-pageshow": () => (this.sent = false) },
    };

    setup() {
        this.sent = false;
    }

    onSubmit(ev) {
        if (this.sent) {
            ev.preventDefault();
            return;
        }
        // Others may hold the form back; they are asked first.
        this.waitForTimeout(() => (this.sent = !ev.defaultPrevented), 0);
    }
}

registry.category("public.interactions").add("dropship_aftersales.once", Once);
