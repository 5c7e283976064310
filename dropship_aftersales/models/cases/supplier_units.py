"""What of each purchase line is free to be asked about, counted once for a batch."""

OPEN_STATES = ("draft", "asked", "disputed", "accepted")


class SupplierUnits:
    """Hands out the units that suppliers shipped, or have still to ship.

    Every unit is handed out once. What was only asked about the same claim lines makes
    room for what is decided now. All quantities are in the own unit of the product
    that is handed out.

    :param lines: the claim lines that are decided together, as superuser
    """

    def __init__(self, lines):
        self._lines = lines
        self._undelivered = {}
        self._left = {}

    def take_unshipped(self, line, wanted, product=None):
        """Take goods of ``line`` that were ordered and not delivered.

        :param product: which of its goods, by default its own product
        :return: ``(units that were never shipped, [(purchase line, units whose
            supplier is asked not to ship)])``; the difference is on no confirmed order
        """
        sale_line, product = line.sale_line_id, product or line.product_id
        key = (sale_line, product)
        if key not in self._undelivered:
            self._undelivered[key] = sale_line._aftersales_undelivered_quantity(
                product
            ) - sum(
                case_line.quantity
                for case_line in sale_line.purchase_line_ids.mapped(
                    "aftersales_case_line_ids"
                )
                if case_line.product_id == product and self._is_waiting_stop(case_line)
            )
        unshipped = max(0.0, min(wanted, self._undelivered[key]))
        self._undelivered[key] -= unshipped
        open_purchases = sale_line._aftersales_open_purchases(product)
        supply = [
            (purchase_line, units)
            for purchase_line, units in open_purchases.items()
            if purchase_line.state == "purchase"
        ]
        stops = self._take(line, unshipped, supply, "stop", self._is_waiting_stop)
        return unshipped, stops

    def take_supplied(self, line, wanted, product=None, lots=None):
        """Take delivered goods of ``line``, the latest delivery first.

        :param product: which of its goods, by default its own product
        :param lots: stock.lot that are meant, by default those of the line; whoever
            shipped them answers for them
        :return: ``[(purchase line, units)]``
        """
        delivered = line.sale_line_id._aftersales_supplied_units(
            product or line.product_id
        )
        supply = [
            (purchase_line, units)
            for purchase_line, units in delivered
            if line._is_answered_by(purchase_line)
        ]
        if not (lots := lots or line._tracked().lot_ids):
            return self._take(line, wanted, supply, "supplied", self._is_kept)
        of_lots = line.sale_line_id._aftersales_lots_by_purchase(lots)
        found = []
        for purchase_line, units in supply:
            named = min(wanted, of_lots.get(purchase_line, 0.0))
            taken = self._take(
                line, named, [(purchase_line, units)], "supplied", self._is_kept
            )
            wanted -= sum(share for _purchase_line, share in taken)
            found += taken
        return found

    def _take(self, line, wanted, supply, kind, is_taken):
        found = []
        for purchase_line, units in supply:
            key = (purchase_line, kind)
            if key not in self._left:
                self._left[key] = units - sum(
                    case_line.quantity
                    for case_line in purchase_line.aftersales_case_line_ids
                    if is_taken(case_line)
                )
            share = min(wanted, self._left[key])
            if purchase_line.product_id.uom_id.compare(share, 0.0) > 0:
                self._left[key] -= share
                wanted -= share
                found.append((purchase_line, share))
        return found

    def _is_decided_now(self, case_line):
        """Only asked about so far, on a line that is decided in this batch."""
        return case_line.claim_line_id in self._lines and (
            not case_line.remedy_id or case_line.remedy_id.state == "proposed"
        )

    def _is_waiting_stop(self, case_line):
        """Its supplier is asked not to ship, and has not confirmed it."""
        return case_line._waits_for_stop() and not self._is_decided_now(case_line)

    def _is_kept(self, case_line):
        """Its supplier answers for it while the customer has it: units on their way
        back, or back, are counted by their transfers."""
        if case_line.is_stop or case_line.awaits_goods:
            return False
        if case_line.case_id.state == "cancelled" or self._is_decided_now(case_line):
            return False
        remedy = case_line.remedy_id
        if not remedy:
            return case_line.case_id.state != "written_off"
        return not remedy.move_ids.filtered(lambda move: move.state != "cancel")
