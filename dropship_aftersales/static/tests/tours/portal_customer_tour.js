import { registry } from "@web/core/registry";

function assertFitsScreen() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) {
        throw new Error(`The page is wider than the screen of ${width} pixels.`);
    }
}

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
