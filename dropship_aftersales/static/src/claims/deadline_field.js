import { Component } from "@odoo/owl";
import { formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const { DateTime } = luxon;

/** When somebody should have acted: "in 3 hours", the full date in the tooltip. */
export class DeadlineField extends Component {
    static template = "dropship_aftersales.DeadlineField";
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get relative() {
        return this.value ? this.value.toRelative({ style: "short" }) : "";
    }

    get full() {
        return this.value ? formatDateTime(this.value) : "";
    }

    get classes() {
        const hours = this.value ? this.value.diff(DateTime.now(), "hours").hours : Infinity;
        return {
            "text-danger fw-bold": hours < 0,
            "text-warning-emphasis fw-bold": hours >= 0 && hours < 24,
        };
    }
}

export const deadlineField = {
    component: DeadlineField,
    displayName: _t("Deadline"),
    supportedTypes: ["datetime"],
    listViewWidth: [90, 130],
};

registry.category("fields").add("aftersales_deadline", deadlineField);
