import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** The receipt form says what follows while it is filled; the server words it. */
export class CaseReceipt extends Interaction {
    static selector = ".o_aftersales_receipt";
    dynamicContent = {
        _root: {
            "t-on-input": (ev) => this.onInput(ev),
            "t-on-change": () => this.ask(),
        },
    };

    setup() {
        this.outlook = this.el.querySelector(".o_aftersales_outlook");
        this.asked = 0;
        this.ask = this.debounced(this.update, 300);
    }

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

    get typed() {
        const typed = {};
        for (const [name, value] of new FormData(this.el)) {
            if (name.startsWith("lot_")) {
                (typed[name] ||= []).push(value);
            } else if (typeof value === "string" && name !== "csrf_token") {
                typed[name] = value;
            }
        }
        return typed;
    }

    async update() {
        const turn = ++this.asked;
        const { access_token, ...typed } = this.typed;
        let answer;
        try {
            answer = await this.waitFor(
                rpc(this.el.dataset.outlook, { access_token, typed }, { silent: true })
            );
        } catch {
            // Only a preview: the form says it again when it is sent.
            return;
        }
        if (turn === this.asked) {
            this.protectSyncAfterAsync(() => this.show(answer.sentences))();
        }
    }

    show(sentences) {
        this.outlook.replaceChildren(
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
