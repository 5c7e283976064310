"""What we promised a customer and cannot recover, item by item.

Stored, so that a million claims can be filtered by it and added up. It is worked out
from what was written down when the claim was submitted, never from purchases.
"""

from odoo import api, fields, models

from ..claims.claim import UNDECIDED
from ..credit.billed_line import DISCOUNT, UNITS, role_of
from ..empty_columns import add_empty_columns
from ..remedies.stake import effective_percent


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    company_currency_id = fields.Many2one(
        related="company_id.currency_id",
        string="Company Currency",
        groups="base.group_user",
    )
    exposure = fields.Monetary(
        currency_field="company_currency_id",
        compute="_compute_exposure",
        store=True,
        groups="base.group_user",
        help="What we bear, tax excluded: promised to the customer, and not to be "
        "recovered from a supplier or carrier by the terms and shares. Before the "
        "decision as if everything open were granted.",
    )

    def _auto_init(self):
        # Items from before are worked out by the migration, open ones alone.
        add_empty_columns(self, "exposure")
        return super()._auto_init()

    @api.depends(
        "claim_id.state",
        "decision",
        "quantity",
        "granted_quantity",
        "wish",
        "goods_status",
        "supplier_terms",
        "policy_terms",
        "supplier_percent",
        "carrier_percent",
        "seller_percent",
        "customer_percent",
        "remedy_ids.state",
        "remedy_ids.quantity",
        "remedy_ids.amount",
        "remedy_ids.return_to",
        "case_line_ids.remedy_id",
        "case_line_ids.quantity",
        "case_line_ids.percent",
        "case_line_ids.is_percent_agreed",
        "case_line_ids.is_late",
        "case_line_ids.agreed_stake",
        "case_line_ids.stopped",
        "case_line_ids.case_id.state",
        "case_line_ids.cost_ids.bearer",
        "case_line_ids.cost_ids.expected_amount",
        "case_line_ids.cost_ids.agreed_amount",
        "case_line_ids.cost_ids.received_amount",
    )
    def _compute_exposure(self):
        """Never negative: what a supplier pays on top is income, not less of a risk."""
        undecided = self.filtered(lambda line: line.claim_id.state in UNDECIDED)
        promises = undecided._written_contracts()
        # Still being entered: nothing is promised yet.
        loose = self.filtered(lambda line: not line.claim_id)
        loose.exposure = 0.0
        for line in self - loose:
            currency = line.company_id.currency_id
            contracts = promises.get(line) or line.supplier_terms or {}
            left = line._promised_net() - line._recoverable(contracts)
            line.exposure = max(0.0, currency.round(left))

    # ------------------------------------------------------------------ promised

    def _promised_net(self):
        """What the customer gets, or would get if everything open were granted; tax
        excluded, in the company's currency."""
        self.ensure_one()
        claim = self.claim_id
        counted = ["running", "done"]
        if claim.state in UNDECIDED:
            counted.append("proposed")
        promised = sum(
            remedy._net_amount()
            for remedy in self.remedy_ids
            if remedy.state in counted
        )
        if open_units := self._exposed_units():
            promised += open_units * self._net_price() * self._promised_percent() / 100
        return claim._to_company_currency(promised, claim.currency_id)

    def _promised_percent(self):
        """What of the price the policy gives for the wish, after its fee."""
        conditions = self._conditions(self.wish)
        return effective_percent(
            conditions["refund_percent"], conditions["fee_percent"]
        )

    def _exposed_units(self):
        """Units that are still to be decided, or granted and without a remedy."""
        if self.claim_id.state not in UNDECIDED:
            return 0.0
        wanted = {"pending": self.quantity, "granted": self.granted_quantity}
        return max(0.0, wanted.get(self.decision, 0.0) - self._remedied_quantity())

    def _net_price(self):
        """The price of one claimed unit without tax, its share of discounts on the
        order taken off; in the currency of the claim."""
        line = self.sale_line_id
        sold = line._aftersales_in_product_unit(line.product_uom_qty)
        if not sold:
            return line.price_reduce_taxexcl * self._part_worth()
        share = line.order_id._aftersales_after_discounts()
        return line.price_subtotal / sold * share * self._part_worth()


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _aftersales_after_discounts(self):
        """What share of the prices of its items is left after discounts on the order;
        gift cards and eWallets are payments, not discounts."""
        self.ensure_one()
        if all(line.price_subtotal >= 0 for line in self.order_line):
            return 1.0
        net = {UNITS: 0.0, DISCOUNT: 0.0}
        for line in self.order_line:
            role = role_of(line)
            if role in net:
                net[role] += line.price_subtotal
        if net[UNITS] <= 0:
            return 1.0
        return max(0.0, 1.0 + net[DISCOUNT] / net[UNITS])


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    exposure_reason = fields.Text(
        compute="_compute_exposure_reason",
        groups="base.group_user",
        help="Why not everything that was promised can be recovered.",
    )

    @api.depends("exposure", "line_ids.exposure", "line_ids.supplier_terms")
    @api.depends_context("lang")
    def _compute_exposure_reason(self):
        for claim in self:
            # Terms are read by whoever may see the claim.
            lines_sudo = claim.sudo().line_ids.filtered("exposure")
            sentences = [line._exposure_words() for line in lines_sudo]
            claim.exposure_reason = "\n".join(dict.fromkeys(filter(None, sentences)))
