"""On what conditions a remedy is given: how much of the price, less which fee."""

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..terms.supplier_terms import FREIGHT_PAYERS
from .stake import STAKES, effective_percent, stake_of

REFUND_BOUNDS = "refund_percent > 0 AND refund_percent <= 100"
FEE_BOUNDS = "fee_percent >= 0 AND fee_percent < 100"


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    refund_percent = fields.Float(
        string="Refunded (%)",
        default=100.0,
        help="Share of the billed price that is given back, before any fee.",
    )
    fee_percent = fields.Float(
        string="Restocking Fee (%)",
        default=0.0,
        help="Withheld from what is given back.",
    )
    freight_payer = fields.Selection(
        FREIGHT_PAYERS,
        string="Return Freight",
        default="seller",
        help="Who pays for the parcel that comes back.",
    )

    _refund_percent_bounds = models.Constraint(
        f"CHECK({REFUND_BOUNDS})",
        "Give back more than 0 % and at most 100 % of the price.",
    )
    _fee_percent_bounds = models.Constraint(
        f"CHECK({FEE_BOUNDS})",
        "A restocking fee is at least 0 % and less than 100 %.",
    )

    @api.depends("refund_percent", "fee_percent")
    def _compute_amount(self):
        return super()._compute_amount()

    def _effective_percent(self):
        """What of the billed price the customer gets, after the fee."""
        self.ensure_one()
        return effective_percent(self.refund_percent, self.fee_percent)

    def _is_reduced(self):
        """Whether less than the billed price is given back."""
        return self._effective_percent() < 100.0

    def _stake(self):
        """What of the purchase cost of its units others may answer for, from 0 to 1;
        all of it as long as there is no remedy."""
        if not self:
            return 1.0
        percent = self._effective_percent()
        return stake_of(percent, self.return_to, self.line_id.goods_status)

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(STAKES):
            self._ask_for_stake()
        return result

    def unlink(self):
        # The cases of suppliers are the engine's; who may delete is checked below.
        cases_sudo = self.sudo().case_line_ids.case_id
        result = super().unlink()
        cases_sudo._ask_for_stake()
        return result

    def _ask_for_stake(self):
        """Suppliers who are still asked read what they are asked for now."""
        # The cases of suppliers are the engine's; who may propose was checked.
        self.sudo().case_line_ids.case_id._ask_for_stake()

    def _reduction_words(self, lang):
        """Why less than the price is given back, in ``lang``; empty if it is not."""
        self.ensure_one()
        env = self.with_context(lang=lang).env
        words = []
        if self.refund_percent < 100:
            words.append(
                env._("Refunded: %s %%", _percent_words(env, self.refund_percent))
            )
        if self.fee_percent:
            words.append(
                env._("Restocking fee: %s %%", _percent_words(env, self.fee_percent))
            )
        return "\n".join(words)

    def _never_delivered_words(self):
        """That only a part is given for what never came, for agents; empty if not."""
        self.ensure_one()
        line = self.line_id
        if line.goods_status != "not_received" or not self._is_reduced():
            return ""
        return self.env._(
            "%(item)s was never delivered: the customer gets only %(percent)s %% of "
            "what he paid for it.",
            item=line.product_id.with_context(display_default_code=False).display_name,
            percent=_percent_words(self.env, self._effective_percent()),
        )

    def _units_to_lock(self, units, on_invoices):
        units_to_lock = super()._units_to_lock(units, on_invoices)
        if self._is_reduced():
            # He bears a part: it is invoiced in full, and then his share credited.
            return max(units_to_lock, units)
        return units_to_lock


def _percent_words(env, percent):
    return formatLang(env, percent, digits=0 if float(percent).is_integer() else 2)
