import { registry } from "@web/core/registry";


/** Numbers above the list, then three claims of which one needs a person. */
registry.category("web_tour.tours").add("dropship_aftersales.mass_approve", {
    steps: () => [
        {
            content: "The list opens on what waits for me",
            trigger: ".o_facet_value:contains(My move)",
        },
        { trigger: ".o_aftersales_counters button[data-filter=my_move][aria-pressed=true]" },
        {
            content: "A number shows what it counted",
            trigger: ".o_aftersales_counters button[data-filter=waiting]",
            run: "click",
        },
        { trigger: ".o_facet_value:contains(Waiting for others)" },
        {
            trigger: ".o_aftersales_counters button[data-filter=my_move]",
            run: "click",
        },
        { trigger: ".o_facet_value:contains(My move)" },
        {
            content: "Look for the customer's claims alone",
            trigger: ".o_searchview_input",
            run: "edit Cara Customer",
        },
        {
            trigger: ".o_searchview_autocomplete a:contains(Search Customer for)",
            run: "click",
        },
        {
            trigger: ".o_list_view:not(:has(.o_data_row:eq(4))) .o_data_row:eq(3)",
        },
        { trigger: "thead .o_list_record_selector input", run: "click" },
        {
            trigger: ".o_control_panel button:contains(Decide…)",
            run: "click",
        },
        {
            content: "The review says what is given, and what is left out and why",
            trigger: ".o_aftersales_mass_approve p:contains(300.00)",
        },
        {
            trigger:
                ".o_aftersales_mass_approve [data-group=person] li:contains(something else)",
        },
        {
            trigger: ".modal-footer button:contains(Approve 2 claims)",
            run: "click",
        },
        {
            content: "Each claim has its result",
            trigger: ".o_aftersales_mass_approve [data-group=done] li:eq(1)",
        },
        {
            content: "What the policy refuses is rejected, in its words",
            trigger: ".modal-footer button:contains(Look at the others)",
            run: "click",
        },
        {
            trigger: ".o_aftersales_mass_approve [data-group=refuse] li:contains(Vouchers)",
        },
        {
            trigger: ".modal-footer button:contains(Reject 1 claim)",
            run: "click",
        },
        { trigger: ".o_aftersales_mass_approve h4:contains(Rejected: 1)" },
        {
            trigger: ".modal-footer button:contains(Back to the list)",
            run: "click",
        },
        {
            content: "What is left is my move",
            trigger: ".o_list_view:not(:has(.o_data_row:eq(1))) .o_data_row:eq(0)",
        },
    ],
});
