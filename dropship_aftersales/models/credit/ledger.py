"""Everything billed and credited on some order lines, read once for a whole batch."""

from .bill import Bill
from .billed_line import UNITS, role_of, unit_of
from .money import Money

LINKS = {
    "sale.order.line": "sale_line_ids",
    "purchase.order.line": "purchase_line_id",
}
QUANTITIES = {
    "sale.order.line": ("product_uom_qty", "qty_delivered"),
    "purchase.order.line": ("product_qty", "qty_received"),
}
INVOICES = ("out_invoice", "in_invoice")
REFUNDS = ("out_refund", "in_refund")


class Ledger:
    """The bills of ``order_lines``, with what every credit note took off them.

    Credits count whoever made them, posted or not, linked to the invoice or not.
    """

    def __init__(self, order_lines):
        self.order_lines = order_lines
        self.link = LINKS[order_lines._name]
        self.bills = {}
        self._unbilled = {}
        invoices = order_lines.invoice_lines.move_id.filtered(is_bill)
        siblings = invoices.invoice_line_ids[self.link].filtered(
            lambda line: line.order_id in order_lines.order_id
        )
        self._amounts = _amounts((order_lines | siblings).invoice_lines.move_id)
        for invoice in invoices:
            self.bills[invoice] = Bill(invoice, invoice.currency_id, invoice.company_id)
        loose = []
        for order_line in order_lines | siblings:
            loose += self._read(order_line)
        for credit in loose:
            self._spread(*credit)

    def bills_of(self, order_line):
        """Those that billed ``order_line``, in the order in which they are credited.

        Unpaid ones first (no money moves), then those of which a card paid a part,
        then the newest.
        """

        def rank(bill):
            invoice = bill.invoice
            return (
                invoice.currency_id.is_zero(invoice.amount_residual),
                not bill.has_open_card(order_line),
                -invoice.invoice_date.toordinal(),
                -invoice.id,
            )

        bills = [bill for bill in self.bills.values() if order_line in bill.lines]
        return sorted(bills, key=rank)

    def money_of(self, line):
        """The :class:`Money` of one line of these documents."""
        return self._amounts[line]

    def unbilled(self, order):
        """What ``order`` still has to bill, as one document in its currency."""
        if not self._unbilled:
            lines = self.order_lines.order_id.order_line
            # The tax engine reads line by line.
            lines.fetch(["tax_ids", "invoice_lines"])
            for each, own in lines.grouped("order_id").items():
                self._unbilled[each] = _unbilled(each, own.filtered(role_of))
        return self._unbilled[order]

    def _read(self, order_line):
        """Enter all lines of ``order_line``; return the credits of no known bill."""
        loose = []
        for line in order_line.invoice_lines:
            move = line.move_id
            money = self._amounts.get(line)
            if money is None:
                continue
            units = units_of(line, order_line)
            if is_bill(move) and line.quantity >= 0:
                if move in self.bills:
                    billed = self.bills[move].line(order_line)
                    billed.bill(line, units, money)
                continue
            origin = move.reversed_entry_id
            if is_bill(move):
                units, money = -units, money.scaled(-1)
            elif move.move_type in INVOICES:
                if origin.move_type not in REFUNDS or move.state != "posted":
                    continue
                origin = origin.reversed_entry_id
                units, money = -units, money.scaled(-1)
            loose.append((order_line, units, money, origin))
        if any(line.aftersales_part_units for line in order_line.invoice_lines):
            for bill in self.bills.values():
                bill.line(order_line).has_parts = True
        known = [credit for credit in loose if credit[3] in self.bills]
        for _order_line, units, money, origin in known:
            self.bills[origin].line(order_line).credit(units, money)
        return [credit for credit in loose if credit not in known]

    def _spread(self, order_line, units, money, _origin):
        """Enter a credit that names no invoice, where we would credit last."""
        bills = self.bills_of(order_line)[::-1]
        if units <= 0:
            for bill in bills[:1]:
                bill.line(order_line).credit(units, money)
            return
        left = units
        for bill in bills:
            billed = bill.line(order_line)
            share = min(left, billed.open_units) if billed.role == UNITS else left
            if share > 0:
                billed.credit(share, money.scaled(share / units))
                left -= share


def is_bill(move):
    """Whether ``move`` billed goods: posted, and not the undoing of a credit note."""
    return (
        move.state == "posted"
        and move.move_type in INVOICES
        and move.reversed_entry_id.move_type not in REFUNDS
    )


def units_of(line, order_line):
    """The quantity of an invoice line in the product's own unit; of one that credits
    money alone, the units whose price it is a part of."""
    if line.aftersales_amount_only:
        return line.aftersales_part_units
    return line.product_uom_id._aftersales_to(line.quantity, unit_of(order_line))


def _amounts(moves):
    """By product line, the :class:`Money` of all ``moves`` that are not cancelled."""
    # The tax engine reads line by line.
    moves.line_ids.fetch(["tax_ids", "tax_tag_ids"])
    amounts = {}
    for move in moves:
        if move.state != "cancel":
            amounts.update(_amounts_of(move))
    return amounts


def _amounts_of(move):
    base_lines = move._get_rounded_base_and_tax_lines()[0]
    amounts = {
        base_line["record"]: Money.of(base_line, move.company_id)
        for base_line in base_lines
        if base_line["record"].display_type == "product"
    }
    # Taxes that an early payment lowers from the start belong to the goods.
    for early in base_lines:
        if early["record"].display_type != "epd":
            continue
        taxes = Money.of(early, move.company_id).taxes
        lines = [line for line in amounts if line.tax_ids == early["tax_ids"]]
        total = sum(amounts[line].base for line in lines)
        done = 0.0
        for line in lines if taxes.amounts and total else []:
            base = amounts[line].base
            amounts[line] += taxes.scaled((done + base) / total)
            amounts[line] -= taxes.scaled(done / total)
            done += base
    return amounts


def _unbilled(order, lines):
    quantities = QUANTITIES[lines._name]
    company = order.company_id
    base_lines = []
    for line in lines:
        wanted = max(line[name] for name in quantities)
        billed = sum(
            source.product_uom_id._compute_quantity(
                source.quantity, line.product_uom_id, round=False
            )
            for source in line.invoice_lines
            if is_bill(source.move_id)
        )
        base_line = line._prepare_base_line_for_taxes_computation()
        base_line["quantity"] = max(0.0, wanted - billed)
        base_lines.append(base_line)
    tax_engine = order.env["account.tax"]
    tax_engine._add_tax_details_in_base_lines(base_lines, company)
    tax_engine._round_base_lines_tax_details(base_lines, company)
    bill = Bill(order.env["account.move"], order.currency_id, company)
    for line, base_line in zip(lines, base_lines, strict=True):
        units = line.product_uom_id._aftersales_to(base_line["quantity"], unit_of(line))
        bill.line(line).bill(line, units, Money.of(base_line, company))
    return bill
