import { registry } from "@web/core/registry";

/** Choose a file, as the file dialog of the browser would. */
function chooseFile(input, name, type, bytes) {
    const chosen = new DataTransfer();
    chosen.items.add(new File([bytes], name, { type }));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

const MP4 = [0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d, 0, 0];

/** A photo with something on it, as a camera would make it. */
async function takePhoto() {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 320, height: 240 });
    const context = canvas.getContext("2d");
    for (let place = 0; place < 40; place++) {
        context.fillStyle = `hsl(${place * 47}, 70%, ${20 + ((place * 13) % 60)}%)`;
        context.fillRect((place * 71) % 300, (place * 53) % 220, 60, 50);
    }
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg"));
    return new Uint8Array(await blob.arrayBuffer());
}

function assertFitsScreen() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) {
        throw new Error(`The page is wider than the screen of ${width} pixels.`);
    }
}

/** An agent passes a wish of the supplier on in his own words. */
registry.category("web_tour.tours").add("aftersales_evidence_ask", {
    steps: () => [
        {
            trigger: ".o_form_statusbar button[name=action_open_ask_evidence]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=asked_by] label:contains('supplier')",
            run: "click",
        },
        {
            trigger:
                ".modal .o_field_widget[name=type_ids] label:contains('Photo of the label')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=piece_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=label] input",
            run: "edit The noise it makes",
        },
        {
            trigger: ".modal .o_selected_row .o_field_widget[name=kind] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(/^Video$/)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=text] textarea",
            run: "edit Which one is it, left or right?",
        },
        {
            trigger: ".modal footer button[name=action_confirm]",
            run: "click",
        },
        {
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Waiting for evidence)",
        },
    ],
});

/** The customer answers on the phone: a photo, and why there is no video. */
registry.category("web_tour.tours").add("aftersales_evidence_answer", {
    steps: () => [
        {
            content: "Exactly what was asked for",
            trigger: "#next:contains('Which one is it, left or right?')",
            run: assertFitsScreen,
        },
        {
            trigger:
                ".o_aftersales_slot:contains('Photo of the label') .o_aftersales_files_live input[id^=file_choose]:not(:visible)",
            run() {
                chooseFile(this.anchor, "paper.pdf", "application/pdf", new Uint8Array([37]));
            },
        },
        {
            content: "A paper is no photo",
            trigger: "li[data-state=refused]:contains('paper.pdf is no photo')",
        },
        {
            trigger: "li[data-name='paper.pdf'] .o_aftersales_file_remove",
            run: "click",
        },
        {
            trigger:
                ".o_aftersales_slot:contains('Photo of the label') input[id^=file_choose]:not(:visible)",
            async run() {
                chooseFile(this.anchor, "label.jpg", "image/jpeg", await takePhoto());
            },
        },
        {
            content: "It is there, and its place is ticked",
            trigger:
                ".o_aftersales_slot:contains('Photo of the label'):has(li[data-state=stored] img) .fa-check-circle",
            run: assertFitsScreen,
        },
        {
            content: "Something is missing",
            trigger: "#next button[type=submit]:contains(Send evidence)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "[role=alert]:contains('Something is missing: The noise it makes')",
        },
        {
            content: "The photo is still there",
            trigger: ".o_aftersales_slot li[data-state=stored][data-name='label.jpg']",
        },
        {
            trigger: ".o_aftersales_slot:contains('The noise') details[open] textarea",
            run: "edit It is silent today",
        },
        {
            trigger: "#next button[type=submit]:contains(Send evidence)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#next:contains('We are checking your request')",
            run: assertFitsScreen,
        },
        {
            trigger: "summary:contains('What we asked before')",
            run: "click",
        },
        {
            trigger: "#evidence details[open]:contains('It is silent today')",
        },
    ],
});

/** The agent sees what came, and that the photo was used before. */
registry.category("web_tour.tours").add("aftersales_evidence_look", {
    steps: () => [
        {
            trigger: ".o_aftersales_reused:contains('already used on')",
        },
        {
            trigger: ".o_aftersales_signals summary",
            run: "click",
        },
        {
            trigger: ".o_aftersales_signals [data-code=reused] button",
        },
        {
            trigger: ".o_notebook .nav-link:contains(Evidence)",
            run: "click",
        },
        {
            trigger: ".o_aftersales_rounds:contains('Passed on for the supplier')",
        },
        {
            trigger: ".o_aftersales_rounds li:contains('Files sent: 1') .fa-check-circle",
        },
        {
            trigger: ".o_aftersales_rounds li:contains('It is silent today')",
        },
        {
            trigger: ".o_aftersales_reuse:contains('another customer')",
        },
        {
            content: "A video came by mail meanwhile",
            trigger:
                ".o_aftersales_rounds li:contains('The noise') label:has(.o_aftersales_add_piece)",
            run() {
                const input = this.anchor.querySelector("input");
                chooseFile(input, "noise.mp4", "video/mp4", new Uint8Array(MP4));
            },
        },
        {
            trigger: ".o_aftersales_rounds li:contains('The noise'):contains('Files sent: 1')",
        },
        {
            trigger: ".o_aftersales_reused button, .o_aftersales_reused a",
            run: "click",
        },
        {
            trigger: ".o_breadcrumb .active:contains('CLM'), .breadcrumb-item:nth-child(2)",
        },
    ],
});
