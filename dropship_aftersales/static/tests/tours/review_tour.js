import { registry } from "@web/core/registry";

/** On a phone: the queue, one claim with all that is needed below each other. */
registry.category("web_tour.tours").add("dropship_aftersales.review_phone", {
    steps: () => [
        {
            content: "open the first claim of the queue",
            trigger: ".o_kanban_record:not(.o_kanban_ghost)",
            run: "click",
        },
        {
            content: "the photo comes first, then the facts",
            trigger: ".o_aftersales_review_stage img",
        },
        {
            content: "nothing is wider than the phone",
            trigger: ".o_aftersales_review_facts [data-fact=money]",
            run() {
                if (document.documentElement.scrollWidth > window.innerWidth) {
                    throw new Error("The review is wider than the phone.");
                }
            },
        },
        {
            content: "the amount is on the button",
            trigger: ".o_aftersales_review_approve:contains(100.00)",
            run: "click",
        },
        {
            content: "nothing is left",
            trigger: ".o_aftersales_review_over button",
            run: "click",
        },
        {
            content: "back in the queue, which is empty",
            trigger: ".o_view_nocontent, .o_kanban_view:not(:has(.o_kanban_record:not(.o_kanban_ghost)))",
        },
    ],
});
