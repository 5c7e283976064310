import { registry } from "@web/core/registry";
import { LiveForm } from "./live_form";

const SENT = /^(access_token|verb|share|share_.*)$/;

/** The supplier's answer says what a share costs while it is typed; the server words it. */
export class CaseAnswer extends LiveForm {
    static selector = ".o_aftersales_answer";
    dynamicContent = {
        ".o_aftersales_share": { "t-on-input": () => this.ask() },
        "[name='verb']": { "t-on-change": () => this.ask() },
    };

    get typed() {
        const typed = Object.entries(super.typed);
        return Object.fromEntries(typed.filter(([name]) => SENT.test(name)));
    }

    async update() {
        if (this.typed.verb === "partly") {
            return super.update();
        }
        // What is still being answered is about something else.
        this.asked++;
        this.show({ sentence: "" });
    }

    show({ sentence }) {
        this.el.querySelector(".o_aftersales_answer_outlook").textContent = sentence;
    }
}

registry
    .category("public.interactions")
    .add("dropship_aftersales.case_answer", CaseAnswer);
