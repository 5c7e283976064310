import { Component, onWillUnmount, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * What a claim gives and who bears it. The server plays the booking through, so the form
 * opens first and the amounts follow; they are of what is saved.
 */
export class MoneyBox extends Component {
    static template = "dropship_aftersales.MoneyBox";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ basis: "", rows: [] });
        this.isGone = false;
        onWillUnmount(() => (this.isGone = true));
        useRecordObserver((record) => {
            // What is only typed counts once it is saved.
            if (!record.dirty && record.resId && this.savedState(record) !== this.shown) {
                this.load(record);
            }
        });
    }

    /** What the amounts depend on and the form shows. */
    savedState(record) {
        const { state, line_ids, remedy_ids } = record.data;
        const lines = line_ids.records.map((line) => [
            line.data.decision,
            line.data.granted_quantity,
            line.data.responsibility,
        ]);
        const remedies = remedy_ids.records.map((remedy) => [
            remedy.data.state,
            remedy.data.amount,
        ]);
        return JSON.stringify([record.resId, state, lines, remedies]);
    }

    async load(record) {
        this.shown = this.savedState(record);
        const money = await this.keepLast.add(
            this.orm.silent.call("aftersales.claim", "get_money", [[record.resId]])
        );
        if (!this.isGone) {
            Object.assign(this.state, money);
        }
    }
}

registry.category("view_widgets").add("aftersales_money", { component: MoneyBox });
