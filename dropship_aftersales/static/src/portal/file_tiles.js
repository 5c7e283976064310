import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

import { kindOf, problemOf } from "./file_rules";
import { sendFile } from "./send_file";

const ICONS = { photo: "fa-picture-o", video: "fa-play-circle-o", document: "fa-file-text-o" };

/**
 * Files that go up one by one as they are chosen, each a tile.
 *
 * The server lists what it has; without JavaScript the form around it posts the files.
 * `data-url` takes a file by POST, `data-url/<id>/remove` drops it again.
 */
export class FileTiles extends Interaction {
    static selector = ".o_aftersales_files";
    dynamicContent = {
        _root: { "t-att-class": () => ({ o_aftersales_files_live: true }) },
        ".o_aftersales_choose label": {
            "t-att-class": () => ({ "btn btn-outline-primary": true }),
        },
        "input[type=file]": { "t-on-change": (ev) => this.onChoose(ev) },
        ".o_aftersales_file_remove": {
            "t-on-click.prevent": (ev) => this.onRemove(ev.currentTarget.closest("li")),
        },
        ".o_aftersales_file_retry": {
            "t-on-click.prevent": (ev) => this.onRetry(ev.currentTarget.closest("li")),
        },
        _window: { "t-on-online": () => this.onOnline() },
    };

    setup() {
        this.list = this.el.querySelector(".o_aftersales_file_list");
        this.status = this.el.querySelector("[role=status]");
        this.form = this.el.closest("form");
        this.url = this.el.dataset.url;
        this.token = this.el.dataset.token || "";
        this.maxFiles = parseInt(this.el.dataset.maxFiles);
        this.maxBytes = parseInt(this.el.dataset.maxBytes);
        this.types = this.el.dataset.types.split(",");
        this.tiles = new Map();
        this.sending = null;
        this.heldSubmitter = undefined;
    }

    start() {
        for (const button of this.list.querySelectorAll("button[type=submit]")) {
            // Enter in a field presses a form's first submit button: never this one.
            button.type = "button";
        }
        if (this.form) {
            this.addListener(this.form, "submit", (ev) => this.onSubmit(ev));
        }
    }

    destroy() {
        this.sending?.request.abort();
        for (const { preview } of this.tiles.values()) {
            URL.revokeObjectURL(preview);
        }
    }

    get count() {
        return this.list.querySelectorAll("li:not([data-state=refused])").length;
    }

    // --------------------------------------------------------------- choosing

    onChoose(ev) {
        const input = ev.currentTarget;
        for (const file of [...input.files]) {
            this.add(file);
        }
        // What is a tile now must not be posted again with the form.
        input.value = "";
        this.next();
    }

    add(file) {
        if (this.count >= this.maxFiles) {
            this.say(_t("%s files at most. Remove one to add another.", this.maxFiles));
            return;
        }
        const kind = kindOf(file);
        const preview = kind === "photo" ? URL.createObjectURL(file) : "";
        const [tile] = this.renderAt(
            "dropship_aftersales.FileTile",
            { name: file.name, preview, icon: ICONS[kind] },
            this.list
        );
        tile.querySelector("img")?.addEventListener("error", (ev) => {
            // No picture after all: the icon of a file instead of a torn one.
            ev.target.replaceWith(
                Object.assign(document.createElement("i"), {
                    className: `fa fa-2x ${ICONS.document}`,
                })
            );
        });
        this.tiles.set(tile, { file, preview });
        const problem = problemOf(file, this.maxBytes, this.types, this.el.dataset.wrong);
        this.show(tile, problem ? "refused" : "queued", problem);
    }

    // --------------------------------------------------------------- sending

    tilesIn(...states) {
        return [...this.list.children].filter((tile) => states.includes(tile.dataset.state));
    }

    /** Send the next file that waits, one at a time: phones have little to share. */
    async next() {
        if (this.sending) {
            return;
        }
        const [tile] = this.tilesIn("queued");
        if (!tile) {
            this.finish();
            return;
        }
        if (!navigator.onLine) {
            for (const waiting of this.tilesIn("queued")) {
                this.show(waiting, "waiting", _t("Waiting for connection"));
            }
            this.finish();
            return;
        }
        this.show(tile, "sending", _t("Sending"));
        this.sending = sendFile(
            this.url,
            this.tiles.get(tile).file,
            this.fields,
            (percent) => this.showProgress(tile, percent)
        );
        const answer = await this.waitFor(this.sending.answer);
        this.protectSyncAfterAsync(() => this.take(tile, answer))();
    }

    take(tile, answer) {
        this.sending = null;
        if (answer.file) {
            this.showSent(tile, answer.file);
        } else if (answer.error) {
            this.show(tile, answer.final ? "refused" : "failed", answer.error);
        } else if (answer.offline) {
            if (navigator.onLine) {
                this.show(tile, "failed", _t("This did not get through."));
            } else {
                this.show(tile, "waiting", _t("Waiting for connection"));
            }
        }
        this.next();
    }

    get fields() {
        const fields = {
            csrf_token: this.form?.querySelector("[name=csrf_token]")?.value || odoo.csrf_token,
        };
        if (this.token) {
            fields.access_token = this.token;
        }
        if (this.el.dataset.piece) {
            fields.piece = this.el.dataset.piece;
        }
        return fields;
    }

    onRetry(tile) {
        this.show(tile, "queued", "");
        tile.querySelector(".o_aftersales_file_remove").focus();
        this.next();
    }

    onOnline() {
        for (const tile of this.tilesIn("waiting")) {
            this.show(tile, "queued", "");
        }
        this.next();
    }

    // --------------------------------------------------------------- removing

    async onRemove(tile) {
        if (tile.dataset.state === "sending") {
            this.sending.request.abort();
        }
        if (tile.dataset.id) {
            const problem = await this.waitFor(this.removeStored(tile));
            if (problem) {
                this.protectSyncAfterAsync(() => this.say(problem))();
                return;
            }
        }
        this.protectSyncAfterAsync(() => this.drop(tile))();
    }

    async removeStored(tile) {
        const body = new FormData();
        for (const [name, value] of Object.entries(this.fields)) {
            body.append(name, value);
        }
        try {
            const response = await fetch(`${this.url}/${tile.dataset.id}/remove`, {
                method: "POST",
                headers: { Accept: "application/json" },
                body,
            });
            if (response.ok) {
                return "";
            }
            return (await response.json()).error;
        } catch {
            return _t("It could not be removed now. Try again in a moment.");
        }
    }

    drop(tile) {
        const name = tile.dataset.name;
        const beside = tile.nextElementSibling || tile.previousElementSibling;
        URL.revokeObjectURL(this.tiles.get(tile)?.preview);
        this.tiles.delete(tile);
        tile.remove();
        (
            beside?.querySelector(".o_aftersales_file_remove") ||
            this.el.querySelector("input[type=file]")
        ).focus();
        this.say(_t("%s removed", name));
        this.tellChanged();
    }

    // --------------------------------------------------------------- showing

    show(tile, state, text) {
        tile.dataset.state = state;
        tile.querySelector(".o_aftersales_file_words").textContent = text || "";
        const failed = ["failed", "waiting"].includes(state);
        tile.querySelector(".o_aftersales_file_retry").classList.toggle("d-none", !failed);
        tile.querySelector("progress").classList.toggle("d-none", state !== "sending");
        if (["failed", "refused", "waiting"].includes(state)) {
            this.say(`${tile.dataset.name}: ${text}`);
        }
    }

    showProgress(tile, percent) {
        tile.querySelector("progress").value = percent;
    }

    showSent(tile, file) {
        tile.dataset.id = file.id;
        tile.querySelector("a").href = file.url;
        this.show(tile, "stored", "");
        this.say(_t("%s sent", file.name));
    }

    say(text) {
        this.status.textContent = text;
    }

    // --------------------------------------------------------------- the form

    /** The form waits for what is on its way, and names what did not arrive. */
    onSubmit(ev) {
        if (this.tilesIn("queued", "sending").length) {
            ev.preventDefault();
            ev.stopImmediatePropagation();
            this.heldSubmitter = ev.submitter;
            this.say(_t("One moment: we go on as soon as your files are sent."));
            return;
        }
        const [stuck] = this.tilesIn("failed", "waiting", "refused");
        if (stuck) {
            ev.preventDefault();
            ev.stopImmediatePropagation();
            this.say(
                stuck.dataset.state === "refused"
                    ? _t("%s cannot be sent. Remove it to go on.", stuck.dataset.name)
                    : _t("%s was not sent. Try again, or remove it to go on.", stuck.dataset.name)
            );
            stuck.querySelector("button:not(.d-none)").focus();
        }
    }

    tellChanged() {
        this.el.dispatchEvent(new CustomEvent("files-changed", { bubbles: true }));
    }

    finish() {
        this.tellChanged();
        if (this.heldSubmitter !== undefined) {
            const submitter = this.heldSubmitter;
            this.heldSubmitter = undefined;
            this.form.requestSubmit(submitter);
        }
    }
}

registry.category("public.interactions").add("dropship_aftersales.file_tiles", FileTiles);
