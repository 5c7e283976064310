import { registry } from "@web/core/registry";

const PIXEL =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

const statusIs = (label) => ({
    content: `the claim is: ${label}`,
    trigger: `.o_statusbar_status .o_arrow_button_current:contains(${label})`,
});
const openTab = (name) => ({
    content: `open ${name}`,
    trigger: `.o_notebook .nav-link:contains(${name})`,
    run: "click",
});
const press = (name) => ({
    content: `press ${name}`,
    trigger: `.o_form_statusbar button[name=${name}]`,
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
/** Choose a photo, as the file dialog of the browser would. */
const addPhoto = ({ anchor }) => {
    const bytes = Uint8Array.from(atob(PIXEL), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "sole.png", { type: "image/png" }));
    const input = anchor.querySelector("input");
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
};

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
            content: "more than there are",
            trigger: ".o_selected_row .o_field_widget[name=quantity] input",
            run: "edit 6",
        },
        ...choose("reason_id", "It is broken"),
        {
            content: "says how many there are",
            trigger: ".o_selected_row [name=quantity_warning]:contains(Only 5)",
        },
        {
            content: "three of them",
            trigger: ".o_selected_row .o_field_widget[name=quantity] input",
            run: "edit 3",
        },
        press("action_submit"),
        statusIs("To review"),
        openTab("Evidence"),
        {
            content: "add the photo she sent by mail",
            trigger: ".o_field_widget[name=evidence_ids] label:has(.o_aftersales_add_files)",
            run: addPhoto,
        },
        {
            content: "look at it",
            trigger: ".o_aftersales_tile img",
            run: "click",
        },
        {
            content: "full screen",
            trigger: ".o-FileViewer .o-FileViewer-headerButton[aria-label=Close]",
            run: "click",
        },
        {
            content: "let the supplier see it",
            trigger: ".o_aftersales_share:contains(does not see it)",
            run: "click",
        },
        {
            content: "he sees it",
            trigger: ".o_aftersales_share:contains(Supplier sees it)",
        },
        openTab("Lines"),
        {
            content: "grant a part",
            trigger: ".o_data_row .o_data_cell[name=granted_quantity]",
            run: "click",
        },
        {
            content: "two of three",
            trigger: ".o_selected_row .o_field_widget[name=granted_quantity] input",
            run: "edit 2",
        },
        {
            content: "say why not all",
            trigger: ".o_selected_row .o_field_widget[name=refusal_reason] input",
            run: "edit The third one works",
        },
        openTab("Remedies"),
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "see the money before approving",
            trigger: ".o_aftersales_money_customer:contains(200.00)",
        },
        press("action_approve"),
        statusIs("In progress"),
        press("action_open_parcel"),
        {
            content: "the customer tells the tracking number",
            trigger: ".modal .o_field_widget[name=tracking_ref] input",
            run: "edit 4242",
        },
        {
            content: "confirm",
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "the parcel is on its way: open the supplier's case",
            trigger: "body:not(:has(.modal)) .o_aftersales_cases [name=action_open]",
            run: "click",
        },
        {
            content: "the supplier agrees on the phone",
            trigger: ".o_form_statusbar button[name=action_accept]",
            run: "click",
        },
        statusIs("Accepted"),
        {
            content: "back to the claim",
            trigger: ".o_breadcrumb .o_back_button a, .breadcrumb-item.o_back_button a",
            run: "click",
        },
        statusIs("In progress"),
        press("action_open_receipt"),
        {
            content: "all of it arrived, undamaged",
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "pay out",
            trigger: "body:not(:has(.modal)) .o_form_statusbar button[name=action_pay_out]",
            run: "click",
            // Transfer, credit note and the supplier's refund are booked meanwhile.
            timeout: 30000,
        },
        {
            content: "yes, now",
            trigger: ".modal .modal-footer .btn-primary",
            run: "click",
        },
        statusIs("Solved"),
    ],
});

/** On a phone: what is next, the money, one item granted on its card, approved. */
registry.category("web_tour.tours").add("aftersales_agent_phone", {
    steps: () => [
        {
            content: "what is next comes first",
            trigger: ".o_aftersales_box_next:contains(Decide line by line)",
        },
        {
            content: "nothing is wider than the phone",
            trigger: ".o_aftersales_money_customer:contains(200.00)",
            run() {
                if (document.documentElement.scrollWidth > window.innerWidth) {
                    throw new Error("The form is wider than the phone.");
                }
            },
        },
        {
            content: "grant the item on its card",
            trigger: ".o_field_widget[name=line_ids] .o_kanban_record button[name=action_grant]",
            run: "click",
        },
        {
            content: "approve",
            trigger: ".o_form_statusbar button[name=action_approve]",
            run: "click",
        },
        {
            content: "approved",
            trigger: ".o_aftersales_box_next:contains(The customer sends the goods back)",
        },
    ],
});
