import { _t } from "@web/core/l10n/translation";

/** What a file is by what the browser takes it for. */
export function kindOf(file) {
    if (file.type.startsWith("image/")) {
        return "photo";
    }
    return file.type.startsWith("video/") ? "video" : "document";
}

/**
 * Why this file will not be taken, in words; empty if it may be.
 *
 * @param {File} file
 * @param {number} maxBytes
 * @param {string[]} types
 * @param {string} [wrong] what is said of a file of another type, with %s for its name
 */
export function problemOf(file, maxBytes, types, wrong) {
    if (!file.size) {
        return _t("This file is empty.");
    }
    if (file.size > maxBytes) {
        const limit = Math.floor(maxBytes / (1024 * 1024));
        return _t("Larger than %s MB. Send a shorter video or a smaller photo.", limit);
    }
    // Phones do not always know the type: then what is in it decides.
    if (file.type && !types.includes(file.type)) {
        return wrong ? wrong.replace("%s", file.name) : _t("Not a kind of file we can use.");
    }
    return "";
}
