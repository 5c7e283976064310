"""What a supplier has to show or tick when he reports a receipt online."""

from odoo import fields, models
from odoo.exceptions import UserError

# Nobody can photograph what was left with the driver.
SEEN = ("wrong", "empty")


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _check_receipt_shown(self, report):
        """Ask for what a page can ask for; by phone and interface it is not compulsory.

        :param list report: as of :meth:`acknowledge`, quantities as numbers
        :raise UserError: photos, serial numbers or a reason are missing, for which item
        """
        self.ensure_one()
        lines = {line.id: line for line in self.line_ids}
        for values in report:
            lines[values["case_line_id"]]._check_receipt_shown(values)


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    evidence_ids = fields.One2many(
        "aftersales.evidence",
        "case_line_id",
        string="Photos of the Receipt",
        groups="base.group_user",
    )

    def _expected_lots(self):
        """Serial or lot numbers to tick when this line comes back: the claimed ones,
        or whatever of the same purchase may be sent if nobody said which."""
        self.ensure_one()
        return self._named_lots() or self._lots_that_may_come().sorted("name")

    def _check_receipt_shown(self, values):
        self.ensure_one()
        product = self.product_id.display_name
        if (foreign := self._foreign_names(values["lots"])) and not self.evidence_ids:
            raise UserError(
                self.env._(
                    "%(product)s: %(numbers)s was not sold on this order. Choose "
                    "“Wrong item” and add a photo that shows the number.",
                    product=product,
                    numbers=", ".join(foreign),
                )
            )
        is_seen_wrong = values["outcome"] in SEEN or values["damaged"]
        if is_seen_wrong and not self.evidence_ids:
            raise UserError(
                self.env._(
                    "%s: add a photo of what is wrong, so that we can decide quickly.",
                    product,
                )
            )
        if values["outcome"] == "refused" and not values.get("note"):
            raise UserError(
                self.env._("%s: write in the note why it was refused.", product)
            )
        lots = self._expected_lots()
        if (
            values["outcome"] != "ok"
            or foreign
            or self.product_id.tracking != "serial"
            or not lots
        ):
            return
        named = len(values["lots"])
        if named != min(values["received"], max(named, len(lots))):
            raise UserError(
                self.env._(
                    "%(product)s: tick the serial numbers that arrived, as many as "
                    "you counted. If another number came, type it in.",
                    product=product,
                )
            )
