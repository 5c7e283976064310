import { _t } from "@web/core/l10n/translation";

/**
 * Send one file and report how much of it has left.
 *
 * @param {string} url
 * @param {File} file
 * @param {Object} fields what goes along with it, as in a form
 * @param {(percent: number) => void} onProgress
 * @returns {{request: XMLHttpRequest, answer: Promise<Object>}} the answer is
 *     `{file}` when it arrived, `{error}` in words when it did not, with `final` when
 *     the same file will never be taken,
 *     `{offline: true}` when there was no connection, `{aborted: true}` when stopped
 */
export function sendFile(url, file, fields, onProgress) {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (ev) => {
        if (ev.lengthComputable) {
            onProgress(Math.round((100 * ev.loaded) / ev.total));
        }
    });
    const answer = new Promise((resolve) => {
        request.addEventListener("load", () => resolve(read(request)));
        request.addEventListener("error", () => resolve({ offline: true }));
        request.addEventListener("timeout", () => resolve({ offline: true }));
        request.addEventListener("abort", () => resolve({ aborted: true }));
    });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
        form.append(name, value);
    }
    form.append("file", file, file.name);
    request.send(form);
    return { request, answer };
}

function read(request) {
    let content = {};
    try {
        content = JSON.parse(request.responseText);
    } catch {
        // Proxies and old sessions answer with pages; their status says enough.
    }
    if (request.status === 200 && content.id) {
        return { file: content };
    }
    return {
        error: content.error || words(request.status),
        final: [413, 422].includes(request.status),
    };
}

function words(status) {
    if (status === 413) {
        return _t("This file is too large for us.");
    }
    if (status === 400) {
        return _t("This page was open for too long. Reload it, then choose the file again.");
    }
    return _t("This did not work. Try again in a moment.");
}
