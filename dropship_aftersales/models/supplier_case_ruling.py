"""How a dispute ends: we agree with the supplier, or we rule."""

from odoo import fields, models
from odoo.exceptions import UserError


class AftersalesSupplierCase(models.Model):
    """What is decided executes like an agreement: shares are set, costs move, and the
    vendor refunds follow. The customer keeps what he was given."""

    _inherit = "aftersales.supplier.case"

    def action_agree(self):
        """Take the supplier's own opinion of his share; it executes like a ruling.

        :raise UserError: the supplier proposed no share
        """
        return self._act("agree")

    def _check_agree(self, actor):
        if silent := self.filtered(
            lambda case: case.answer not in ("partly", "dispute")
        ):
            raise UserError(
                self.env._(
                    "%(cases)s proposes no share. Rule, or offer the customer what the "
                    "supplier proposes.",
                    cases=", ".join(silent.mapped("name")),
                )
            )

    def _after_agree(self, actor):
        for case in self:
            case._set_shares(case._proposed_shares())
        self._after_accept(actor)

    def _set_shares(self, shares):
        """Let ``shares`` (``{case line: percent}``) be what is agreed or asked for."""
        for line, percent in shares.items():
            line._set_share(percent)
        self._update_costs()


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    is_share_corrected = fields.Boolean(
        readonly=True,
        copy=False,
        help="Units were credited at another share; the difference is to be credited.",
    )

    def _set_share(self, percent):
        """Agree on ``percent``; what was credited at another share is corrected."""
        self.ensure_one()
        vals = {"percent": percent, "is_percent_agreed": True}
        if percent != self.percent and self.settled_qty:
            vals["is_share_corrected"] = True
        self._write_engine(vals)
