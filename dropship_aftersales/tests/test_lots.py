from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .lots_common import PhonesCase


@tagged("post_install", "-at_install")
class TestLots(PhonesCase):
    """The claimed numbers come back, never another's, never twice."""

    def test_the_claimed_number_comes_back(self):
        order = self._phones("A1", "A2", "A3")
        claim = self._grant(self._claim_lots(order, "A2"), return_to="supplier")
        self.assertEqual(self._back(claim), ([], ["A2"]))
        self._acknowledge(claim, 1)
        self.assertEqual(self._back(claim), (["A2"], []))
        self.assertEqual(claim.case_ids.state, "settled")
        with self.assertRefused("A2 came back already"):
            self._claim_lots(order, "A2")
        self.assertBooksBalance(claim)

    def test_two_open_returns_wait_for_different_numbers(self):
        order = self._phones("A1", "A2", "A3")
        nameless = self._grant(self._claim(order, 1), return_to="supplier")
        self.assertEqual(len(self._back(nameless)[1]), 1)
        named = self._back(nameless)[1][0]
        # The customer claims the very unit that the first return took at random.
        exact = self._grant(self._claim_lots(order, named), return_to="supplier")
        self.assertEqual(self._back(exact)[1], [named])
        self.assertNotIn(named, self._back(nameless)[1])
        self._acknowledge(exact, 1)
        self._acknowledge(nameless, 1)
        self.assertEqual(self._back(exact)[0], [named])
        self.assertNotEqual(self._back(nameless)[0], [named])
        self.assertBooksBalance(exact | nameless)

    def test_a_nameless_return_leaves_the_numbers_of_open_claims_alone(self):
        order = self._phones("A1", "A2")
        asked = self._claim_lots(order, "A1")
        nameless = self._grant(self._claim(order, 1), return_to="supplier")
        self.assertEqual(self._back(nameless)[1], ["A2"])
        self._grant(asked, return_to="supplier")
        self.assertEqual(self._back(asked)[1], ["A1"])
        self.assertBooksBalance(asked | nameless)

    def test_what_is_granted_of_several_numbers_is_said(self):
        order = self._phones("A1", "A2", "A3")
        claim = self._claim_lots(order, "A1", "A2")
        claim.line_ids.write({"decision": "granted", "granted_quantity": 1})
        with self.assertRefused("which of A1, A2 is granted"):
            claim.action_approve()
        claim.action_propose_remedies()
        claim.remedy_ids.lot_ids = self._lot(order, "A2")
        claim.action_approve()
        self.assertEqual(self._back(claim)[1], ["A2"])
        # What was refused can be claimed again, what was granted cannot.
        again = self._claim_lots(order, "A1")
        with self.assertRefused(f"A2 is in {claim.name}"):
            self._claim_lots(order, "A2")
        self._acknowledge(claim, 1)
        self.assertBooksBalance(claim | again)

    def test_one_number_is_kept_and_one_goes_back(self):
        order = self._phones("A1", "A2", "A3")
        claim = self._claim_lots(order, "A1", "A2")
        claim.line_ids.write({"decision": "granted", "granted_quantity": 2})
        kept = self._propose(claim, 1)
        back = self._propose(claim, 1, return_to="supplier")
        with self.assertRefused("which of A1, A2"):
            claim.action_approve()
        kept.lot_ids = self._lot(order, "A2")
        back.lot_ids = self._lot(order, "A1")
        claim.action_approve()
        self.assertEqual(self._back(claim)[1], ["A1"])
        self._acknowledge(claim, 1)
        self.assertEqual(claim.state, "resolved")
        for name in ("A1", "A2"):
            with self.subTest(name), self.assertRefused(name):
                self._claim_lots(order, name)
        self.assertBooksBalance(claim)

    def test_a_number_is_of_the_supplier_who_shipped_it(self):
        """One line bought from two suppliers: the claimed unit goes to its own."""
        other = self.env["res.partner"].create({"name": "Otto Other"})
        order = self._order((self.phone, 2))
        self._numbered(order, ["A1", "A2"])
        order.order_line.product_uom_qty = 3
        purchase = order._get_purchase_orders().filtered(lambda p: p.state == "draft")
        purchase.partner_id = other
        self._numbered(order, ["B1"])
        self._bill(order)
        self._invoice(order)
        for name, supplier in (("A1", self.supplier), ("B1", other)):
            claim = self._grant(self._claim_lots(order, name), return_to="supplier")
            self.assertEqual(claim.case_ids.partner_id, supplier)
            self.assertEqual(self._back(claim)[1], [name])
            self._acknowledge(claim, 1)
            self.assertEqual(claim.case_ids.state, "settled")
            self.assertBooksBalance(claim)

    def test_two_lots_in_part(self):
        paint = self._product("Paint", tracking="lot")
        order = self._order((paint, 7))
        self._numbered(order, {"L1": 2, "L2": 5})
        self._bill(order)
        self._invoice(order)
        claim = self._claim(order, 3, submit=False)
        claim.line_ids.lot_ids = self._lot(order, "L1")
        with self.assertRefused("L1"):
            claim.action_submit()
        claim.line_ids.lot_ids = self._lot(order, "L1", "L2")
        claim.action_submit()
        self._grant(claim, return_to="supplier")
        lines = claim.picking_ids.move_line_ids
        self.assertEqual(sum(lines.mapped("quantity")), 3)
        self._acknowledge(claim, 2)
        self._acknowledge(claim, 3)
        rest = self._claim(order, 4, submit=False)
        rest.line_ids.lot_ids = self._lot(order, "L1", "L2")
        with self.assertRefused("L1 came back already"):
            rest.action_submit()
        rest.line_ids.lot_ids = self._lot(order, "L2")
        rest.action_submit()
        self._grant(rest, return_to="supplier")
        self._acknowledge(rest, 4)
        back = {}
        for line in (claim | rest).picking_ids.move_line_ids:
            back[line.lot_id.name] = back.get(line.lot_id.name, 0) + line.quantity
        self.assertEqual(back, {"L1": 2, "L2": 5})
        self.assertBooksBalance(claim | rest)

    # ------------------------------------------------------------------ Odoo's own

    def _native_return(self, order, quantity):
        picking = order.picking_ids.filtered(lambda picking: picking.state == "done")
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=picking[:1].id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = quantity
        action = wizard.action_create_returns()
        return self.env["stock.picking"].browse(action["res_id"])

    def test_odoos_own_return_takes_no_claimed_number(self):
        order = self._phones("A1", "A2", "A3")
        claim = self._grant(self._claim_lots(order, "A1"), return_to="supplier")
        native = self._native_return(order, 1)
        (lot,) = native.move_line_ids.lot_id
        self.assertNotEqual(lot.name, "A1")
        native.move_line_ids.lot_id = self._lot(order, "A1")
        native.move_ids.picked = True
        with self.assertRefused(f"A1 comes back on {claim.name}"):
            native.button_validate()
        native.move_line_ids.lot_id = self._lot(order, "A2")
        native.button_validate()
        with self.assertRefused("A2 came back already"):
            self._claim_lots(order, "A2")
        self._acknowledge(claim, 1)
        self.assertEqual(self._back(claim)[0], ["A1"])

    def test_a_number_returned_by_hand_does_not_return_again(self):
        order = self._phones("A1", "A2", "A3")
        first = self._native_return(order, 1)
        first.move_line_ids.lot_id = self._lot(order, "A2")
        first.move_ids.picked = True
        first.button_validate()
        second = self._native_return(order, 1)
        second.move_line_ids.lot_id = self._lot(order, "A2")
        second.move_ids.picked = True
        with self.assertRefused("A2 were not delivered .* or came back"):
            second.button_validate()

    # ------------------------------------------------------------------ claimed

    def test_wrong_numbers_are_refused_by_name(self):
        order, other = self._phones("A1", "A2"), self._phones("B1")
        claim = self._claim(order, 1, submit=False)
        with self.assertRefused("B1 was not delivered", ValidationError):
            claim.line_ids.lot_ids = self._lot(other, "B1")
        with self.assertRefused("as many numbers as units", ValidationError):
            claim.line_ids.lot_ids = self._lot(order, "A1", "A2")
        claim.line_ids.write({"quantity": 2, "lot_ids": self._lot(order, "A1", "A2")})
        claim.action_submit()
        self.assertBooksBalance(claim)

    def test_a_number_is_in_one_open_claim(self):
        order = self._phones("A1", "A2", "A3")
        first = self._claim_lots(order, "A1")
        with self.assertRefused(f"A1 is in {first.name}"):
            self._claim_lots(order, "A1")
        second = self._claim_lots(order, "A2")
        with self.assertRefused(f"A1 is in {first.name}", UserError):
            second.line_ids.lot_ids = self._lot(order, "A1")
        first.action_cancel()
        second.line_ids.lot_ids = self._lot(order, "A1")
        self.assertEqual(
            second.line_ids.available_lot_ids.mapped("name"), ["A1", "A2", "A3"]
        )
        self.assertBooksBalance(first | second)

    def test_a_shop_names_the_numbers_and_need_not_count_them(self):
        order = self._phones("A1", "A2", "A3")
        line = {"order_line_id": order.order_line.id, "reason": "defect"}
        submit = self.env["aftersales.claim"].with_user(self.agent).api_submit
        for reference, more, words in (
            ("1", {"lots": ["A1", "X9"]}, r"lines\[1\].lots: X9 was not delivered"),
            ("2", {"lots": ["A1"], "quantity": 2}, r"lines\[1\].lots: as many"),
            ("3", {"lots": "A1"}, r"lines\[1\].lots: a list"),
        ):
            values = {"order": order.name, "external_ref": reference}
            with self.subTest(more), self.assertRefused(words, ValidationError):
                submit({**values, "lines": [{**line, **more}]})
        answer = submit(
            {
                "order": order.name,
                "external_ref": "4",
                "lines": [{**line, "lots": ["A1", "A3"]}],
            }
        )
        claim = self.env["aftersales.claim"].browse(answer["id"])
        self.assertEqual(claim.line_ids.quantity, 2)
        self.assertEqual(claim.line_ids.lot_ids.mapped("name"), ["A1", "A3"])
        self.assertBooksBalance(claim)

    def test_the_form_asks_which_unit_is_meant(self):
        order = self._phones("A1", "A2")
        claim = self._claim(order, 1)
        self.assertIn("Which serial number", claim.line_ids.lot_warning)
        self.assertIn("Phone: which serial number", claim.lot_warning)
        claim.line_ids.lot_ids = self._lot(order, "A1")
        self.assertFalse(claim.line_ids.lot_warning or claim.lot_warning)
        self.assertFalse(self._claim(self._phones("C1"), 1).line_ids.lot_warning)
