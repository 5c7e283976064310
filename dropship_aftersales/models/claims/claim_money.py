"""What a claim gives and costs, before and after it is approved."""

from collections import defaultdict

from odoo import api, fields, models

from ..cases.supplier_case_question import UNANSWERED
from ..cases.supplier_units import SupplierUnits
from .claim import UNDECIDED


class AftersalesClaim(models.Model):
    """Says who pays what. Before the approval nothing is written: the amounts come from
    the code that will book them, for the remedies that approving would start."""

    _inherit = "aftersales.claim"

    is_above_limit = fields.Boolean(
        compute="_compute_is_above_limit",
        groups="base.group_user",
        help="It gives more than agents may approve.",
    )

    @api.readonly
    def get_money(self):
        """Who pays what, for the claim's form, which opens without waiting for it.

        :return: dict of ``basis`` (what the amounts stand for, in words) and ``rows``
            (``name``, ``label``, ``amount`` formatted, ``strong``)
        """
        self.ensure_one()
        self.check_access("read")
        self._check_agent()
        # Bills, purchases and costs are read; the result is an agent's to see.
        money = self.sudo()._money()
        basis = {
            "asked": self.env._("If everything open is granted"),
            "decided": self.env._("As decided, not approved yet"),
            "granted": self.env._("Granted"),
        }
        labels = {
            "customer": self.env._("Customer gets"),
            "tax": self.env._("of it tax"),
            "suppliers": self.env._("Suppliers bear"),
            "spared": self.env._("Not paid to suppliers"),
            "ours": self.env._("We and the carrier bear")
            if any(self.line_ids.mapped("carrier_percent"))
            else self.env._("We bear"),
        }
        return {
            "basis": basis[money["basis"]],
            "rows": [
                {
                    "name": name,
                    "label": label,
                    "amount": self.currency_id.format(money[name]),
                    "strong": name in ("customer", "ours"),
                }
                for name, label in labels.items()
                if name != "spared" or money[name]
            ],
        }

    def _money(self):
        """What the claim gives and who bears it, in its currency.

        :return: dict of ``basis`` (asked: undecided items granted; decided; granted),
            ``customer`` (tax included), ``tax``, ``suppliers``, ``spared`` (what
            suppliers are not paid because they never ship it) and ``ours`` (the
            rest); the last three tax excluded
        """
        self.ensure_one()
        basis = "granted"
        if self.state in ("draft", *UNDECIDED):
            basis = "asked" if self._undecided_lines() else "decided"
        remedies = self.remedy_ids.filtered(lambda remedy: remedy.state != "cancelled")
        missing = self.line_ids._missing_default_remedies()
        return {"basis": basis, **self._money_of(remedies, missing)}

    def _money_of(self, remedies, unsaved):
        """What these remedies give and who bears it, see :meth:`_money`.

        :param unsaved: remedies that were not written, of the same claim
        """
        total = base = 0.0
        for strategy, given in (remedies | unsaved)._by_strategy():
            for amount, untaxed in strategy._preview(given).values():
                total += amount
                base += untaxed
        proposed = remedies.filtered(lambda remedy: remedy.state == "proposed")
        shares = self._expected_shares(proposed | unsaved)
        suppliers = self._supplier_costs(shares)
        spared = self._spared_costs(remedies | unsaved, shares)
        currency = self.currency_id
        return {
            "customer": currency.round(total),
            "tax": currency.round(total - base),
            "suppliers": currency.round(suppliers),
            "spared": currency.round(spared),
            "ours": currency.round(base - suppliers - spared),
        }

    # ------------------------------------------------------------------ suppliers

    def _expected_shares(self, remedies):
        """What approving ``remedies`` would ask suppliers for; nothing is written."""
        if not remedies:
            return []
        portions = {
            line: [
                (remedy, remedy.quantity)
                for remedy in remedies
                if remedy.line_id == line
            ]
            for line in self.line_ids
        }
        return self.line_ids._shares_of(portions)

    def _supplier_costs(self, shares):
        """What suppliers credit for what was given and for ``shares``, in the claim's
        currency."""
        costs = self.cost_ids.filtered(
            lambda cost: (
                cost.bearer == "supplier"
                and cost.case_line_id.remedy_id.state in ("running", "done")
            )
        )
        by_currency = defaultdict(float)
        for cost in costs:
            by_currency[cost.currency_id] += cost._recoverable_amount()
        self._add_expected(shares, by_currency)
        return sum(
            self._to_claim_currency(amount, currency)
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
                if case_line._needs_consent():
                    continue
                if case_line.case_state != "written_off":
                    cost = currency.round(units * case_line.price_unit)
                    own = case_line._stake(share.remedy)
                    by_currency[currency] += currency.round(cost * own * percent / 100)
            if share.is_late:
                # Nothing is owed for what he was not asked about in time.
                continue
            price = share.purchase_line._aftersales_unit_cost()
            cost = currency.round(left * price)
            stake = share.remedy._stake()
            by_currency[currency] += currency.round(cost * stake * share.percent / 100)

    # ------------------------------------------------------------------ limit

    @api.depends(
        "state",
        "line_ids.decision",
        "line_ids.granted_quantity",
        "remedy_ids.state",
        "remedy_ids.amount",
        "company_id.aftersales_approval_limit",
    )
    def _compute_is_above_limit(self):
        for claim in self:
            # What is granted is worth what the invoices say, whoever may read them.
            claim_sudo = claim.sudo()
            # At list price, before any discount: no need to look closer below that.
            claim.is_above_limit = (
                claim.state in ("review", "supplier")
                and bool(claim.company_id.aftersales_approval_limit)
                and claim_sudo._is_above(claim_sudo._price_of_claimed())
                and claim_sudo._is_above(claim_sudo._money()["customer"])
            )

    def _price_of_claimed(self):
        """The claimed units at the order's price before discounts, tax included."""
        price = 0.0
        for line in self.line_ids:
            sale_line = line.sale_line_id
            sold = sale_line._aftersales_in_product_unit(sale_line.product_uom_qty)
            full = sale_line.price_total / (1 - min(sale_line.discount, 99.0) / 100)
            units = line.quantity * line._part_worth()
            price += full * units / sold if sold else 0.0
        proposed = sum(
            remedy.amount for remedy in self.remedy_ids if remedy.state != "cancelled"
        )
        return max(price, proposed)


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _missing_default_remedies(self):
        """Unsaved remedies that approving would propose, undecided units granted.

        None once the claim is offered or approved: what is proposed is all there is.
        """
        remedies = self.env["aftersales.remedy"]
        # Who supplied the goods is read without rights on purchases.
        units = SupplierUnits(self.sudo())
        for line in self:
            if line.claim_state not in ("draft", "review", "evidence", "supplier"):
                continue
            wanted = {"pending": line.quantity, "granted": line.granted_quantity}
            open_quantity = wanted.get(line.decision, 0.0) - line._remedied_quantity()
            if line.uom_id.compare(open_quantity, 0.0) > 0:
                for return_to, share in line._split_default(open_quantity, units):
                    vals = line._prepare_default_remedy_vals(share, return_to)
                    remedies |= remedies.new(vals)
        return remedies
