"""The customer was given more since the supplier agreed: what could be asked for."""

from odoo import api, fields, models

from ..remedies.stake import STAKES


class AftersalesSupplierCase(models.Model):
    """Proposes to ask again; nobody is asked by itself."""

    _inherit = "aftersales.supplier.case"

    ask_more_note = fields.Text(
        compute="_compute_ask_more_note",
        groups="base.group_user",
        help="What more the supplier could be asked for, because the customer was "
        "given more since he agreed; empty when there is nothing.",
    )

    @api.depends(
        "state",
        "line_ids.agreed_stake",
        "line_ids.percent",
        "line_ids.quantity",
        "line_ids.remedy_id.state",
        *(f"line_ids.remedy_id.{name}" for name in STAKES),
    )
    @api.depends_context("lang")
    def _compute_ask_more_note(self):
        for case in self:
            amount = case._amount_to_ask()
            case.ask_more_note = bool(amount) and self.env._(
                "The customer was given more since the supplier agreed: %(amount)s "
                "more could be asked for. Reopen the case to ask for it.",
                amount=case.currency_id.format(amount),
            )

    def _amount_to_ask(self):
        """What the supplier would be asked for beyond what he agreed to, tax excluded,
        in the case's currency; ``0.0`` when asking again brings nothing."""
        self.ensure_one()
        if self.state not in ("accepted", "settled"):
            return 0.0
        return self.currency_id.round(
            sum(line._amount_to_ask() for line in self.line_ids)
        )


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _amount_to_ask(self):
        """The line's part of it: at the share that was agreed, of what is at stake now
        and was not then."""
        self.ensure_one()
        # What customers are given is read with the case, whoever looks at it.
        remedy_sudo = self.sudo().remedy_id
        if not self.agreed_stake or remedy_sudo.state not in ("running", "done"):
            return 0.0
        agreed = self._expected_at(self.percent, self._stake())
        return max(0.0, self._expected_at(self.percent, remedy_sudo._stake()) - agreed)
