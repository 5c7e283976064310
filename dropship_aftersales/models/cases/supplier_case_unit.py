"""The unit in which a supplier sold something: what he reads and counts in."""

from odoo import models
from odoo.exceptions import ValidationError


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _supplier_items(self):
        """The items of this case, for the supplier."""
        self.ensure_one()
        return ", ".join(line._supplier_item_words() for line in self.line_ids)


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _units(self):
        """Units to say quantities of this line in, the one to begin with first: the
        supplier's if every quantity can be said in it exactly, then the product's."""
        self.ensure_one()
        bought, own = self.purchase_line_id.product_uom_id, self.uom_id
        if not bought or bought == own or not own._has_common_reference(bought):
            return own
        if self.product_id.tracking == "serial":
            # Each number is one.
            return own
        quantities = (self.quantity, self.received, self.damaged)
        if all(own._aftersales_may_say(quantity, bought) for quantity in quantities):
            return bought + own
        return own + bought

    def _unit_for(self, quantity):
        """The supplier's unit if ``quantity`` (product's unit) is exact in it, else
        the product's."""
        self.ensure_one()
        bought, own = self.purchase_line_id.product_uom_id, self.uom_id
        return bought if bought and own._aftersales_may_say(quantity, bought) else own

    def _supplier_words(self, quantity):
        """``quantity`` (product's unit) as the supplier counts it: "2 Dozens"."""
        unit = self._unit_for(quantity)
        return unit._aftersales_words(self.uom_id._aftersales_to(quantity, unit))

    def _supplier_item_words(self):
        """How many of what, for the supplier."""
        self.ensure_one()
        unit = self._unit_for(self.quantity)
        return unit._aftersales_item_words(
            self.uom_id._aftersales_to(self.quantity, unit),
            self.product_id.display_name or "",
        )

    def _in_own_unit(self, quantity, unit):
        """``quantity`` of ``unit`` in the product's unit, rounded."""
        return self.uom_id.round(unit._aftersales_to(quantity, self.uom_id))

    def _parse_unit(self, value):
        """The unit a report is in: its name or id; by default the product's.

        :raise ValidationError: no such unit, or not one for this product
        """
        self.ensure_one()
        if value is None or value is False or value == "":
            return self.uom_id
        # The feature may be switched off, which archives units that are in use.
        units = self.env["uom.uom"].with_context(active_test=False)
        if type(value) is int:
            units = units.search([("id", "=", value)])
        elif isinstance(value, str):
            units = units.search([("name", "=", value)])
        found = units.filtered(lambda unit: unit._has_common_reference(self.uom_id))
        # Names are not unique: those of this line's own documents come first.
        unit = (found & self._units()) or found
        if len(unit) != 1:
            raise ValidationError(
                self.env._(
                    "uom: send the name or id of one unit that %(product)s is counted "
                    "in, for example %(unit)s.",
                    product=self.product_id.display_name,
                    unit=self.uom_id.name,
                )
            )
        return unit
