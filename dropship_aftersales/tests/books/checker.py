"""What must always be true of money and goods, counted from the documents alone.

Nothing here reads the figures of the engine except to compare them with what sales
orders, purchase orders, invoices, bills, credit notes and transfers say themselves.
"""

from collections import defaultdict

from odoo.tools import float_compare

from .money import BooksMoneyMixin

DIGITS = 4


def _is_between(location):
    """Goods between two companies of the database are in no company's location."""
    return location.usage == "transit" and not location.company_id


def _is_on_its_way(move, location):
    """A sister company ships, or is shipped, by way of ``location``."""
    return _is_between(location) and not move.origin_returned_move_id


class BooksMixin(BooksMoneyMixin):
    """``assertBooksBalance``: the checker every flow test ends with."""

    def assertBooksBalance(self, claims):
        """Check every claim, its orders, suppliers, transfers and documents."""
        self.env.flush_all()
        self.env.invalidate_all()
        claims = claims.sudo()
        self._assert_held_units(claims)
        for line in claims.line_ids.sale_line_id:
            self._assert_quantities(
                line, self._unit_remedies(line), "out", self._due(line)
            )
        for line in claims.case_ids.line_ids.purchase_line_id:
            self._assert_quantities(
                line, line.aftersales_case_line_ids, "in", self._owed(line)
            )
        self._assert_supplier_lines(claims)
        self._assert_never_over_credited(claims)
        self._assert_goods(claims)
        self._assert_remedies(claims)
        self._assert_costs(claims)

    # ------------------------------------------------------------------ units

    def _assert_held_units(self, claims):
        for line in claims.line_ids.sale_line_id:
            held = line.aftersales_claim_line_ids.filtered(
                lambda held: not held._is_part()
            )
            self._same(
                line.aftersales_claimed_qty,
                sum(held.mapped("held_quantity")),
                f"{line.display_name}: counter and held units",
            )
            received = held.filtered(lambda held: held.goods_status != "not_received")
            delivered = self._in_unit(line, line.qty_delivered)
            self.assertLessEqual(
                sum(received.mapped("held_quantity")),
                delivered + 1e-4,
                f"{line.display_name}: more received units held than delivered",
            )

    def _assert_supplier_lines(self, claims):
        """Suppliers answer for what customers get, not for more."""
        for line in claims.line_ids:
            live = line.remedy_ids.filtered(lambda remedy: remedy.state != "cancelled")
            asked = line.case_line_ids.filtered(
                lambda case_line: (
                    case_line.remedy_id
                    and case_line.case_id.state not in ("cancelled", "written_off")
                )
            )
            granted = self._answerable(line, live)
            for product, case_lines in asked.grouped("product_id").items():
                self.assertLessEqual(
                    sum(case_lines.mapped("quantity")),
                    granted.get(product, 0.0) + 1e-4,
                    f"{line.display_name}: suppliers answer for more than was granted",
                )
            for case_line in line.case_line_ids:
                granted = self._answerable(line, case_line.remedy_id)
                self.assertLessEqual(
                    case_line.settled_qty,
                    granted.get(case_line.product_id, 0.0) + 1e-4,
                    case_line.display_name,
                )
                self.assertTrue(
                    case_line.remedy_id
                    or not (case_line.settled_qty or case_line.stopped),
                    f"{case_line.display_name}: executed without a remedy",
                )

    def _answerable(self, line, remedies):
        """``{product: units}`` that suppliers may have to answer for because of these
        remedies of a claim line."""
        return line._goods(sum(remedies.mapped("quantity")))

    def _due(self, line):
        """Units the sale line may invoice at most, by its policy, product's unit."""
        if line.state != "sale":
            return 0.0
        if line.product_id.invoice_policy == "order":
            return self._in_unit(line, line.product_uom_qty)
        unshipped = sum(self._unit_remedies(line).mapped("unshipped_qty"))
        return self._delivered_units(line) + unshipped

    def _unit_remedies(self, line):
        """Remedies that give whole units of ``line`` back."""
        return line.aftersales_remedy_ids.filtered(
            lambda remedy: not remedy.line_id._is_part()
        )

    def _delivered_units(self, line):
        if not line.move_ids:
            # Delivered by another system.
            return self._in_unit(line, line.qty_delivered)
        total = 0.0
        for move in line.move_ids.filtered(lambda move: move.state == "done"):
            if move.product_id != line.product_id:
                continue
            units = move.product_uom._compute_quantity(
                move.quantity, line.product_id.uom_id, round=False
            )
            if move.location_dest_id.usage == "customer" or _is_on_its_way(
                move, move.location_dest_id
            ):
                total += units
            elif move.location_id.usage == "customer" and move.to_refund:
                total -= units
        return total

    def _owed(self, line):
        """Units the purchase line may be billed at most, product's unit."""
        if line.product_id.purchase_method == "purchase":
            return self._in_unit(line, line.product_qty)
        total = 0.0
        for move in line.move_ids.filtered(lambda move: move.state == "done"):
            units = move.product_uom._compute_quantity(
                move.quantity, line.product_id.uom_id, round=False
            )
            if move.location_id.usage == "supplier" or _is_on_its_way(
                move, move.location_id
            ):
                total += units
            elif move.location_dest_id.usage == "supplier" and move.to_refund:
                total -= units
        return total

    def _assert_quantities(self, line, rows, direction, due):
        """Nothing given back is invoiced again and nothing is credited twice."""
        if line.order_id.state == "cancel":
            return
        name = line.display_name
        given = sum(rows.mapped("settled_qty"))
        billed = credited = 0.0
        for move_line in line.invoice_lines:
            if move_line.parent_state == "cancel":
                continue
            units = self._in_product_unit(
                move_line.product_uom_id, move_line.quantity, line.product_id.uom_id
            )
            sign = 1 if move_line.move_type == f"{direction}_invoice" else -1
            marked = (
                units
                if move_line.aftersales_amount_only
                else move_line.aftersales_units
            )
            billed += sign * (units - marked)
            if not move_line.aftersales_amount_only:
                credited -= sign * marked
        to_invoice = self._in_unit(line, line.qty_to_invoice)
        to_credit = line.aftersales_to_credit_qty
        self._same(
            to_invoice - to_credit,
            due - billed - given + credited,
            f"{name}: due {due}, billed {billed}, given {given}, credited {credited}",
        )
        absorbed = given - credited - to_credit
        self.assertGreaterEqual(absorbed, -1e-4, f"{name}: absorbed units")
        self.assertLessEqual(
            credited, given + 1e-4, f"{name}: more credited than given back"
        )

    def _in_unit(self, line, quantity):
        return self._in_product_unit(
            line.product_uom_id, quantity, line.product_id.uom_id
        )

    def _in_product_unit(self, unit, quantity, product_unit):
        """``quantity`` of ``unit``; the two decimals of a dozen stand for pieces."""
        exact = unit._compute_quantity(quantity, product_unit, round=False)
        is_pack = product_unit.factor == 1.0 and 1.0 < unit.factor < 100.0
        return float(round(exact)) if is_pack else exact

    # ------------------------------------------------------------------ goods

    def _assert_goods(self, claims):
        moves = claims.remedy_ids.move_ids
        for move in moves:
            self.assertFalse(move.to_refund, f"{move.reference}: counts as a return")
            origin = move.origin_returned_move_id
            if origin:
                self.assertEqual(move.location_id, origin.location_dest_id)
            else:
                # Delivered by another system.
                self.assertEqual(move.location_id.usage, "customer")
            goes_to = self._goes_to(move)
            self.assertTrue(
                move.location_dest_id == origin.location_id
                if goes_to == "supplier"
                else move.location_dest_id.usage == "internal",
                f"{move.reference}: goods go where the remedy says",
            )
            if goes_to == "supplier":
                self.assertTrue(
                    move.location_dest_id.usage == "supplier"
                    or _is_between(move.location_dest_id),
                    f"{move.reference}: a supplier gets back what it shipped",
                )
        returned = defaultdict(float)
        origins = moves.origin_returned_move_id
        for move in origins.returned_move_ids:
            if move.state == "done":
                returned[move.origin_returned_move_id] += move.quantity
        for origin, quantity in returned.items():
            self.assertLessEqual(
                quantity, origin.quantity + 1e-4, f"{origin.reference}: returned"
            )

    def _goes_to(self, move):
        """Where the remedy of ``move``, a return of a claim, has its goods go."""
        return move.aftersales_remedy_id.return_to

    # ------------------------------------------------------------------ state

    def _assert_remedies(self, claims):
        for remedy in claims.remedy_ids:
            name = f"{remedy.claim_id.name} {remedy.display_name}"
            self.assertLessEqual(remedy.settled_qty, remedy.quantity + 1e-4, name)
            self.assertLessEqual(remedy.unshipped_qty, remedy.quantity + 1e-4, name)
            if remedy.state == "done":
                self._same(remedy.settled_qty, remedy.quantity, name)
            if remedy.state == "cancelled":
                self._same(remedy.settled_qty, 0.0, name)
            self._assert_withheld(remedy)
        for claim in claims:
            states = set(claim.remedy_ids.mapped("state"))
            if claim.state in ("resolved", "closed") and states:
                self.assertFalse(states - {"done", "cancelled"}, claim.name)
            if claim.state in ("rejected", "cancelled", "draft"):
                self.assertFalse(states & {"running"}, claim.name)

    def _same(self, left, right, message):
        self.assertEqual(
            float_compare(left, right, precision_digits=DIGITS),
            0,
            f"{message}: {left} is not {right}",
        )
