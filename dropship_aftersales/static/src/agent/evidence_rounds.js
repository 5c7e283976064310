import { Component, onWillUnmount, useState } from "@odoo/owl";

import { deserializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { formatDateTime } from "@web/views/fields/formatters";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * What the customer was asked to show, round by round, and what of it is there. Files
 * that came by phone or mail are added to the piece they show.
 */
export class EvidenceRounds extends Component {
    static template = "dropship_aftersales.EvidenceRounds";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.keepLast = new KeepLast();
        this.state = useState({ rounds: [], sending: false });
        this.isGone = false;
        onWillUnmount(() => (this.isGone = true));
        useRecordObserver((record) => {
            const key = this.savedState(record);
            if (record.resId && key !== this.shown) {
                this.shown = key;
                this.load(record);
            }
        });
    }

    /** What the rounds depend on and the form shows. */
    savedState(record) {
        const { state, evidence_ids } = record.data;
        return JSON.stringify([record.resId, state, evidence_ids.count]);
    }

    async load(record) {
        const rounds = await this.keepLast.add(
            this.orm.silent.call("aftersales.claim", "get_evidence_rounds", [[record.resId]])
        );
        if (!this.isGone) {
            this.state.rounds = rounds;
        }
    }

    moment(value) {
        return formatDateTime(deserializeDateTime(value));
    }

    async onFiles(piece, ev) {
        const files = [...ev.target.files];
        ev.target.value = "";
        const { record } = this.props;
        if (!files.length || !(await record.save())) {
            return;
        }
        this.state.sending = true;
        for (const file of files) {
            const url = await getDataURLFromFile(file);
            try {
                await this.orm.create("aftersales.evidence", [
                    {
                        name: file.name,
                        content: url.split(",")[1],
                        claim_id: record.resId,
                        piece_id: piece.id,
                    },
                ]);
            } catch (error) {
                this.notification.add(error.data?.message || error.message, {
                    title: file.name,
                    type: "danger",
                    sticky: true,
                });
            }
        }
        this.state.sending = false;
        await record.load();
    }
}

registry.category("view_widgets").add("aftersales_evidence_rounds", {
    component: EvidenceRounds,
});
