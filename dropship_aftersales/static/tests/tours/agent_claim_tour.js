import { registry } from "@web/core/registry";

const statusIs = (label) => ({
    content: `the claim is: ${label}`,
    trigger: `.o_statusbar_status .o_arrow_button_current:contains(${label})`,
});
const openTab = (name) => ({
    content: `open ${name}`,
    trigger: `.o_notebook .nav-link:contains(${name})`,
    run: "click",
});
const choose = (field, text) => [
    {
        content: `search ${text}`,
        trigger: `.o_field_widget[name=${field}] input`,
        run: `edit ${text}`,
    },
    {
        content: `choose ${text}`,
        trigger: `.o-autocomplete--dropdown-item:contains(${text})`,
        run: "click",
    },
];

/** A customer calls; the agent does everything for her and for the supplier. */
registry.category("web_tour.tours").add("aftersales_agent_claim", {
    url: "/odoo/after-sales",
    steps: () => [
        {
            content: "open a new claim",
            trigger: ".o_list_button_add",
            run: "click",
        },
        ...choose("order_id", "Tara Tour"),
        {
            content: "add an item",
            trigger: ".o_field_widget[name=line_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        ...choose("sale_line_id", "Lamp"),
        {
            content: "two of them",
            trigger: ".o_selected_row .o_field_widget[name=quantity] input",
            run: "edit 2",
        },
        ...choose("reason_id", "It is broken"),
        {
            content: "submit",
            trigger: "button[name=action_submit]",
            run: "click",
        },
        statusIs("To review"),
        {
            content: "grant both",
            trigger: "button[name=action_grant_all]",
            run: "click",
        },
        {
            content: "granted",
            trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(Granted)",
        },
        openTab("Remedies"),
        {
            content: "see the money before approving",
            trigger: "button[name=action_propose_remedies]",
            run: "click",
        },
        {
            content: "two lamps are 200.00",
            trigger: ".o_field_widget[name=remedy_ids] .o_data_row:contains(200.00)",
        },
        {
            content: "approve",
            trigger: "button[name=action_approve]",
            run: "click",
        },
        statusIs("In progress"),
        openTab("Returns"),
        {
            content: "the customer tells the tracking number",
            trigger: "button[name=action_open_parcel]",
            run: "click",
        },
        {
            content: "write it down",
            trigger: ".modal .o_field_widget[name=tracking_ref] input",
            run: "edit 4242",
        },
        {
            content: "confirm",
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "the number is on the return",
            trigger: "body:not(:has(.modal)) .o_field_widget[name=picking_ids] .o_data_row:contains(4242)",
        },
        {
            content: "open the supplier's case",
            trigger: "button[name=action_view_cases]",
            run: "click",
        },
        {
            content: "the supplier agrees on the phone",
            trigger: "button[name=action_accept]",
            run: "click",
        },
        statusIs("Accepted"),
        {
            content: "the parcel arrived there",
            trigger: "button[name=action_open_receipt]",
            run: "click",
        },
        {
            content: "all of it, undamaged",
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        statusIs("Settled"),
        {
            content: "back to the claim",
            trigger: ".o_breadcrumb .o_back_button a, .breadcrumb-item.o_back_button a",
            run: "click",
        },
        openTab("Remedies"),
        {
            content: "pay out",
            trigger: "button[name=action_pay_out]",
            run: "click",
        },
        {
            content: "yes, now",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        statusIs("Solved"),
    ],
});
