import { registry } from "@web/core/registry";

/** A red dot, as a phone's camera would hand it over. */
const DOT =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

function choosePhoto({ anchor }) {
    const bytes = Uint8Array.from(atob(DOT), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "tested.png", { type: "image/png" }));
    anchor.files = transfer.files;
    anchor.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The supplier reads what a part would cost, and says no all the same. */
registry.category("web_tour.tours").add("aftersales_supplier_disputes", {
    steps: () => [
        {
            content: "What each answer means",
            trigger: "#aftersales_case[data-stage='asked'] label[for='answer_accept']:contains('120.00')",
        },
        {
            content: "A part of it?",
            trigger: "label[for='answer_partly']",
            run: "click",
        },
        {
            content: "Half",
            trigger: "#answer_share:visible",
            run: "edit 50",
        },
        {
            content: "The page says what it costs",
            trigger: ".o_aftersales_answer_outlook:contains('60.00')",
        },
        {
            content: "No, it was fine",
            trigger: "label[for='answer_dispute']",
            run: "click",
        },
        {
            content: "The amount of the part is gone",
            trigger: ".o_aftersales_answer_outlook:empty:not(:visible)",
        },
        {
            trigger: "#dispute_reason:visible",
            run: "edit We tested both before we packed them",
        },
        {
            content: "What shows it",
            trigger: "#answer .o_aftersales_files_live input[id^='file_choose']:not(:visible)",
            run: choosePhoto,
        },
        {
            trigger: "#answer .o_aftersales_file[data-state='stored'][data-id]",
        },
        {
            trigger: "#answer .o_aftersales_bar button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "He reads what he said, and that we decide",
            trigger: "#aftersales_case[data-stage='disputed'] #said:contains('We tested both')",
        },
    ],
});

/** A manager reads both sides, and rules that he bears three quarters. */
registry.category("web_tour.tours").add("aftersales_manager_rules", {
    steps: () => [
        {
            content: "What he said",
            trigger: "section[name=answer]:contains('We tested both')",
        },
        {
            content: "Both sides' evidence",
            trigger: ".o_notebook .nav-link:contains(Evidence)",
            run: "click",
        },
        {
            trigger: "section[name=own_evidence] .o_kanban_record",
        },
        {
            content: "The next move is the ruling",
            trigger: ".o_form_statusbar button.btn-primary[name=action_open_rule]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=line_ids] .o_data_row td[name=percent]",
            run: "click",
        },
        {
            content: "Three quarters",
            trigger: ".modal .o_selected_row .o_field_widget[name=percent] input",
            run: "edit 75",
        },
        {
            content: "Why, for him to read",
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit The crack is on your photo too",
        },
        {
            content: "In money, before it is ruled",
            trigger: ".modal .o_field_widget[name=supplier_amount]:contains('90.00')",
        },
        {
            trigger: ".modal footer button[name=action_confirm]",
            run: "click",
        },
        {
            content: "It executes like an agreement",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Settled)",
        },
        {
            trigger: ".o_notebook .nav-link:contains(What was said)",
            run: "click",
        },
        {
            content: "Who said what",
            trigger: ".o_field_widget[name=opinion_ids] .o_data_row:contains('Decided')",
        },
    ],
});

/** What the supplier reads of it. */
registry.category("web_tour.tours").add("aftersales_supplier_reads_ruling", {
    steps: () => [
        {
            trigger: "#aftersales_case[data-stage='settled'] #said:contains('The crack is on your photo too')",
        },
        {
            trigger: "#said:contains('75 %'):contains('90.00')",
        },
    ],
});
