from odoo.tests import tagged

from .supplier_common import SupplierPortalCase


@tagged("post_install", "-at_install")
class TestSupplierPortalBulk(SupplierPortalCase):
    """Several cases at once: chosen, shown with their effect, done."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._another_case()
        cls.closed = cls._another_case(return_to="none")
        cls.closed.action_accept()
        cls.foreign = cls._foreign_case()
        cls.env.flush_all()

    def chosen(self, action, *cases):
        return {"action": action, "case": [case.id for case in cases]}

    def test_only_what_is_possible_is_offered(self):
        self.sign_in(self.supplier_user)
        text = self.get("/my/cases").text
        self.assertIn(f'value="{self.case.id}"', text)
        self.assertIn('data-actions="accept receive"', text)
        done = self.get("/my/cases", filterby="over").text
        self.assertIn(self.closed.name, done)
        self.assertNotIn('name="case"', done)
        self.assertNotIn("Accept responsibility", done)

    def test_what_is_chosen_is_shown_before_anything_happens(self):
        self.sign_in(self.supplier_user)
        page = self.post(
            "/my/cases/check",
            self.chosen("accept", self.case, self.other, self.closed, self.foreign),
        )
        self.assertPage(
            page,
            self.case.name,
            self.other.name,
            "the amount is due when the goods are back",
            "180.00",
            "Left out",
            self.closed.name,
            "This case is closed.",
        )
        self.assertNotIn(self.foreign.name, page.text)
        self.assertNotIn(f'value="{self.closed.id}"', page.text)
        self.assertEqual((self.case | self.other).mapped("state"), ["asked", "asked"])

    def test_accepting_twice_changes_nothing(self):
        self.sign_in(self.supplier_user)
        data = self.chosen("accept", self.case, self.other, self.foreign)
        for _click in range(2):
            page = self.post("/my/cases/done", data)
            self.assertPage(page, "All done", self.case.name, self.other.name)
            self.assertNotIn(self.foreign.name, page.text)
        self.assertEqual(
            (self.case | self.other).mapped("state"), ["accepted", "accepted"]
        )
        moves = self.case.message_ids.filtered(lambda message: "Accept" in message.body)
        self.assertEqual(len(moves), 1)
        self.assertEqual(self.foreign.state, "asked")
        self.assertBooksBalance(self.claim)

    def test_everything_received_settles_case_by_case(self):
        self.other.dispute_reason = "No"
        self.other.action_dispute()
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        data = self.chosen("receive", self.case, self.other)
        for _click in range(2):
            page = self.post("/my/cases/done", data)
            self.assertPage(
                page, "Some are done", self.other.name, "You disagreed: we decide first"
            )
        self.assertRecordValues(
            self.case | self.other,
            [
                {"state": "settled", "received_amount": 120},
                {"state": "disputed", "received_amount": 0},
            ],
        )
        self.assertBooksBalance(self.claim)
        self.assertBooksBalance(self.other.claim_id)

    def test_what_one_case_is_refused_for_holds_up_no_other(self):
        # Its parcel was cancelled behind the case's back.
        self.other.picking_ids.action_cancel()
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        page = self.post(
            "/my/cases/done", self.chosen("receive", self.case, self.other)
        )
        self.assertPage(page, self.case.name)
        self.assertEqual(self.case.state, "settled")

    def test_other_actions_and_guests_are_not_served(self):
        self.sign_in(self.supplier_user)
        for action in ("dispute", "settle", "write_off", ""):
            for url in ("/my/cases/check", "/my/cases/done"):
                self.assertDenied(self.post(url, self.chosen(action, self.case)))
        for junk in ("x", "-1", "9" * 30, "1.5", "٣"):
            self.post("/my/cases/done", {"action": "accept", "case": junk})
        self.guest()
        response = self.post("/my/cases/done", self.chosen("accept", self.case))
        self.assertIn("/web/login", response.headers.get("Location", ""))
        self.sign_in(self.customer_user)
        self.post("/my/cases/done", self.chosen("accept", self.case))
        self.assertEqual(self.case.state, "asked")
