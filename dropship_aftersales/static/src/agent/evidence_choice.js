import { registry } from "@web/core/registry";
import {
    Many2ManyCheckboxesField,
    many2ManyCheckboxesField,
} from "@web/views/fields/many2many_checkboxes/many2many_checkboxes_field";
import { getFieldDomain } from "@web/model/relational_model/utils";
import { imageUrl } from "@web/core/utils/urls";
import { useSpecialData } from "@web/views/fields/relational_utils";

/** Evidence to choose from, by its pictures rather than by names of files. */
export class EvidenceChoice extends Many2ManyCheckboxesField {
    static template = "dropship_aftersales.EvidenceChoice";

    setup() {
        super.setup();
        this.kinds = useSpecialData(async (orm, { record, name, domain }) => {
            const files = await orm.searchRead(
                record.fields[name].relation,
                getFieldDomain(record, name, domain),
                ["kind"]
            );
            return Object.fromEntries(files.map(({ id, kind }) => [id, kind]));
        });
    }

    isPhoto([id]) {
        return this.kinds.data[id] === "photo";
    }

    url([id]) {
        return imageUrl("aftersales.evidence", id, "thumbnail");
    }
}

registry.category("fields").add("aftersales_evidence_choice", {
    ...many2ManyCheckboxesField,
    component: EvidenceChoice,
});
