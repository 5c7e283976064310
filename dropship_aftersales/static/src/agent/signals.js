import { Component, onWillUnmount, useState } from "@odoo/owl";

import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** What stands out about who claims; counted after the form opened, told when asked. */
export class Signals extends Component {
    static template = "dropship_aftersales.Signals";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ signals: [] });
        this.isGone = false;
        onWillUnmount(() => (this.isGone = true));
        useRecordObserver((record) => {
            const key = `${record.resId} ${record.data.state}`;
            if (record.resId && key !== this.shown) {
                this.shown = key;
                this.load(record.resId);
            }
        });
    }

    async load(id) {
        const signals = await this.keepLast.add(
            this.orm.silent.call("aftersales.claim", "get_signals", [[id]])
        );
        if (!this.isGone) {
            this.state.signals = signals;
        }
    }
}

registry.category("view_widgets").add("aftersales_signals", { component: Signals });
