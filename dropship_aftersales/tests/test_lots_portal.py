from odoo.tests import tagged

from .lots_common import LotsMixin
from .portal_common import PortalCase, photo
from .units_common import UnitsMixin


@tagged("post_install", "-at_install")
class TestLotsPortal(LotsMixin, UnitsMixin, PortalCase):
    """Numbers and units on the pages of customers and suppliers, without scripts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_up_units()
        cls.phone = cls._product("Phone", tracking="serial")

    def _case_page(self, claim):
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        case = claim.case_ids
        return case, case.line_ids.id, f"/my/cases/{case.id}"

    def test_a_customer_reads_which_number_he_claimed(self):
        order = self._phones("A1", "A2")
        claim = self._claim_lots(order, "A2", channel="portal")
        self.env.flush_all()
        self.sign_in(self.customer_user)
        page = self.get(f"/my/claims/{claim.id}")
        self.assertPage(page, "Serial number", "A2")
        self.assertNotIn("A1", page.text)
        self.assertCustomerWords(page)
        self._grant(claim, return_to="supplier")
        self.env.flush_all()
        self.assertPage(self.get(f"/my/claims/{claim.id}"), "1 × Phone (A2)")

    def test_a_supplier_types_the_other_number_that_came(self):
        order = self._phones("A1", "A2", "A3")
        claim = self._grant(self._claim_lots(order, "A1"), return_to="supplier")
        case, key, url = self._case_page(claim)
        self.assertPage(self.get(url), "A1", "Another number came")
        report = {
            "receipt": "1",
            f"received_{key}": "1",
            f"damaged_{key}": "0",
            f"outcome_{key}": "ok",
            f"other_lot_{key}": "X9",
        }
        page = self.post(f"{url}/receipt", report)
        self.assertPage(page, "X9 was not sold on this order", "Wrong item", "X9")
        self.post(
            f"{url}/receipt",
            {**report, f"outcome_{key}": "wrong"},
            files=[(f"file_{key}", ("x.jpg", photo(), "image/jpeg"))],
        )
        self.assertRecordValues(case.line_ids, [{"received": 0, "outcome": "wrong"}])
        self.assertIn("X9", case.line_ids.note)
        self.post(f"{url}/receipt", {**report, f"other_lot_{key}": "A3"})
        self.assertEqual(self._back(claim), (["A3"], []))
        self.assertBooksBalance(claim)

    def test_a_supplier_counts_in_dozens_or_in_pieces(self):
        glass = self._bought_in(self.dozen)
        order = self._sold_in(self.dozen, glass, 3)
        claim = self._grant(self._claim(order, 24), return_to="supplier")
        case, key, url = self._case_page(claim)
        page = self.get(url)
        self.assertPage(page, "2 Dozens × Glass", "Expected: 2 Dozens", "Counted in")
        self.assertRegex(page.text, rf'(?s)id="received_{key}"[^>]*value="2"')
        report = {
            "receipt": "1",
            f"received_{key}": "23",
            f"damaged_{key}": "0",
            f"outcome_{key}": "ok",
        }
        self.post(f"{url}/receipt", {**report, f"unit_{key}": str(self.piece.id)})
        self.assertEqual(case.line_ids.received, 23)
        self.assertPage(self.get(url), "23 Units")
        more = {f"received_{key}": "2", f"unit_{key}": str(self.dozen.id)}
        self.post(f"{url}/receipt", {**report, **more})
        self.assertEqual(case.line_ids.received, 24)
        self.assertEqual(case.state, "settled")
        self.assertBooksBalance(claim)

    def test_bulk_receipts_are_in_the_suppliers_unit(self):
        order = self._sold_in(self.dozen, self._bought_in(self.dozen), 2)
        claim = self._grant(self._claim(order, 24), return_to="supplier")
        case, _key, _url = self._case_page(claim)
        self.assertPage(self.get("/my/cases"), "2 Dozens × Glass")
        chosen = {"action": "receive", "case": case.id}
        self.assertPage(self.post("/my/cases/check", chosen), "2 Dozens × Glass")
        self.assertPage(self.post("/my/cases/done", chosen), "2 Dozens × Glass")
        self.assertEqual(case.line_ids.received, 24)
        self.assertBooksBalance(claim)

    def test_a_customer_who_bought_dozens_asks_for_pieces(self):
        order = self._sold_in(self.dozen, self._bought_in(self.piece, cost=6.0), 2)
        self.env.flush_all()
        self.sign_in(self.customer_user)
        page = self.get(f"/my/orders/{order.id}/claim")
        self.assertPage(page, "Up to 24 Units", "How many?")
        claim, _answer = self.submit_request(5, order.order_line)
        self.assertEqual(claim.line_ids.quantity, 5)
        self.assertBooksBalance(claim)

    def test_a_customer_asks_for_half_a_kilo(self):
        tea = self._bought_in(
            self.gram, "Tea", cost=0.02, uom_id=self.kilo.id, list_price=40.0
        )
        order = self._sold_in(self.kilo, tea, 2.5)
        self.env.flush_all()
        self.sign_in(self.customer_user)
        page = self.get(f"/my/orders/{order.id}/claim")
        self.assertPage(page, "Up to 2.5 kg", "How much?")
        claim, _answer = self.submit_request("0,5", order.order_line)
        self.assertPage(self.get(f"/my/claims/{claim.id}"), "0.5 kg × Tea")
        self.assertBooksBalance(claim)
