"""Who bears the cost of the goods of a supplier case: one row for each bearer."""

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..claim_lines.reason import PARTIES


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
        "line_ids.remedy_id.return_to",
        "line_ids.remedy_id.refund_percent",
        "line_ids.remedy_id.fee_percent",
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

    def _update_costs(self):
        """Write the cost rows of every line: the supplier's share and who bears the
        rest. Case amounts are sums of these rows."""
        vals_list = []
        for line in self.line_ids:
            vals_list += line._update_cost_rows()
        self.env["aftersales.cost"].create(vals_list)


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    agreed_stake = fields.Float(
        readonly=True,
        help="What of the cost was shared out when the share was agreed, from 0 to 1; "
        "empty for all of it. Nothing is added to an answer behind anybody's back.",
    )

    def _update_cost_rows(self):
        """Bring the line's cost rows up to date.

        :return: values of the rows that are still to be created
        """
        self.ensure_one()
        currency = self.currency_id
        asked = self._cost_at(self.percent)
        amounts = self._costs_at(0.0 if self._needs_consent() else self.percent)
        expected = amounts.pop("supplier")
        received = self._received_amount()
        state = self.case_id.state
        agreed = expected if state in ("accepted", "settled") else 0.0
        if agreed and self._is_goods_settled() and self._is_credited():
            # Bills and orders may differ by a cent or a price: what came is agreed.
            agreed = received
        rows = {
            "supplier": {
                "expected_amount": expected,
                "claimed_amount": 0.0 if state == "draft" else asked,
                "agreed_amount": agreed,
                "received_amount": received,
                "written_off_amount": (
                    expected - received if state == "written_off" else 0.0
                ),
            }
        }
        for bearer, amount in amounts.items():
            rows[bearer] = {"expected_amount": amount}
        existing = self.cost_ids.grouped("bearer")
        missing = []
        for bearer, vals in rows.items():
            if bearer in existing:
                changed = {
                    name: value
                    for name, value in vals.items()
                    if currency.compare_amounts(existing[bearer][name], value)
                }
                if changed:
                    existing[bearer].write(changed)
            else:
                missing.append(self._prepare_cost_vals(bearer, vals))
        for bearer in existing.keys() - rows.keys():
            existing[bearer].unlink()
        return missing

    def _costs_at(self, percent, shares=None):
        """Who bears the cost of the line when the supplier bears ``percent`` of what is
        at stake.

        :param dict shares: ``{party: percent}`` of the others; by default those of the
            claim line
        :return: ``{bearer: amount}``, the supplier first, whose sum is the cost; in the
            case's currency, tax excluded
        """
        self.ensure_one()
        # Units that were never shipped cost nothing but what was billed in advance.
        units = self._refunded_quantity() if self.is_stop else self.quantity
        cost = self.currency_id.round(units * self.price_unit)
        stake = self.currency_id.round(cost * self._stake())
        # Rounded once, like the credit.
        expected = self.currency_id.round(cost * self._stake() * percent / 100)
        amounts = self._split_rest(stake - expected, shares)
        if not self.currency_id.is_zero(cost - stake):
            amounts["customer"] = amounts.get("customer", 0.0) + cost - stake
        return {"supplier": expected, **self._spare_customer(amounts)}

    def _split_rest(self, rest, shares):
        """What the supplier does not bear, by the shares of the others; the last one
        takes the cent, the seller all of it when nobody else is responsible."""
        currency = self.currency_id
        if currency.is_zero(rest):
            return {}
        line = self.claim_line_id
        shares = shares or {party: line[f"{party}_percent"] for party in PARTIES}
        shares = {party: shares[party] for party in PARTIES[1:] if shares[party]}
        if not shares:
            return {"seller": rest}
        total = sum(shares.values())
        amounts = {}
        for party, share in list(shares.items())[:-1]:
            amounts[party] = currency.round(rest * share / total)
        amounts[list(shares)[-1]] = currency.round(rest - sum(amounts.values()))
        return amounts

    def _spare_customer(self, amounts):
        """Move to the seller what the customer would bear beyond what was kept back of
        his refund: nothing is charged to him afterwards."""
        currency = self.currency_id
        asked = amounts.get("customer", 0.0)
        borne = min(asked, self._kept_from_customer())
        if currency.compare_amounts(borne, asked) < 0:
            ours = amounts.get("seller", 0.0) + asked - borne
            amounts = {**amounts, "seller": currency.round(ours)}
            amounts.pop("customer")
            if not currency.is_zero(borne):
                amounts["customer"] = borne
        return amounts

    def _kept_from_customer(self):
        """What the customer gets less than the price of this line's units, by the
        conditions of the remedy; tax excluded, in the case's currency."""
        self.ensure_one()
        remedy = self.remedy_id
        if not remedy or remedy.state == "cancelled" or not remedy._is_reduced():
            return 0.0
        given = remedy._effective_percent() / 100.0
        kept = remedy._net_amount() / given * (1.0 - given) if given else 0.0
        claim = self.case_id.claim_id
        kept = claim.currency_id._convert(
            kept, self.currency_id, claim.company_id, self.case_id.create_date
        )
        siblings = remedy.case_line_ids
        whole = sum(line.quantity * line.price_unit for line in siblings)
        share = self.quantity * self.price_unit / whole if whole else 0.0
        return self.currency_id.round(kept * share)

    def _prepare_cost_vals(self, bearer, vals):
        return {
            "claim_id": self.case_id.claim_id.id,
            "case_id": self.case_id.id,
            "case_line_id": self.id,
            "currency_id": self.currency_id.id,
            "bearer": bearer,
            **vals,
        }

    # ------------------------------------------------------------------ stake

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
