"""Who supplied the claimed units, and the supplier cases and transfers that follow."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from odoo import fields, models

from .reverse_shipment import ShipmentRequest
from .supplier_case import OPEN_STATES
from .workflow_mixin import SYSTEM


@dataclass
class SupplierShare:
    """Units of one claim line that one purchase line supplied.

    :param quantity: in the product's own unit
    :param is_stop: the supplier has not shipped them and is asked not to
    :param percent: share of their cost that the supplier is asked to credit
    """

    line: Any
    remedy: Any
    purchase_line: Any
    quantity: float
    is_stop: bool
    awaits_goods: bool
    percent: float


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _aftersales_undelivered_quantity(self):
        """Ordered units that are neither delivered nor taken off by a claim."""
        self.ensure_one()
        undelivered = self._aftersales_in_product_unit(
            self.product_uom_qty - self.qty_delivered
        )
        return max(0.0, undelivered - self.aftersales_unshipped_qty)

    def _aftersales_supplied_units(self):
        """Delivered dropship units by purchase line, latest delivery first.

        :return: list of ``(purchase line, units not returned yet)``, product's unit
        """
        self.ensure_one()
        supplied = {}
        moves = self.move_ids.filtered(
            lambda move: move.state == "done"
            and move.purchase_line_id
            and move._is_dropshipped()
        )
        left = moves._aftersales_left_to_return()
        for move in moves.sorted(lambda move: (move.date, move.id), reverse=True):
            purchase_line = move.purchase_line_id
            supplied[purchase_line] = supplied.get(purchase_line, 0.0) + left[move]
        return list(supplied.items())


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def _supplier_shares(self):
        """Split the lines' units by the purchase lines that supplied them.

        Before a remedy is proposed the whole line is asked about; afterwards each
        proposed remedy is a share of its own, because its goods decide what is owed.
        """
        shares = []
        taken = {}
        # Reading purchases needs no rights: the result goes into the case, whose own
        # rules decide who sees it.
        for line in self.sudo():
            proposed = line.remedy_ids.filtered(
                lambda remedy: remedy.state == "proposed"
            )
            portions = [(remedy, remedy.quantity) for remedy in proposed]
            if not portions and not line.remedy_ids.filtered(
                lambda remedy: remedy.state != "cancelled"
            ):
                portions = [(self.env["aftersales.remedy"], line.quantity)]
            for remedy, quantity in portions:
                shares += line._share_portion(remedy, quantity, taken)
        return shares

    def _share_portion(self, remedy, quantity, taken):
        """Shares of ``quantity`` units of this line; ``taken`` counts what the batch
        has assigned from each purchase line already."""
        sale_line = self.sale_line_id
        sources = []
        if self.goods_status == "not_received":
            undelivered = sale_line._aftersales_undelivered_quantity()
            undelivered -= sum(
                line.quantity
                for line in sale_line.aftersales_claim_line_ids.case_line_ids
                if line.is_stop
                and not line.stopped
                and line.case_id.state in OPEN_STATES
                and line.claim_line_id != self
            )
            stop = min(quantity, max(0.0, undelivered))
            ordered = [
                (purchase_line, units)
                for purchase_line, units in (
                    sale_line._aftersales_open_purchases().items()
                )
                if purchase_line.state == "purchase"
            ]
            sources.append((True, stop, ordered))
            quantity -= stop
        sources.append((False, quantity, sale_line._aftersales_supplied_units()))
        shares = []
        for is_stop, wanted, supply in sources:
            for purchase_line, available in supply:
                key = (purchase_line, is_stop)
                units = min(wanted, available - taken.get(key, 0.0))
                if self.uom_id.compare(units, 0.0) <= 0:
                    continue
                taken[key] = taken.get(key, 0.0) + units
                wanted -= units
                awaits_goods = not is_stop and remedy.return_to == "supplier"
                percent = self._supplier_share_percent(
                    purchase_line.order_id.partner_id, is_stop, awaits_goods
                )
                if percent or awaits_goods:
                    shares.append(
                        SupplierShare(
                            self,
                            remedy,
                            purchase_line,
                            units,
                            is_stop,
                            awaits_goods,
                            percent,
                        )
                    )
        return shares

    def _supplier_share_percent(self, supplier, is_stop, awaits_goods):
        """What of the cost the supplier credits: all of what it never shipped, all of
        what it takes back if its terms say so, else its share of responsibility."""
        if is_stop:
            return 100.0
        terms = self.env["aftersales.supplier.terms"]._of(supplier, self.company_id)
        if awaits_goods and (not terms or terms.credits_every_return):
            return 100.0
        return float(self.supplier_percent)


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _open_cases(self):
        """Open and ask one case per supplier and currency, or bring open ones up to
        date with the remedies that are proposed now."""
        for claim in self:
            shares = claim.line_ids._supplier_shares()
            stale = claim.case_ids.line_ids.filtered(
                lambda line: not line.remedy_id and line.case_id.state in OPEN_STATES
            )
            if claim.remedy_ids:
                stale.unlink()
                stale = stale.browse()
            cases = claim.case_ids.filtered(lambda case: case.state != "cancelled")
            vals_list = []
            for share in shares:
                if not share.remedy and stale:
                    continue
                case = claim._case_for(share, cases)
                cases |= case
                vals_list.append(claim._prepare_case_line_vals(case, share))
            self.env["aftersales.supplier.case.line"].create(vals_list)
            cases.filtered(lambda case: case.state in ("settled", "written_off") and (
                case.id in {vals["case_id"] for vals in vals_list}
            ))._follow("reopen", SYSTEM)
            cases.filtered(lambda case: case.state == "draft" and case.line_ids)._follow(
                "ask", SYSTEM
            )
            cases._update_costs()

    def _case_for(self, share, cases):
        """The claim's case with this supplier in this currency, a new one if none."""
        order = share.purchase_line.order_id
        found = cases.filtered(
            lambda case: case.partner_id == order.partner_id
            and case.currency_id == order.currency_id
        )[:1]
        return found or self.env["aftersales.supplier.case"].create(
            {
                "claim_id": self.id,
                "partner_id": order.partner_id.id,
                "currency_id": order.currency_id.id,
            }
        )

    def _prepare_case_line_vals(self, case, share):
        purchase_line = share.purchase_line
        product = purchase_line.product_id
        price = purchase_line.product_uom_id._compute_price(
            purchase_line.price_subtotal / purchase_line.product_qty
            if purchase_line.product_qty
            else purchase_line.price_unit_discounted,
            product.uom_id,
        )
        return {
            "case_id": case.id,
            "claim_line_id": share.line.id,
            "remedy_id": share.remedy.id,
            "purchase_line_id": purchase_line.id,
            "product_id": product.id,
            "quantity": share.quantity,
            "price_unit": price,
            "percent": share.percent,
            "awaits_goods": share.awaits_goods,
            "is_stop": share.is_stop,
        }

    def _create_reverse_shipments(self, remedies):
        """Open the return transfers of ``remedies``; their goods are expected back by
        the company's ship-by time."""
        requests = []
        for remedy in remedies.filtered(lambda remedy: remedy.return_to != "none"):
            case_lines = remedy.case_line_ids.filtered("awaits_goods")
            if remedy.return_to == "supplier" and case_lines:
                portions = [(line, line.quantity) for line in case_lines]
            else:
                portions = [(case_lines, remedy.quantity)]
            requests += [
                ShipmentRequest(
                    remedy=remedy,
                    case_line=case_line,
                    sale_line=remedy.sale_line_id,
                    quantity=quantity,
                    lots=remedy.line_id.lot_ids,
                    destination=remedy.return_to,
                )
                for case_line, quantity in portions
            ]
        if not requests:
            return
        pickings = self.env["aftersales.reverse.shipment"]._create_shipments(requests)
        for company, returned in pickings.grouped("company_id").items():
            ship_by = fields.Datetime.now() + timedelta(
                days=company.aftersales_return_days
            )
            returned.write({"aftersales_ship_by": ship_by})
            returned.aftersales_claim_id._write_engine({"deadline": ship_by})
