import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

const QUOTE_DELAY = 300;

/**
 * The items of a new request: steps up and down, and texts that follow what is typed.
 *
 * The server says what is wrong, by the very check it makes when the form is sent.
 */
export class RequestItems extends Interaction {
    static selector = "form.o_aftersales_items";
    dynamicContent = {
        ".o_aftersales_stepper button": {
            "t-att-class": () => ({ "d-none": false }),
            "t-on-click": (ev) => this.onStep(ev.currentTarget),
        },
        "[data-serial] input": { "t-on-change": (ev) => this.onSerial(ev.currentTarget) },
        _root: {
            "t-on-input": this.debounced(this.quote, QUOTE_DELAY),
            "t-on-change": this.debounced(this.quote, QUOTE_DELAY),
        },
    };

    setup() {
        this.asked = 0;
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

    async quote() {
        const asked = ++this.asked;
        let texts = {};
        try {
            texts = await this.waitFor(
                rpc(
                    this.el.dataset.quote,
                    { typed: this.typed, access_token: this.el.dataset.token },
                    { silent: true }
                )
            );
        } catch {
            // Without connection the texts stay; sending the form checks anyway.
            return;
        }
        if (asked === this.asked) {
            this.protectSyncAfterAsync(() => this.show(texts))();
        }
    }

    get typed() {
        const typed = {};
        for (const [name, value] of new FormData(this.el)) {
            if (name.startsWith("lot_")) {
                (typed[name] ||= []).push(value);
            } else {
                typed[name] = value;
            }
        }
        delete typed.csrf_token;
        delete typed.access_token;
        return typed;
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
