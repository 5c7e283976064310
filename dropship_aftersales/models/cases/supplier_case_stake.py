"""What of the cost of a case's goods is shared out, and what the supplier agreed to."""

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..remedies.stake import STAKES


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    stake_note = fields.Text(
        compute="_compute_stake_note",
        groups="base.group_user",
        help="Of which items only a part of the cost is shared out, and why.",
    )

    @api.depends(
        "line_ids.is_stop",
        "line_ids.agreed_stake",
        *(f"line_ids.remedy_id.{name}" for name in STAKES),
    )
    @api.depends_context("lang")
    def _compute_stake_note(self):
        for case in self:
            case.stake_note = "\n".join(
                self.env._(
                    "%(item)s is kept for a part of the price: %(percent)s %% of its "
                    "cost counts.",
                    item=line.display_name,
                    percent=line._stake_percent_words(),
                )
                for line in case.line_ids
                if line._stake() < 1
            )

    def _ask_for_stake(self):
        """Count again what cases that nobody decided about are asked for."""
        self.filtered(
            lambda case: case.state in ("draft", "asked", "disputed")
        )._update_costs()


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    agreed_stake = fields.Float(
        readonly=True,
        help="What of the cost was shared out when the share was agreed, from 0 to 1; "
        "empty for all of it. Nothing is added to an answer behind anybody's back.",
    )

    def _stake(self, remedy=None):
        """What of the cost is shared out, from 0 to 1; the customer paid the rest.

        :param remedy: what the units are for; by default as the line says
        """
        self.ensure_one()
        if self.is_stop:
            # Units that were never shipped are kept by nobody.
            return 1.0
        # Suppliers do not read remedies, but their own amounts.
        line_sudo = self.sudo()
        given = (line_sudo.remedy_id if remedy is None else remedy)._stake()
        return min(given, line_sudo.agreed_stake or 1.0)

    def _agree_on_stake(self):
        """Whoever answers agrees to what he was asked for, not to more."""
        for line in self:
            stake = line._stake()
            if stake < 1 and stake != line.agreed_stake:
                line._write_engine({"agreed_stake": stake})

    def _forget_stake(self):
        """Whoever is asked again is asked for what was given meanwhile; what was
        credited for less is corrected when he agrees."""
        for line in self.filtered("agreed_stake"):
            agreed = line._stake()
            line._write_engine({"agreed_stake": 0.0})
            if line.settled_qty and line._stake() != agreed:
                line._write_engine({"is_share_corrected": True})

    def _credit_percent(self):
        """What of the cost of its units the supplier credits, in percent."""
        self.ensure_one()
        return self.percent * self._stake()

    def _stake_words(self):
        """Why the supplier is asked for a part of the cost, in his words."""
        return self.env._(
            "The customer keeps it for a part of the price: your share is counted on "
            "%s %% of its cost.",
            self._stake_percent_words(),
        )

    def _stake_percent_words(self):
        percent = round(100.0 * self._stake(), 2)
        digits = 0 if percent.is_integer() else 2
        return formatLang(self.env, percent, digits=digits)
