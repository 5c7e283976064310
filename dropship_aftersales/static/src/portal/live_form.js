import { rpc } from "@web/core/network/rpc";
import { Interaction } from "@web/public/interaction";

const DELAY = 300;

/**
 * A form that says what follows while it is filled; the server words it.
 *
 * Forms call `ask` when something was typed, and `show` what the server answers. Their
 * `typed` holds the access token of the page too, if it has one.
 */
export class LiveForm extends Interaction {
    setup() {
        this.asked = 0;
        this.ask = this.debounced(this.update, DELAY);
    }

    get url() {
        return this.el.dataset.outlook;
    }

    async update() {
        const turn = ++this.asked;
        const { access_token, ...typed } = this.typed;
        let answer;
        try {
            answer = await this.waitFor(
                rpc(this.url, { access_token, typed }, { silent: true })
            );
        } catch {
            // Only a preview: what is typed is read again when the form is sent.
            return;
        }
        // Whoever typed on is answered later.
        if (turn === this.asked) {
            this.protectSyncAfterAsync(() => this.show(answer))();
        }
    }

    /** What is typed; serial numbers that are ticked are lists. */
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
}
