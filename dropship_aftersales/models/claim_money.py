"""What a claim gives and costs, before and after it is approved."""

from collections import defaultdict

from odoo import api, fields, models

from .claim import UNDECIDED
from .supplier_case_question import UNANSWERED

AMOUNTS = ("money_customer", "money_tax", "money_suppliers", "money_ours")


class AftersalesClaim(models.Model):
    """Says who pays what. Before the approval nothing is written: the amounts come from
    the code that will book them, for the remedies that approving would start."""

    _inherit = "aftersales.claim"

    money_basis = fields.Selection(
        [
            ("asked", "If everything open is granted"),
            ("decided", "As decided, not approved yet"),
            ("granted", "Granted"),
        ],
        compute="_compute_money",
        groups="base.group_user",
    )
    money_customer = fields.Monetary(
        string="Customer gets",
        compute="_compute_money",
        groups="base.group_user",
        help="Tax included.",
    )
    money_tax = fields.Monetary(
        string="Of it tax", compute="_compute_money", groups="base.group_user"
    )
    money_suppliers = fields.Monetary(
        string="Suppliers bear",
        compute="_compute_money",
        groups="base.group_user",
        help="What they should credit, tax excluded; other currencies at today's rate.",
    )
    money_ours = fields.Monetary(
        string="We bear",
        compute="_compute_money",
        groups="base.group_user",
        help="What the customer gets without tax, less what suppliers bear.",
    )
    is_above_limit = fields.Boolean(
        compute="_compute_money",
        groups="base.group_user",
        help="It gives more than agents may approve.",
    )

    @api.depends(
        "state",
        "line_ids.decision",
        "line_ids.granted_quantity",
        "line_ids.supplier_percent",
        "remedy_ids.state",
        "remedy_ids.amount",
        "case_ids.state",
        "case_ids.expected_amount",
        "case_ids.agreed_amount",
        "case_ids.received_amount",
    )
    def _compute_money(self):
        for claim in self:
            claim.update(
                {**dict.fromkeys(AMOUNTS, 0.0), "money_basis": False}
                | {"is_above_limit": False}
            )
            # A form that is being filled in shows what is saved.
            if claim.id:
                # Bills, purchases and costs are read; the result is an agent's to see.
                claim.update(claim.sudo()._money_vals())

    def _money_vals(self):
        self.ensure_one()
        basis = "granted"
        if self.state in ("draft", *UNDECIDED):
            basis = "asked" if self._undecided_lines() else "decided"
        remedies = self.remedy_ids.filtered(lambda remedy: remedy.state != "cancelled")
        missing = self.line_ids._missing_default_remedies()
        total = base = 0.0
        for strategy, given in (remedies | missing)._by_strategy():
            for amount, untaxed in strategy._preview(given).values():
                total += amount
                base += untaxed
        suppliers = self._supplier_costs(remedies, missing)
        currency = self.currency_id
        return {
            "money_basis": basis,
            "money_customer": currency.round(total),
            "money_tax": currency.round(total - base),
            "money_suppliers": currency.round(suppliers),
            "money_ours": currency.round(base - suppliers),
            "is_above_limit": basis != "granted" and self._is_above_limit(total),
        }

    # ------------------------------------------------------------------ suppliers

    def _supplier_costs(self, remedies, missing):
        """What suppliers credit for these remedies, in the claim's currency."""
        proposed = remedies.filtered(lambda remedy: remedy.state == "proposed")
        costs = self.cost_ids.filtered(
            lambda cost: (
                cost.bearer == "supplier"
                and cost.case_line_id.remedy_id.state in ("running", "done")
            )
        )
        by_currency = defaultdict(float)
        for cost in costs:
            by_currency[cost.currency_id] += cost._recoverable_amount()
        if proposed or missing:
            portions = {
                line: [
                    (remedy, remedy.quantity)
                    for remedy in proposed | missing
                    if remedy.line_id == line
                ]
                for line in self.line_ids
            }
            self._add_expected(self.line_ids._shares_of(portions), by_currency)
        today = fields.Date.context_today(self)
        return sum(
            currency._convert(amount, self.currency_id, self.company_id, today)
            for currency, amount in by_currency.items()
        )

    def _add_expected(self, shares, by_currency):
        """Add what ``shares`` will be claimed with; what a supplier was asked already
        keeps the price and the share that was agreed."""
        asked = {
            case_line: case_line.quantity
            for case_line in self.case_ids.line_ids
            if case_line.case_state != "cancelled"
            and case_line.remedy_id.state in (False, "proposed")
        }
        for share in shares:
            currency = share.purchase_line.currency_id
            if share.is_stop:
                # Units that are never shipped cost nothing.
                continue
            left = share.quantity
            for case_line in [line for line in asked if share.is_for(line)]:
                units = min(left, asked[case_line])
                asked[case_line] -= units
                left -= units
                kept = (
                    case_line.is_percent_agreed
                    or case_line.case_state not in UNANSWERED
                )
                percent = case_line.percent if kept else share.percent
                if case_line.case_state != "written_off":
                    cost = currency.round(units * case_line.price_unit)
                    by_currency[currency] += currency.round(cost * percent / 100)
            price = share.purchase_line._aftersales_unit_cost()
            cost = currency.round(left * price)
            by_currency[currency] += currency.round(cost * share.percent / 100)

    # ------------------------------------------------------------------ limit

    def _is_above_limit(self, amount):
        """Whether ``amount``, claim currency, is more than agents may grant."""
        company = self.company_id
        limit = company.aftersales_approval_limit
        granted = self.currency_id._convert(
            amount, company.currency_id, company, fields.Date.context_today(self)
        )
        return bool(limit) and company.currency_id.compare_amounts(granted, limit) > 0


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _missing_default_remedies(self):
        """Unsaved remedies that approving would propose, undecided units granted.

        None once the claim is offered or approved: what is proposed is all there is.
        """
        remedies = self.env["aftersales.remedy"]
        for line in self:
            if line.claim_state not in ("draft", "review", "evidence", "supplier"):
                continue
            wanted = {"pending": line.quantity, "granted": line.granted_quantity}
            open_quantity = wanted.get(line.decision, 0.0) - line._remedied_quantity()
            if line.uom_id.compare(open_quantity, 0.0) > 0:
                remedies |= remedies.new(
                    line._prepare_default_remedy_vals(open_quantity)
                )
        return remedies
