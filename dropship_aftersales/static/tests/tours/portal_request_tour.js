import { registry } from "@web/core/registry";

const PHOTO =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

function choose(input, name, type) {
    const bytes = Uint8Array.from(atob(PHOTO), (character) => character.charCodeAt(0));
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], name, { type }));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The next file does not get through. */
function breakConnectionOnce() {
    const { send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.send = function () {
        XMLHttpRequest.prototype.send = send;
        setTimeout(() => this.dispatchEvent(new Event("error")), 50);
    };
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
            content: "The order leads to the first page",
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
            content: "What is typed is answered by the server",
            trigger: ".o_aftersales_stepper:has(button:not(.d-none)) input[name^='quantity_']",
            run: "edit 9",
        },
        {
            trigger: ".o_aftersales_quantity_wrong:contains('Only 5 Units of it')",
        },
        {
            trigger: "input[name^='quantity_']",
            run: "edit 1",
        },
        {
            trigger: "button[data-by='1']",
            run: "click",
        },
        {
            trigger: "input[name^='reason_'][value='defect']",
            run: "click",
        },
        {
            trigger: "input[name^='status_'][value='opened']",
            run: "click",
        },
        {
            trigger: "textarea[name^='note_']",
            run: "edit The sole came off",
        },
        {
            trigger: ".o_aftersales_words:contains('Photo of the fault')",
        },
        {
            trigger: "#aftersales_form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "A photo that does not get through stays, and is tried again",
            trigger: ".o_aftersales_files_live #file_choose:not(:visible)",
            run() {
                assertFitsScreen();
                breakConnectionOnce();
                choose(this.anchor, "sole.png", "image/png");
            },
        },
        {
            trigger: "li[data-state='failed']:contains('did not get through') .o_aftersales_file_retry",
            run: "click",
        },
        {
            trigger: "li[data-state='stored'][data-name='sole.png'] img",
        },
        {
            content: "What cannot be used is said before it is sent",
            trigger: "#file_choose:not(:visible)",
            run() {
                choose(this.anchor, "song.mp3", "audio/mpeg");
            },
        },
        {
            trigger: "li[data-state='refused']:contains('Not a kind of file')",
        },
        {
            content: "It holds the page back until it is removed",
            trigger: "#aftersales_details .btn-primary",
            run: "click",
        },
        {
            trigger: "[role='status']:contains('song.mp3 cannot be sent')",
        },
        {
            trigger: "li[data-state='refused'] .o_aftersales_file_remove",
            run: "click",
        },
        {
            trigger: "label[for='wish_repair']",
            run: "click",
        },
        {
            trigger: "#aftersales_details:not(:has(li[data-state='refused'])) .btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Everything once more, and a way back to each of it",
            trigger: ".o_aftersales_check:contains('Repair') a[href*='#photos']",
            run() {
                assertFitsScreen();
                this.anchor.click();
            },
            expectUnloadPage: true,
        },
        {
            content: "The photo is still there",
            trigger: ".o_aftersales_files_live li[data-state='stored'][data-name='sole.png']",
        },
        {
            trigger: "#aftersales_details .btn-primary",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "A double click sends one request",
            trigger: "#aftersales_send button[type='submit']",
            run: "dblclick",
            expectUnloadPage: true,
        },
        {
            content: "We have it, and nothing is to be done now",
            trigger: "#aftersales_claim[data-stage='review'] .alert-success",
            run: assertFitsScreen,
        },
    ],
});
