import { registry } from "@web/core/registry";

const choose = (where, name, text) => [
    {
        content: `Look for ${text}`,
        trigger: `${where}.o_field_widget[name=${name}] input`,
        run: `edit ${text}`,
    },
    {
        trigger: `.o-autocomplete--dropdown-item:not(:has(.o_m2o_dropdown_option)) a:contains(${text})`,
        run: "click",
    },
];

/** A manager writes down a promise and tries it on something that was sold. */
registry.category("web_tour.tours").add("dropship_aftersales.policy", {
    steps: () => [
        {
            content: "The promises that are shipped can be switched on",
            trigger: ".o_data_row:contains(7 days to change)",
        },
        { trigger: ".o_list_button_add", run: "click" },
        {
            content: "What we promise",
            trigger: ".o_field_widget[name=name] input",
            run: "edit 20 days for lamps",
        },
        ...choose(".o_form_view ", "reason_ids", "It is broken"),
        {
            trigger: ".o_field_widget[name=window_days] input",
            run: "edit 20",
        },
        {
            content: "What is given back, less a fee",
            trigger: ".o_field_widget[name=remedy_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=remedy_ids] .o_field_widget[name=fee_percent] input",
            run: "edit 10",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved:not(:has(.o_form_button_save:visible)), .o_form_view" },
        {
            content: "Try it",
            trigger: "button[name=action_try]",
            run: "click",
        },
        ...choose(".modal ", "order_id", "TRY-1"),
        ...choose(".modal ", "sale_line_id", "Lamp"),
        ...choose(".modal ", "reason_id", "It is broken"),
        {
            content: "It would be granted, and says why",
            trigger: ".modal .o_field_widget[name=outcome]:contains(Grants)",
        },
        { trigger: ".modal .o_field_widget[name=text]:contains(day 0 of 20)" },
        { trigger: ".modal .o_field_widget[name=conditions]:contains(less a fee of 10 %)" },
        {
            content: "Why those before did not fit",
            trigger: ".modal .o_field_widget[name=missed]:contains(for other reasons)",
        },
        { trigger: ".modal-footer button:contains(OK)", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
