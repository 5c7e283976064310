import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("aftersales_portal_acknowledge", {
    steps: () => [
        {
            content: "What we ask",
            trigger: "#aftersales_case[data-stage='asked'] #next:contains('120.00')",
        },
        {
            trigger: "#next button[value='accept']",
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
            run: "edit 2",
        },
        {
            trigger: "#receipt button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#aftersales_case[data-stage='settled'] .alert-success",
        },
    ],
});
