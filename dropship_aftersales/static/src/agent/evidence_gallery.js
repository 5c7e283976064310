import { useChildSubEnv, useState } from "@odoo/owl";

import { FileModel } from "@web/core/file_viewer/file_model";
import { useFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { CANCEL_GLOBAL_CLICK, KanbanRecord } from "@web/views/kanban/kanban_record";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";

const TYPES = "image/jpeg,image/png,image/webp,video/mp4,video/quicktime,video/webm,application/pdf";

/** One piece of evidence, as Odoo's file viewer wants it. */
class EvidenceFile extends FileModel {
    constructor(record) {
        super();
        this.id = record.resId;
        this.name = record.data.name;
        this.mimetype = record.data.mimetype;
    }

    get urlRoute() {
        const kind = this.isImage ? "image" : "content";
        return `/web/${kind}/aftersales.evidence/${this.id}/content`;
    }
}

/** A tile: a click, or Enter, shows the file full screen; arrow keys go on. */
export class EvidenceTile extends KanbanRecord {
    setup() {
        super.setup();
        this.fileViewer = useFileViewer();
    }

    onGlobalClick(ev) {
        if (ev.target.closest(CANCEL_GLOBAL_CLICK)) {
            return;
        }
        const files = this.env.evidenceRecords().map((each) => new EvidenceFile(each));
        const file = files.find((each) => each.id === this.props.record.resId);
        if (file.isViewable) {
            this.fileViewer.open(file, files);
        } else {
            // No browser plays this; the agent's own player may.
            window.open(file.downloadUrl);
        }
    }
}

class EvidenceRenderer extends KanbanRenderer {
    static components = { ...KanbanRenderer.components, KanbanRecord: EvidenceTile };

    setup() {
        super.setup();
        useChildSubEnv({ evidenceRecords: () => this.props.list.records });
    }
}

/** The files of a claim or of a supplier case: look at them, add some, share some. */
export class EvidenceGallery extends X2ManyField {
    static template = "dropship_aftersales.EvidenceGallery";
    static components = { ...X2ManyField.components, KanbanRenderer: EvidenceRenderer };

    setup() {
        super.setup();
        this.orm = useService("orm");
        this.types = TYPES;
        this.sending = useState({ done: 0, total: 0 });
    }

    get rendererProps() {
        // Files are added by the button above, not by a form.
        const { addLabel, onAdd, ...props } = super.rendererProps;
        return props;
    }

    get progress() {
        return _t("Sending %(done)s of %(total)s…", {
            done: this.sending.done + 1,
            total: this.sending.total,
        });
    }

    /** Send files one by one: a broken one loses none of the others. */
    async onFiles(ev) {
        const files = [...ev.target.files];
        ev.target.value = "";
        const { record } = this.props;
        if (!files.length || !(await record.save())) {
            return;
        }
        Object.assign(this.sending, { done: 0, total: files.length });
        for (const file of files) {
            try {
                await this.send(file);
            } catch (error) {
                const reason = error.data?.message || error.message;
                this.notificationService.add(reason, {
                    title: file.name,
                    type: "danger",
                    sticky: true,
                });
            }
            this.sending.done++;
        }
        this.sending.total = 0;
        await record.load();
    }

    async send(file) {
        const { record } = this.props;
        const url = await getDataURLFromFile(file);
        const values = { name: file.name, content: url.split(",")[1] };
        if (record.resModel === "aftersales.claim") {
            values.claim_id = record.resId;
        } else {
            values.case_id = record.resId;
            values.claim_id = record.data.claim_id.id;
        }
        await this.orm.create("aftersales.evidence", [values]);
    }
}

registry.category("fields").add("aftersales_evidence", {
    ...x2ManyField,
    component: EvidenceGallery,
});
