import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { imageUrl } from "@web/core/utils/urls";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** The picture of a product that a record refers to. */
export class ProductImageField extends Component {
    static template = "dropship_aftersales.ProductImageField";
    static props = { ...standardFieldProps };

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
    listViewWidth: 48,
});
