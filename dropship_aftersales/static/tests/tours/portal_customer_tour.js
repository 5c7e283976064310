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
            content: "The home page tells how many requests wait",
            trigger: "#aftersales_mine:contains('1 request needs your answer')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The list tells whose turn it is",
            trigger: ".list-group-item:contains('Your turn') a:contains('Send it back')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Where to send it, to be copied",
            trigger: "#next address:contains('Factory Road')",
            run: assertFitsScreen,
        },
        {
            trigger: "#next .o_aftersales_copy button:not(.d-none)",
        },
        {
            content: "What is next stands above everything else, on phones too",
            trigger: "#next h1",
            run() {
                const aside = document.querySelector("#aftersales_claim aside");
                const isBeside = window.innerWidth >= 992;
                const top = aside.getBoundingClientRect().top;
                if (!isBeside && top < this.anchor.getBoundingClientRect().top) {
                    throw new Error("The side column comes before what is next.");
                }
            },
        },
        {
            trigger: "#next a:contains('Show return slip')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The slip holds a code and can be printed",
            trigger: ".o_aftersales_slip img[src^='data:image/svg+xml']",
            run: assertFitsScreen,
        },
        {
            trigger: ".o_aftersales_print_button:not(.d-none)",
        },
        {
            trigger: "a:contains('Back, enter tracking number')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#next input[name='carrier']",
            run: "edit DHL",
        },
        {
            trigger: "#next input[name='tracking']",
            run: "edit 1Z999",
        },
        {
            trigger: "#next button.btn-primary:contains('Enter tracking number')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#aftersales_claim[data-stage='travel'] .alert-success",
            run: assertFitsScreen,
        },
        {
            content: "A second box",
            trigger: "#next summary:contains('Another parcel')",
            run: "click",
        },
        {
            trigger: "#next details[open] input[name='tracking']",
            run: "edit 2B222",
        },
        {
            trigger: "#next details[open] button:contains('Add parcel')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#next strong:contains('1Z999, 2B222')",
        },
        {
            content: "Photos open in the viewer",
            trigger: ".o_aftersales_gallery a img",
            run: "click",
        },
        {
            trigger: ".o-FileViewer img[src*='/evidence/']",
        },
        {
            trigger: ".o-FileViewer [aria-label='Close']",
            run: "click",
        },
        {
            trigger: "body:not(:has(.o-FileViewer)) time.o_aftersales_time",
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

registry.category("web_tour.tours").add("aftersales_portal_withdraw", {
    steps: () => [
        {
            trigger: "#aftersales_claim[data-stage='review'] a:contains('Withdraw request')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "We ask once more",
            trigger: "button:contains('Withdraw now')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "A new request is one press away",
            trigger: "#aftersales_claim[data-stage='cancelled'] button:contains('New request')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "With the same item in it",
            trigger: ".o_aftersales_pick:checked",
            run: assertFitsScreen,
        },
    ],
});
