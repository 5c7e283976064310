"""The number of the supplier's credit note, on the case and on what we booked."""

from odoo import models


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def write(self, vals):
        if not vals.get("supplier_reference"):
            return super().write(vals)
        before = {case: case.supplier_reference for case in self}
        result = super().write(vals)
        # Neither suppliers nor agents have rights in accounting; the number is a
        # reference only and changes no amount.
        for case_sudo in self.sudo():
            case_sudo._name_posted_refunds(before[case_sudo])
        return result

    def _name_posted_refunds(self, before):
        """Give posted vendor refunds the number, unless somebody gave them another.

        :param str before: the number of the case until now
        """
        self.ensure_one()
        refunds = self.refund_ids.filtered(
            lambda move: (
                move.state == "posted" and move.ref in (False, "", self.name, before)
            )
        )
        refunds.write({"ref": self.supplier_reference})

    def _may_enter_reference(self):
        """Whether the supplier's credit note number is still open: it is agreed what
        is owed, or booked already, and no refund carries another number of his."""
        self.ensure_one()
        return (
            self.state in ("accepted", "settled")
            and bool(self.refund_ids or self.expected_amount)
            and not (
                self.supplier_reference
                and self.refund_ids.filtered(lambda move: move.state == "posted")
            )
        )
