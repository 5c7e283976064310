from odoo import models
from odoo.exceptions import UserError

from ..cases.supplier_units import SupplierUnits


class AftersalesClaimLine(models.Model):
    """What is granted and refused of a line, and the remedies that carry it out."""

    _inherit = "aftersales.claim.line"

    def _refused_lines(self):
        """Lines with units that were refused."""
        return self.filtered(
            lambda line: (
                line.decision == "refused"
                or line.uom_id.compare(line.granted_quantity, line.quantity) < 0
            )
        )

    def _refuse_pending(self):
        """Refuse what is undecided; units that were given already stay granted."""
        for line in self.filtered(lambda line: line.decision == "pending"):
            given = line._remedied_quantity()
            line.write(
                {
                    "decision": "granted" if given else "refused",
                    "granted_quantity": given,
                }
            )

    def _undecide(self):
        """Put the open units of the lines up for decision again."""
        for line in self:
            line.write(
                {"decision": "pending", "granted_quantity": line._remedied_quantity()}
            )

    def _remedied_quantity(self):
        """Units that a remedy which is not cancelled gives something for."""
        self.ensure_one()
        return sum(
            self.remedy_ids.filtered(lambda remedy: remedy.state != "cancelled").mapped(
                "quantity"
            )
        )

    def _propose_default_remedies(self):
        """Propose a refund for granted units that no remedy covers yet."""
        granted = self.filtered(lambda line: line.decision == "granted")
        # Who supplied the goods is read without rights on purchases.
        units = SupplierUnits(granted.sudo())
        missing = []
        for line in granted:
            open_quantity = line.granted_quantity - line._remedied_quantity()
            if line.uom_id.compare(open_quantity, 0.0) > 0:
                missing += [
                    line._prepare_default_remedy_vals(share, return_to)
                    for return_to, share in line._split_default(open_quantity, units)
                ]
        self.env["aftersales.remedy"].create(missing)

    def _default_destination(self):
        """Where the goods of this item go, unless an agent says otherwise."""
        self.ensure_one()
        if self.goods_status == "not_received":
            return "none"
        return "supplier" if self.supplier_ids else "warehouse"

    def _split_default(self, quantity, units):
        """What goes back where: suppliers take back what they shipped, and no more.

        :param SupplierUnits units: written down by what this item takes
        :return: list of ``(return_to, units)``
        """
        self.ensure_one()
        destination = self._default_destination()
        if destination != "supplier":
            return [(destination, quantity)]
        taken = units.take_supplied(self.sudo(), quantity)
        supplied = min(quantity, sum(share for _purchase_line, share in taken))
        rest = quantity - supplied
        return [
            (return_to, share)
            for return_to, share in (("supplier", supplied), ("warehouse", rest))
            if self.uom_id.compare(share, 0.0) > 0
        ]

    def _prepare_default_remedy_vals(self, quantity, return_to):
        """A refund; goods the customer has go back first, money follows them."""
        self.ensure_one()
        return {
            "claim_id": self.claim_id.id,
            "line_id": self.id,
            "kind": "refund",
            "quantity": quantity,
            "return_to": return_to,
            "trigger": "approval" if return_to == "none" else "receipt",
        }

    def _check_remedies_match(self):
        """What is promised unit by unit is what was granted, no more and no less."""
        for line in self:
            promised = line._remedied_quantity()
            granted = line.granted_quantity if line.decision == "granted" else 0.0
            if line.uom_id.compare(promised, granted) != 0:
                raise UserError(line._mismatch_words(promised, granted))

    def _mismatch_words(self, promised, granted):
        return self.env._(
            "%(line)s: %(granted)g granted, but its remedies give %(promised)g. Make "
            "them match.",
            line=self.display_name,
            granted=granted,
            promised=promised,
        )

    def _match_grant_to_remedies(self):
        """Grant what the remedies give, after they were reduced to what arrived."""
        for line in self:
            given = line._remedied_quantity()
            line._write_engine(
                {
                    "decision": "granted" if given else "refused",
                    "granted_quantity": given,
                }
            )
        self._update_hold()
