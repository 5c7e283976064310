import { registry } from "@web/core/registry";

/** A red dot, as a phone's camera would hand it over. */
const DOT =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

function choosePhoto(input, name) {
    const bytes = Uint8Array.from(atob(DOT), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, { type: "image/png" }));
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

registry.category("web_tour.tours").add("aftersales_portal_acknowledge", {
    steps: () => [
        {
            content: "What we ask",
            trigger: "#aftersales_case[data-stage='asked'] #next:contains('120.00')",
        },
        {
            content: "Yes, with what it costs",
            trigger: "label[for='answer_accept']:contains('120.00')",
            run: "click",
        },
        {
            trigger: "#answer button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The parcel on its way",
            trigger: "#aftersales_case[data-stage='receive']:contains('1Z999')",
        },
        {
            content: "What is expected is filled in",
            trigger: "input[name^='received_']:value('2')",
        },
        {
            content: "One is damaged",
            trigger: "input[name^='damaged_']",
            run: "edit 1",
        },
        {
            content: "The form says what follows",
            trigger: ".o_aftersales_outlook:contains('60.00')",
        },
        {
            content: "A photo of it",
            trigger: ".o_aftersales_files_live input[id^='file_choose']:not(:visible)",
            run() {
                choosePhoto(this.anchor, "damage.png");
            },
        },
        {
            trigger: ".o_aftersales_file[data-state='stored'][data-id]",
        },
        {
            trigger: "#receipt .o_aftersales_bar button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The sound one is credited, the other one is looked at",
            trigger: "#aftersales_case[data-stage='finish'] .alert-success",
        },
    ],
});

registry.category("web_tour.tours").add("aftersales_portal_cases", {
    steps: () => [
        {
            content: "Home says what waits",
            trigger: "#aftersales_case_alert a:contains('2 cases need you')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Choose the first",
            trigger: ".o_aftersales_cases tbody tr:nth-child(1) input[name='case']",
            run: "check",
        },
        {
            content: "And the second",
            trigger: ".o_aftersales_cases tbody tr:nth-child(2) input[name='case']",
            run: "check",
        },
        {
            trigger: ".o_aftersales_bulk_count:contains('2')",
        },
        {
            trigger: "button[name='action'][value='accept']:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The sum, before anything happens",
            trigger: "form[action='/my/cases/done']:contains('180.00')",
        },
        {
            trigger: "form[action='/my/cases/done'] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "h1:contains('All done')",
        },
    ],
});
