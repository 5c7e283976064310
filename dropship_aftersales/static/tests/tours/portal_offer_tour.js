import { registry } from "@web/core/registry";

function assertFitsScreen() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) {
        throw new Error(`The page is wider than the screen of ${width} pixels.`);
    }
}

registry.category("web_tour.tours").add("aftersales_portal_offer_counter", {
    steps: () => [
        {
            content: "What is offered, what is withheld, and what is left",
            trigger: "#next .o_aftersales_fee:contains('Restocking fee (10 %)')",
            run: assertFitsScreen,
        },
        {
            trigger: "#next .o_aftersales_sum:contains('108.00')",
        },
        {
            content: "Something else is suggested",
            trigger: "#offer_counter summary",
            run: "click",
        },
        {
            trigger: "label[for='counter_replacement']",
            run: "click",
        },
        {
            content: "An amount is asked for with money only",
            trigger: "#offer_counter:not(:has(#counter_amount:visible))",
        },
        {
            trigger: "label[for='counter_refund']",
            run: "click",
        },
        {
            trigger: "#counter_amount",
            run: "edit 150",
        },
        {
            trigger: "#counter_note",
            run: "edit Both of them are cracked",
        },
        {
            trigger: "#offer_counter button:contains('Send suggestion')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "We say that we have it, and keep it readable",
            trigger: "[role='status']:contains('Thank you for your suggestion')",
        },
        {
            trigger: "#offers summary",
            run: "click",
        },
        {
            trigger: "#offers li:contains('You suggested'):contains('150.00')",
            run: assertFitsScreen,
        },
    ],
});

registry.category("web_tour.tours").add("aftersales_portal_offer_accept", {
    steps: () => [
        {
            content: "The list says whose turn it is",
            trigger: ".list-group-item:contains('Your turn') a:contains('Please answer our offer')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The button names the sum",
            trigger: "#offer_accept:contains('Accept'):contains('150.00')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Asked once more, with the same sum",
            trigger: "h1:contains('Accept our offer?')",
            run: assertFitsScreen,
        },
        {
            trigger: "button[name='verb'][value='accept']:contains('150.00')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "[role='status']:contains('We are on it')",
            run: assertFitsScreen,
        },
        {
            content: "Nothing is left to accept",
            trigger: "#aftersales_claim:not(:has(#offer_accept))",
        },
    ],
});
