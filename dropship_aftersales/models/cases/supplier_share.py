"""Who supplied the claimed units, and what each supplier answers for."""

from dataclasses import dataclass, replace
from typing import Any

from odoo import models

from .supplier_units import SupplierUnits


@dataclass
class SupplierShare:
    """Goods of one claim line that one purchase line supplied.

    :param quantity: in the own unit of the purchased product
    :param is_stop: the supplier has not shipped them and is asked not to
    :param percent: share of their cost that the supplier is asked to credit
    :param is_late: his claim window is over: he credits it only if he agrees
    """

    line: Any
    remedy: Any
    purchase_line: Any
    quantity: float
    is_stop: bool
    awaits_goods: bool
    percent: float = 0.0
    is_late: bool = False

    def less(self, quantity):
        """The same share without ``quantity`` units."""
        return replace(self, quantity=self.quantity - quantity)

    def is_covered(self):
        unit = self.purchase_line.product_id.uom_id
        return unit.compare(self.quantity, 0.0) <= 0

    def is_for(self, case_line):
        """Whether ``case_line`` is about the same goods of the same claim line."""
        return (
            case_line.claim_line_id == self.line
            and case_line.purchase_line_id == self.purchase_line
            and case_line.is_stop == self.is_stop
        )

    def is_wanted(self):
        """Whether the agent wants to ask this supplier; all are asked by default."""
        wanted = self.line.claim_id.ask_partner_ids
        return not wanted or self.purchase_line.order_id.partner_id in wanted

    def is_owed(self):
        """Whether a decision concerns this supplier: he owes it, takes the goods back,
        or was asked although his window had ended."""
        return bool(
            (self.percent and not self.is_late)
            or self.awaits_goods
            or any(
                self.is_for(case_line) and case_line.case_state != "cancelled"
                for case_line in self.line.case_line_ids
            )
        )

    def spared_cost(self):
        """What the supplier will not be paid because he never ships these units, tax
        excluded, in the currency of the purchase; nothing once his stop was given up.
        """
        asked = self.line.case_line_ids.filtered(
            lambda case_line: (
                self.is_for(case_line)
                and case_line.case_state != "cancelled"
                and case_line.remedy_id.state in (False, "proposed")
            )
        )
        if not self.is_stop or "written_off" in asked.mapped("case_state"):
            return 0.0
        cost = asked[:1].price_unit or self.purchase_line._aftersales_unit_cost()
        return self.purchase_line.currency_id.round(self.quantity * cost)

    @property
    def case_key(self):
        """One case per claim, supplier and currency."""
        order = self.purchase_line.order_id
        return self.line.claim_id, order.partner_id, order.currency_id


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_undelivered_quantity(self, product):
        """What of ``product``, one of the goods of this line, is ordered, not delivered
        and not taken off by a claim; in the product's own unit."""
        self.ensure_one()
        undelivered = self._aftersales_in_product_unit(
            self.product_uom_qty - self.qty_delivered
        )
        return max(0.0, undelivered - self.aftersales_unshipped_qty)

    def _aftersales_supplied_units(self, product):
        """Dropshipped units of ``product`` by purchase line, latest delivery first.

        :return: list of ``(purchase line, units not returned yet)``, product's unit
        """
        self.ensure_one()
        supplied = {}
        moves = self.move_ids.filtered(
            lambda move: (
                move.state == "done"
                and move.product_id == product
                and move.purchase_line_id
                and move._is_dropshipped()
                # Between sister companies the way back looks like the way there.
                and not move.origin_returned_move_id
            )
        )
        # Filtered records are read apart from those of the other lines of a batch.
        moves = moves.with_prefetch(self.move_ids._prefetch_ids)
        left = moves._aftersales_left_to_return()
        for move in moves.sorted(lambda move: (move.date, move.id), reverse=True):
            purchase_line = move.purchase_line_id
            supplied[purchase_line] = supplied.get(purchase_line, 0.0) + left[move]
        return list(supplied.items())


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _supplier_shares(self, asking=False):
        """Split the lines' units by the purchase lines that supplied them.

        Each proposed remedy is a share of its own, because its goods decide what is
        owed. While suppliers are only asked, undecided lines without a remedy are
        asked about whole.

        :param bool asking: nothing is decided yet
        """
        shares = self._shares_of({line: line._portions(asking) for line in self})
        if asking:
            return [share for share in shares if share.is_wanted()]
        return [share for share in shares if share.is_owed()]

    def _concerns_suppliers(self):
        """Whether a supplier may be asked about the line, as far as looking can tell.

        Looks at the line alone, where ``_supplier_shares`` reads every delivery.
        """
        self.ensure_one()
        return bool(
            self.decision != "refused"
            and self.supplier_ids
            and (
                self.supplier_percent
                # Units that were not shipped are to be stopped, whoever is at fault.
                or self.goods_status == "not_received"
                or any(
                    remedy.state == "proposed" and remedy.return_to == "supplier"
                    for remedy in self.remedy_ids
                )
            )
        )

    def _shares_of(self, portions):
        """The shares of ``{line: [(remedy, units)]}``; nothing is written."""
        shares = []
        # Reading purchases needs no rights: the result goes into the case, whose own
        # rules decide who sees it.
        lines_sudo = self.sudo()
        units = SupplierUnits(lines_sudo)
        for line in lines_sudo:
            for remedy, quantity in portions[line]:
                shares += line._share_portion(remedy, quantity, units)
        self._set_percents(shares)
        return [share for share in shares if share.percent or share.awaits_goods]

    def _portions(self, asking):
        """``[(remedy, units)]`` that suppliers are to answer for."""
        proposed = self.remedy_ids.filtered(lambda remedy: remedy.state == "proposed")
        if proposed or not asking or self.decision == "refused":
            return [(remedy, remedy.quantity) for remedy in proposed]
        left = self.quantity - self._remedied_quantity()
        return [(proposed, left)]

    def _share_portion(self, remedy, quantity, units):
        """Shares of ``quantity`` units of this line, taken from ``units``."""
        shares = []
        for product, wanted in self._goods(quantity).items():
            shares += self._share_goods(remedy, product, wanted, units)
        return shares

    def _share_goods(self, remedy, product, wanted, units):
        """Shares of ``wanted`` units of ``product``, one of the goods of this line."""
        stops = []
        if self.goods_status == "not_received":
            unshipped, stops = units.take_unshipped(self, wanted, product)
            wanted -= unshipped
        supplied = units.take_supplied(
            self, wanted, product, lots=self._tracked() and remedy.lot_ids
        )
        return [
            SupplierShare(
                line=self,
                remedy=remedy,
                purchase_line=purchase_line,
                quantity=share,
                is_stop=is_stop,
                awaits_goods=not is_stop and remedy.return_to == "supplier",
            )
            for is_stop, found in ((True, stops), (False, supplied))
            for purchase_line, share in found
        ]

    def _set_percents(self, shares):
        """What of the cost each supplier is asked for, by the terms that were written
        down, and whether his window is over."""
        promises = self._promises()
        for share in shares:
            supplier = share.purchase_line.order_id.partner_id.commercial_partner_id
            terms = promises[share.line].get(str(supplier.id)) or {}
            share.percent = share.line._credited_percent(
                terms, share.is_stop, share.awaits_goods
            )
            share.is_late = bool(not share.is_stop and terms.get("window_over"))

    def _credited_percent(self, terms, is_stop, takes_back):
        """What of their cost a supplier credits, whenever he is asked.

        All of what it never shipped. Of other units its share of responsibility; of
        those that it takes back also the rest, less what it keeps for restocking, if
        it credits every return.
        """
        self.ensure_one()
        own = float(self.supplier_percent)
        if is_stop:
            return 100.0
        if takes_back and terms.get("credits_every_return", True):
            kept = terms.get("restocking_percent") or 0.0
            return own + (100.0 - own) * (1.0 - kept / 100.0)
        return own
