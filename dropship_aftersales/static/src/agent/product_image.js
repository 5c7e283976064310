import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { imageUrl } from "@web/core/utils/urls";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The picture, and with the option `with_name` the name, of a record's product. */
export class ProductImageField extends Component {
    static template = "dropship_aftersales.ProductImageField";
    static props = { ...standardFieldProps, withName: { type: Boolean, optional: true } };

    get product() {
        return this.props.record.data[this.props.name];
    }

    get url() {
        return imageUrl("product.product", this.product.id, "image_128");
    }
}

registry.category("fields").add("aftersales_product_image", {
    component: ProductImageField,
    displayName: _t("Product Image"),
    supportedTypes: ["many2one"],
    extractProps: ({ options }) => ({ withName: Boolean(options.with_name) }),
});
