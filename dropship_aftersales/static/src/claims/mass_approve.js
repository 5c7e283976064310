import { Component, onWillDestroy, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

// Claims a call: each is done on its own, and "Stop" is heard between two calls.
const BATCH = 3;

/** First what approving would give, then the approval with its result per claim. */
export class MassApproveDialog extends Component {
    static template = "dropship_aftersales.MassApproveDialog";
    static components = { Dialog };
    static props = { claimIds: Array, close: Function };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            phase: "review",
            preview: { approve: [], person: [], impossible: [], totals: [], worth: "" },
            results: [],
            stopping: false,
        });
        onWillStart(async () => {
            this.state.preview = await this.orm.call(
                "aftersales.claim",
                "preview_mass_approval",
                [this.props.claimIds]
            );
        });
        // Whoever closes the dialog sees no more what is given: nothing goes on.
        onWillDestroy(() => this.stop());
    }

    get title() {
        return _t("Approve claims");
    }

    get total() {
        return this.state.preview.approve.length;
    }

    get percent() {
        return this.total ? Math.round((100 * this.state.results.length) / this.total) : 100;
    }

    get progressText() {
        return _t("%(done)s of %(total)s", {
            done: this.state.results.length,
            total: this.total,
        });
    }

    get approveLabel() {
        return this.total === 1
            ? _t("Approve 1 claim")
            : _t("Approve %s claims", this.total);
    }

    get groups() {
        const { approve, person, impossible } = this.state.preview;
        return [
            { key: "approve", title: _t("Will be approved"), claims: approve },
            { key: "person", title: _t("Need a person"), claims: person },
            { key: "impossible", title: _t("Not possible"), claims: impossible },
        ].filter((group) => group.claims.length);
    }

    get outcomes() {
        const titles = {
            failed: _t("Failed"),
            skipped: _t("Skipped: changed meanwhile"),
            open: _t("Not started"),
            done: _t("Approved"),
        };
        const seen = new Set(this.state.results.map((result) => result.id));
        const open = this.state.preview.approve
            .filter((claim) => !seen.has(claim.id))
            .map((claim) => ({ ...claim, result: "open" }));
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

    async approve() {
        if (this.state.phase !== "review") {
            return;
        }
        this.state.phase = "running";
        const reviewed = this.state.preview.approve.map(({ id, name, amount }) => ({
            id,
            name,
            amount,
        }));
        for (let start = 0; start < reviewed.length && !this.state.stopping; start += BATCH) {
            const batch = reviewed.slice(start, start + BATCH);
            try {
                const results = await this.orm.silent.call(
                    "aftersales.claim",
                    "approve_reviewed",
                    [batch]
                );
                this.state.results.push(...results);
            } catch (error) {
                const reason =
                    error.data?.message ||
                    _t("The server did not answer. Look whether it was approved.");
                this.state.results.push(
                    ...batch.map(({ id, name }) => ({ id, name, result: "failed", reason }))
                );
                break;
            }
        }
        this.state.phase = "done";
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
