import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** The supplier's answer says what a share costs while it is typed; the server words it. */
export class CaseAnswer extends Interaction {
    static selector = ".o_aftersales_answer";
    dynamicContent = {
        ".o_aftersales_share": { "t-on-input": () => this.ask() },
        "[name='verb']": { "t-on-change": () => this.ask() },
    };

    setup() {
        this.outlook = this.el.querySelector(".o_aftersales_answer_outlook");
        this.asked = 0;
        this.ask = this.debounced(this.update, 300);
    }

    get typed() {
        const typed = {};
        for (const [name, value] of new FormData(this.el)) {
            if (name === "verb" || name === "share" || name.startsWith("share_")) {
                typed[name] = value;
            }
        }
        return typed;
    }

    async update() {
        const turn = ++this.asked;
        const typed = this.typed;
        if (typed.verb !== "partly") {
            this.show("");
            return;
        }
        const access_token = new FormData(this.el).get("access_token");
        let answer;
        try {
            answer = await this.waitFor(
                rpc(this.el.dataset.outlook, { access_token, typed }, { silent: true })
            );
        } catch {
            // Only a preview: the amount is read again when the answer is sent.
            return;
        }
        if (turn === this.asked) {
            this.protectSyncAfterAsync(() => this.show(answer.sentence))();
        }
    }

    show(sentence) {
        this.outlook.textContent = sentence;
    }
}

registry
    .category("public.interactions")
    .add("dropship_aftersales.case_answer", CaseAnswer);
