import { registry } from "@web/core/registry";
import { LiveForm } from "./live_form";

/** The receipt form says what follows while it is filled; the server words it. */
export class CaseReceipt extends LiveForm {
    static selector = ".o_aftersales_receipt";
    dynamicContent = {
        _root: {
            "t-on-input": (ev) => this.onInput(ev),
            "t-on-change": () => this.ask(),
        },
    };

    onInput(ev) {
        const lots = ev.target.closest(".o_aftersales_lots");
        const line = ev.target.closest("[data-serial]");
        if (lots && line) {
            // Each serial number is one item.
            const received = line.querySelector(".o_aftersales_received");
            const others = lots.querySelector("input[type=text]")?.value || "";
            received.value =
                lots.querySelectorAll("input:checked").length +
                others.split(/[,;]/).filter((name) => name.trim()).length;
        }
        this.ask();
    }

    show({ sentences }) {
        this.el.querySelector(".o_aftersales_outlook").replaceChildren(
            ...sentences.map((sentence) => {
                const line = document.createElement("p");
                line.className = "mb-0";
                line.textContent = sentence;
                return line;
            })
        );
    }
}

registry.category("public.interactions").add("dropship_aftersales.case_receipt", CaseReceipt);
