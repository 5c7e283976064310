"""What we promised a customer and cannot recover, item by item.

Stored, so that a million claims can be filtered by it and added up. It is worked out
from what was written down when the claim was submitted, never from purchases.
"""

from odoo import api, fields, models

from ..claims.claim import UNDECIDED
from ..credit.billed_line import DISCOUNT, UNITS, role_of
from ..empty_columns import add_empty_columns
from ..remedies.stake import effective_percent, stake_of


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
        "case_line_ids.case_id.state",
        "case_line_ids.cost_ids.bearer",
        "case_line_ids.cost_ids.expected_amount",
        "case_line_ids.cost_ids.agreed_amount",
        "case_line_ids.cost_ids.received_amount",
    )
    def _compute_exposure(self):
        """Never negative: what a supplier pays on top is income, not less of a risk."""
        undecided = self.filtered(lambda line: line.claim_id.state in UNDECIDED)
        # Of claims from before anything was written down: what holds today.
        promises = undecided._written_promises()
        # Still being entered: nothing is promised yet.
        loose = self.filtered(lambda line: not line.claim_id)
        loose.exposure = 0.0
        for line in self - loose:
            currency = line.company_id.currency_id
            left = line._promised_net() - line._recoverable(promises.get(line, {}))
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

    # ------------------------------------------------------------------ recoverable

    def _recoverable(self, promises):
        """What suppliers and carriers are to bear, in the company's currency: of those
        who were asked as they answered, of the others by their terms and shares.

        :param dict promises: as of ``_written_promises``
        """
        self.ensure_one()
        claim = self.claim_id
        asked = self.case_line_ids.filtered(
            lambda case_line: case_line.case_id.state != "cancelled"
        )
        portions = self._expected_portions()
        recoverable = 0.0
        for case_line in asked:
            borne = sum(
                claim._to_company_currency(cost._recoverable_amount(), cost.currency_id)
                for cost in case_line.cost_ids
                if cost.bearer in ("supplier", "carrier")
            )
            recoverable += borne * self._expected_part(case_line, portions)
        return recoverable + self._expected_of_others(
            asked.case_id.commercial_partner_id, promises, portions
        )

    def _expected_of_others(self, asked, promises, portions):
        """What suppliers who were not ``asked`` would bear of undecided units, and the
        carrier of the rest."""
        expected = 0.0
        for key, terms in promises.items():
            if int(key) in asked.ids:
                continue
            for cost, currency_id, is_shipped in terms.get("costs") or ():
                is_stop = self.goods_status == "not_received" and not is_shipped
                for units, return_to, stake in portions:
                    percent = self._credited_percent(
                        terms, is_stop, return_to == "supplier"
                    )
                    if terms.get("window_over") and not is_stop:
                        percent = 0.0
                    shared = units * cost * (1.0 if is_stop else stake)
                    expected += self._borne_by_others(shared, percent, currency_id)
        return expected

    def _expected_portions(self):
        """How the units that are not decided would be given back.

        :return: list of ``(units, return_to, stake)``; see the remedy's ``_stake``
        """
        if self.claim_id.state not in UNDECIDED:
            return []
        portions = [
            (remedy.quantity, remedy.return_to, remedy._stake())
            for remedy in self.remedy_ids
            if remedy.state == "proposed"
        ]
        if open_units := self._exposed_units():
            return_to = self._conditions(self.wish)["return_to"]
            stake = stake_of(self._promised_percent(), return_to, self.goods_status)
            portions.append((open_units, return_to, stake))
        return portions

    def _expected_part(self, case_line, portions):
        """What of the rows of ``case_line`` will count, from 0 to 1: a question from
        before anything was proposed asks for all of the cost."""
        if case_line.remedy_id or case_line.is_stop or not portions:
            return 1.0
        total = sum(units for units, _return_to, _stake in portions)
        stake = sum(units * stake for units, _return_to, stake in portions) / total
        return min(1.0, stake / case_line._stake())

    def _borne_by_others(self, cost, percent, currency_id):
        """What of ``cost`` a supplier with ``percent`` and the carrier bear."""
        currency = self.env["res.currency"].browse(currency_id)
        share = currency.round(cost * percent / 100.0)
        others = 100 - self.supplier_percent
        if self.carrier_percent and others:
            share += currency.round((cost - share) * self.carrier_percent / others)
        return self.claim_id._to_company_currency(share, currency)


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
