import { Component, onWillDestroy, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

// Claims a call: they share what they read, and "Stop" is heard between two calls.
const BATCH = 10;

/** First what deciding would give, then the decision with its result per claim. */
export class MassApproveDialog extends Component {
    static template = "dropship_aftersales.MassApproveDialog";
    static components = { Dialog };
    static props = { claimIds: Array, close: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            phase: "review",
            // What is being done: "approve" or "refuse", as in the preview.
            doing: "",
            preview: {
                approve: [],
                refuse: [],
                person: [],
                impossible: [],
                totals: [],
                worth: "",
            },
            results: [],
            stopping: false,
        });
        onWillStart(() => this.look());
        // Whoever closes the dialog sees no more what is given: nothing goes on.
        onWillDestroy(() => this.stop());
    }

    async look() {
        this.state.preview = await this.orm.call(
            "aftersales.claim",
            "preview_mass_approval",
            [this.props.claimIds]
        );
    }

    get title() {
        return _t("Decide claims");
    }

    get chosen() {
        return this.state.preview[this.state.doing] || [];
    }

    get approvable() {
        return this.state.preview.approve.length;
    }

    get refusable() {
        return this.state.preview.refuse.length;
    }

    /** Claims that something is still to be decided about. */
    get claimsLeft() {
        const done = this.state.results.filter(({ result }) => result === "done").length;
        const { approve, refuse } = this.state.preview;
        return approve.length + refuse.length - done;
    }

    get percent() {
        const total = this.chosen.length;
        return total ? Math.round((100 * this.state.results.length) / total) : 100;
    }

    get progressText() {
        return _t("%(done)s of %(total)s", {
            done: this.state.results.length,
            total: this.chosen.length,
        });
    }

    get approveLabel() {
        return this.approvable === 1
            ? _t("Approve 1 claim")
            : _t("Approve %s claims", this.approvable);
    }

    get rejectLabel() {
        return this.refusable === 1
            ? _t("Reject 1 claim")
            : _t("Reject %s claims", this.refusable);
    }

    get groups() {
        const { approve, refuse, person, impossible } = this.state.preview;
        return [
            { key: "approve", title: _t("Can be approved"), claims: approve },
            { key: "refuse", title: _t("Refused by the policy"), claims: refuse },
            { key: "person", title: _t("Need a person"), claims: person },
            { key: "impossible", title: _t("Not possible"), claims: impossible },
        ].filter((group) => group.claims.length);
    }

    get outcomes() {
        const titles = {
            failed: _t("Failed"),
            skipped: _t("Skipped: changed meanwhile"),
            open: _t("Not started"),
            done: this.state.doing === "refuse" ? _t("Rejected") : _t("Approved"),
        };
        const seen = new Set(this.state.results.map((result) => result.id));
        const open = this.chosen
            .filter((claim) => !seen.has(claim.id))
            .map((claim) => ({ ...claim, result: "open", reason: "" }));
        return Object.entries(titles)
            .map(([key, title]) => ({
                key,
                title,
                claims: [...this.state.results, ...open].filter(
                    (claim) => claim.result === key
                ),
            }))
            .filter((group) => group.claims.length);
    }

    approve() {
        return this.decide("approve", "approve_reviewed");
    }

    reject() {
        return this.decide("refuse", "reject_reviewed");
    }

    async decide(doing, method) {
        if (this.state.phase !== "review") {
            return;
        }
        Object.assign(this.state, { phase: "running", doing, results: [] });
        const reviewed = this.chosen.map(({ id, name, amount }) => ({ id, name, amount }));
        for (let start = 0; start < reviewed.length && !this.state.stopping; start += BATCH) {
            const batch = reviewed.slice(start, start + BATCH);
            try {
                const results = await this.orm.silent.call("aftersales.claim", method, [
                    batch,
                ]);
                this.state.results.push(...results);
            } catch (error) {
                const reason =
                    error.data?.message ||
                    _t("The server did not answer. Look whether it was decided.");
                this.state.results.push(
                    ...batch.map(({ id, name }) => ({ id, name, result: "failed", reason }))
                );
                break;
            }
        }
        this.state.phase = "done";
    }

    /** The others are still there to be decided. */
    async goOn() {
        this.state.stopping = false;
        await this.look();
        Object.assign(this.state, { phase: "review", doing: "" });
    }

    stop() {
        this.state.stopping = true;
    }
}

registry
    .category("actions")
    .add("dropship_aftersales.mass_approve", (env, action) => {
        env.services.dialog.add(
            MassApproveDialog,
            { claimIds: action.params.claim_ids },
            {
                // The list shows where the claims stand now.
                onClose: () =>
                    env.services.action.doAction({
                        type: "ir.actions.client",
                        tag: "soft_reload",
                    }),
            }
        );
    });
