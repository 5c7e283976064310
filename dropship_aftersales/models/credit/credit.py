from odoo import api, models
from odoo.fields import Command

from .billed_line import CARD, UNITS, compare_parts, unit_of
from .ledger import LINKS, Ledger


class AftersalesCredit(models.AbstractModel):
    """Credits units of order lines by the very prices at which they were billed."""

    _name = "aftersales.credit"
    _description = "After-Sales Credit"

    @api.model
    def _create_credits(self, demands):
        """Draft a credit note for every invoice that ``demands`` reach.

        Only posted invoices are credited, and of them only units that nobody credited
        yet. What is left of a demand is not an error: ask the order line what is still
        to credit.

        :param list demands: :class:`CreditDemand`
        :return: draft ``account.move`` in the currency and at the rate of the invoices
        """
        documents = {}
        for demand, portions in self._plan(demands):
            for bill, portion in portions:
                if not bill.invoice:
                    continue
                key = (bill.invoice, repr(sorted(demand.document_vals.items())))
                documents.setdefault(key, []).append((demand, portion))
        # Agents have no rights in accounting; whoever calls checked the claim.
        moves_sudo = self.env["account.move"].sudo()
        created = moves_sudo.browse()
        by_company = {}
        for (invoice, _key), credits in documents.items():
            vals = self._prepare_credit_vals(invoice, credits)
            by_company.setdefault(invoice.company_id, []).append(vals)
        for company, vals_list in by_company.items():
            created += moves_sudo.with_company(company).create(vals_list)
        created._aftersales_log_reversal()
        return created.sudo(False)

    @api.model
    def _post_credits(self, moves):
        """Post drafts of :meth:`_create_credits`, so that each reconciles.

        Odoo reconciles one credit note of an invoice per call: hence the waves.
        """
        # Agents have no rights in accounting; whoever calls checked the claim.
        left_sudo = moves.sudo().filtered(lambda move: move.state == "draft")
        while left_sudo:
            wave_sudo = left_sudo.browse()
            for group in left_sudo.grouped("reversed_entry_id").values():
                wave_sudo += group[0] if group.reversed_entry_id else group
            wave_sudo._post(soft=False)
            left_sudo -= wave_sudo

    @api.model
    def _refund_amounts(self, demands):
        """What ``demands`` are worth, before anything is written.

        Units on posted invoices count at their billed price, as they will be credited;
        others at the price of the order. Discounts on the whole order are taken off;
        what a gift card or eWallet paid is part of it.

        :return: list of floats: tax included, in the currency of the demand's order
        """
        return [total for total, _base in self._refund_values(demands)]

    @api.model
    def _refund_values(self, demands):
        """As :meth:`_refund_amounts`, with what of it is no tax.

        :return: list of ``(tax included, tax excluded)``
        """
        plan = self._plan(demands, with_unbilled=True)
        values = []
        for demand, portions in plan:
            order_sudo = demand.order_line._origin.sudo().order_id
            currency = order_sudo.currency_id
            total = base = 0.0
            for bill, portion in portions:
                if portion.billed.role == CARD:
                    continue
                amounts = portion.money.total, portion.money.base
                if bill.currency != currency:
                    amounts = (
                        bill.currency._convert(
                            amount, currency, bill.company, bill.invoice.invoice_date
                        )
                        for amount in amounts
                    )
                total, base = map(sum, zip((total, base), amounts, strict=True))
            values.append((currency.round(total), currency.round(base)))
        return values

    def _plan(self, demands, with_unbilled=False):
        """Spread ``demands`` over the bills, without a write.

        :return: list of (demand, list of (:class:`Bill`, :class:`Portion`))
        """
        ledgers = {}
        for name in LINKS:
            # A form that is being filled in holds copies of the order lines.
            ids = [
                demand.order_line._origin.id
                for demand in demands
                if demand.order_line._name == name
            ]
            if ids:
                # Agents have no rights on bills and purchases; the caller checked.
                ledgers[name] = Ledger(self.env[name].sudo().browse(ids))
        plan = []
        for demand in demands:
            ledger = ledgers[demand.order_line._name]
            order_line_sudo = demand.order_line._origin.sudo()
            bills = ledger.bills_of(order_line_sudo)
            if with_unbilled:
                bills.append(ledger.unbilled(order_line_sudo.order_id))
            plan.append((demand, self._spread(demand, order_line_sudo, bills)))
        return plan

    def _spread(self, demand, order_line, bills):
        uom = unit_of(order_line)
        # A part of a unit may be less than what the unit is rounded to.
        compare = compare_parts if demand.part else uom.compare
        left = demand.quantity * (demand.part or 1.0)
        portions = []
        for bill in bills:
            units = bill.open_units(order_line)
            if not units or compare(left, 0.0) <= 0:
                continue
            if compare(left, units) < 0:
                units = left
            portions += [
                (bill, portion)
                for portion in bill.credit(
                    order_line, units, demand.percent, in_parts=bool(demand.part)
                )
            ]
            left -= units
        return portions

    def _prepare_credit_vals(self, invoice, credits):
        """Values of the credit note of ``invoice``; ``credits``: (demand, portion)."""
        document_vals = credits[0][0].document_vals
        vals = invoice._aftersales_prepare_reversal_vals()
        vals.update(document_vals)
        vals["invoice_line_ids"] = [
            Command.create(
                self._explain_credit(
                    self._prepare_credit_line_vals(invoice, demand, portion),
                    invoice,
                    demand,
                    portion,
                )
            )
            for demand, portion in credits
        ]
        return vals

    def _explain_credit(self, vals, invoice, demand, portion):
        """Say below the item why less than its price is credited."""
        if demand.line_note and portion.billed.order_line == (
            demand.order_line._origin
        ):
            note = demand.line_note(invoice.partner_id.lang)
            vals["name"] = "\n".join(filter(None, (vals["name"], note)))
        return vals

    def _prepare_credit_line_vals(self, invoice, demand, portion):
        billed = portion.billed
        is_units = billed.role == UNITS and not demand.part
        if is_units:
            price_vals = self._prepare_units_vals(portion)
        else:
            price_vals = self._prepare_amount_vals(portion)
        is_marked = not demand.unmarked
        units = portion.units / demand.part if demand.part else portion.units
        return {
            **self._prepare_billed_line_vals(
                invoice, billed, price_vals, portion.money
            ),
            "aftersales_units": units if is_marked else 0.0,
            "aftersales_amount_only": not is_units,
            "aftersales_part_units": portion.units if demand.part else 0.0,
            **demand.line_vals,
        }

    def _prepare_billed_line_vals(self, invoice, billed, price_vals, money):
        """Values of a line like ``billed`` on ``invoice`` and for its order line, at
        prices of its own.

        :param dict price_vals: at least ``price_unit``, ``quantity`` and ``discount``
        :param money: :class:`Money` it is worth, with the sign of the quantity
        """
        source = billed.sources[0]
        vals = source.with_context(include_business_fields=True).copy_data()[0]
        for name in ("move_id", "amount_currency", "balance", "debit", "credit"):
            vals.pop(name, None)
        vals.update(
            {
                **price_vals,
                "extra_tax_data": money.extra_tax_data(
                    price_vals["price_unit"],
                    price_vals["quantity"],
                    price_vals["discount"],
                    invoice.invoice_currency_rate,
                    (source.extra_tax_data or {}).get("computation_key"),
                ),
            }
        )
        link = LINKS[billed.order_line._name]
        if link == "sale_line_ids":
            vals[link] = [Command.set(billed.order_line.ids)]
        else:
            vals[link] = billed.order_line.id
        return vals

    def _prepare_units_vals(self, portion):
        """Units in the product's own unit at the price of one, whatever was billed."""
        source, uom = portion.billed.sources[0], portion.billed.uom
        price_unit = source.price_unit * portion.percent / 100.0
        if source.product_uom_id != uom:
            price_unit *= uom._compute_quantity(1.0, source.product_uom_id, round=False)
        return {
            "product_uom_id": uom.id,
            "quantity": portion.units,
            "price_unit": price_unit,
            "discount": source.discount,
        }

    def _prepare_amount_vals(self, portion):
        """A part of what a discount or payment line amounts to."""
        billed, money = portion.billed, portion.money
        share = money.total / billed.money.total if billed.money.total else 0.0
        price = sum(
            line.price_unit * line.quantity * (1.0 - line.discount / 100.0)
            for line in billed.sources
        )
        return {
            "quantity": 1.0,
            "price_unit": money.currency.round(share * price),
            "discount": 0.0,
        }
