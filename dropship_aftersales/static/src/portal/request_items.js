import { registry } from "@web/core/registry";
import { LiveForm } from "./live_form";

/**
 * The items of a new request: steps up and down, and texts that follow what is typed.
 *
 * The server says what is wrong, by the very check it makes when the form is sent.
 */
export class RequestItems extends LiveForm {
    static selector = "form.o_aftersales_items";
    dynamicContent = {
        ".o_aftersales_stepper button": {
            "t-att-class": () => ({ "d-none": false }),
            "t-on-click": (ev) => this.onStep(ev.currentTarget),
        },
        "[data-serial] input": { "t-on-change": (ev) => this.onSerial(ev.currentTarget) },
        _root: {
            "t-on-input": () => this.ask(),
            "t-on-change": () => this.ask(),
        },
    };

    get url() {
        return this.el.dataset.quote;
    }

    onStep(button) {
        const input = this.el.querySelector(`#${button.getAttribute("aria-controls")}`);
        const wanted = (parseFloat(input.value) || 0) + parseInt(button.dataset.by);
        const least = parseFloat(input.min) || 1;
        input.value = Math.max(least, Math.min(parseFloat(input.max), wanted));
        input.dispatchEvent(new Event("input", { bubbles: true }));
    }

    /** As many items as serial numbers are ticked. */
    onSerial(tick) {
        const item = tick.closest(".o_aftersales_item");
        const ticked = item.querySelectorAll("[data-serial] input:checked").length;
        if (ticked) {
            item.querySelector("[name^='quantity_']").value = ticked;
        }
    }

    show(texts) {
        for (const [key, { error, words }] of Object.entries(texts)) {
            const item = this.el.querySelector(`[data-line="${key}"]`);
            item.querySelector(".o_aftersales_quantity_wrong").textContent = error;
            item.querySelector("[name^='quantity_']").classList.toggle("is-invalid", !!error);
            item.querySelector(".o_aftersales_words").textContent = words;
        }
    }
}

registry
    .category("public.interactions")
    .add("dropship_aftersales.request_items", RequestItems);
