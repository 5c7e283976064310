import { FileModel } from "@web/core/file_viewer/file_model";
import { createFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { registry } from "@web/core/registry";
import { Interaction } from "@web/public/interaction";

/** A file that is reached through its claim or case, not as an attachment. */
class EvidenceFile extends FileModel {
    constructor(link) {
        super();
        this.link = new URL(link.href);
        this.name = link.dataset.name;
        this.mimetype = link.dataset.mimetype;
    }

    get urlRoute() {
        return this.link.pathname;
    }

    get urlQueryParams() {
        return Object.fromEntries(this.link.searchParams);
    }

    get downloadUrl() {
        return this.link.href;
    }

    /** Documents open in a program of their own. */
    get isViewable() {
        return this.isImage || this.isVideo;
    }
}

/** Opens photos and videos in Odoo's viewer; without scripts the links open them. */
export class EvidenceGallery extends Interaction {
    static selector = ".o_aftersales_gallery";
    dynamicContent = {
        "a[data-mimetype]": { "t-on-click": (ev) => this.onClick(ev) },
    };

    setup() {
        this.viewer = createFileViewer();
        this.files = new Map(
            [...this.el.querySelectorAll("a[data-mimetype]")].map((link) => [
                link,
                new EvidenceFile(link),
            ])
        );
    }

    destroy() {
        this.viewer.close();
    }

    onClick(ev) {
        const file = this.files.get(ev.currentTarget);
        if (file.isViewable) {
            ev.preventDefault();
            this.viewer.open(file, [...this.files.values()]);
        }
    }
}

registry
    .category("public.interactions")
    .add("dropship_aftersales.evidence_gallery", EvidenceGallery);
