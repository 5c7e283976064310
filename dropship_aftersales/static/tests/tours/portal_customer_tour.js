import { registry } from "@web/core/registry";

const PHOTO =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

function attachPhoto(input, name) {
    const bytes = Uint8Array.from(atob(PHOTO), (character) => character.charCodeAt(0));
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], name, { type: "image/png" }));
    input.files = chosen.files;
}

function assertFitsScreen() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) {
        throw new Error(`The page is wider than the screen of ${width} pixels.`);
    }
}

registry.category("web_tour.tours").add("aftersales_portal_request", {
    steps: () => [
        {
            content: "The order leads to the form",
            trigger: "#aftersales_request",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The only item is chosen already",
            trigger: ".o_aftersales_pick:checked",
            run: assertFitsScreen,
        },
        {
            trigger: "input[name^='quantity_']",
            run: "edit 2",
        },
        {
            trigger: "input[name^='reason_'][value='defect']",
            run: "click",
        },
        {
            trigger: "select[name^='status_']",
            run: "select opened",
        },
        {
            trigger: "textarea[name^='note_']",
            run: "edit The sole came off",
        },
        {
            content: "A photo of it",
            trigger: "#evidence",
            run() {
                attachPhoto(this.anchor, "sole.png");
            },
        },
        {
            trigger: "#aftersales_form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "We have it, and nothing is to be done now",
            trigger: "#aftersales_claim[data-stage='review'] .alert-success",
            run: assertFitsScreen,
        },
        {
            trigger: "#evidence img",
        },
    ],
});

registry.category("web_tour.tours").add("aftersales_portal_parcel", {
    steps: () => [
        {
            content: "The list tells whose turn it is",
            trigger: ".list-group-item:contains('Send it back')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Where to send it",
            trigger: "#next address:contains('Factory Road')",
            run: assertFitsScreen,
        },
        {
            trigger: "input[name='carrier']",
            run: "edit DHL",
        },
        {
            trigger: "input[name='tracking']",
            run: "edit 1Z999",
        },
        {
            trigger: "#next button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#aftersales_claim[data-stage='travel'] .alert-success",
            run: assertFitsScreen,
        },
    ],
});

registry.category("web_tour.tours").add("aftersales_portal_money", {
    steps: () => [
        {
            trigger: "#aftersales_claim[data-stage='done'] #refunded:contains('200.00')",
            run: assertFitsScreen,
        },
    ],
});
