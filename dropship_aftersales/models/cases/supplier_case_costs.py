"""Who bears the cost of the goods of a supplier case: one row for each bearer."""

from odoo import models

from ..claim_lines.reason import PARTIES


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _update_costs(self):
        """Write the cost rows of every line: the supplier's share and who bears the
        rest. Case amounts are sums of these rows."""
        vals_list = []
        for line in self.line_ids:
            vals_list += line._update_cost_rows()
        self.env["aftersales.cost"].create(vals_list)


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

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
        cost = self._cost()
        stake = self.currency_id.round(cost * self._stake())
        expected = self._expected_at(percent, self._stake())
        amounts = self._split_rest(stake - expected, shares)
        if not self.currency_id.is_zero(cost - stake):
            amounts["customer"] = amounts.get("customer", 0.0) + cost - stake
        return {"supplier": expected, **self._spare_customer(amounts)}

    def _cost(self):
        """What the units of the line cost us, tax excluded, in the case's currency."""
        self.ensure_one()
        # Units that were never shipped cost nothing but what was billed in advance.
        units = self._refunded_quantity() if self.is_stop else self.quantity
        return self.currency_id.round(units * self.price_unit)

    def _expected_at(self, percent, stake):
        """What the supplier credits who bears ``percent`` of the part ``stake`` (from 0
        to 1) of the line's cost; rounded once, like the credit."""
        self.ensure_one()
        return self.currency_id.round(self._cost() * stake * percent / 100)

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
