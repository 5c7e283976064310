from datetime import timedelta

from odoo.tests import tagged

from .portal_common import PortalCase, photo
from .queries import counted


@tagged("post_install", "-at_install")
class TestCustomerPage(PortalCase):
    """What the page of one request says and does, stage by stage."""

    def setUp(self):
        super().setUp()
        self.sign_in(self.customer_user)

    def page(self, claim):
        self.env.flush_all()
        with self.assertNoLogs("odoo.http", "WARNING"):
            return self.get(f"/my/claims/{claim.id}")

    # ------------------------------------------------------------------ doors

    def test_the_order_offers_a_request_shows_them_and_says_why_not(self):
        url = f"/my/orders/{self.order.id}"
        self.assertPage(self.get(url), 'id="aftersales_request"')
        draft = self._claim(self.order, 1, submit=False, channel="portal")
        self.env.flush_all()
        page = self.get(url)
        self.assertPage(page, 'id="aftersales_resume"')
        self.assertNotIn('id="aftersales_request"', page.text)
        draft.unlink()
        claim = self._claim(self.order, 5, channel="portal")
        self.env.flush_all()
        page = self.get(url)
        self.assertPage(page, 'id="aftersales_closed"', "Write to us", claim.name)
        self.assertPage(page, "We are checking")
        self.assertNotIn('id="aftersales_request"', page.text)

    # ------------------------------------------------------------------ draft

    def test_a_draft_is_gone_on_with_or_deleted(self):
        claim = self._claim(self.order, 1, submit=False, channel="portal")
        page = self.page(claim)
        self.assertPage(page, "Finish your request", "Continue", "Delete")
        self.assertIn(claim._portal_resume_url(), page.text)
        response = self.post(f"/my/claims/{claim.id}/delete")
        self.assertLeadsTo(response, self.order.access_url)
        self.assertFalse(claim.exists())

    def test_what_was_sent_is_not_deleted(self):
        claim = self._claim(self.order, 1, channel="portal")
        self.assertPage(self.post(f"/my/claims/{claim.id}/delete"), "never deleted")
        self.assertTrue(claim.exists())

    # ------------------------------------------------------------------ timeline

    def test_past_rounds_are_folded_and_ends_tell_who(self):
        claim = self._claim(self.order, 1, channel="portal")
        claim.action_ask_evidence()
        claim.action_give_evidence()
        self.assertPage(self.page(claim), "You sent what we asked for")
        self.assertEqual(
            [step["earlier"] for step in claim._steps("customer")], [False] * 4
        )
        self.env["aftersales.remedy"].create(
            {"claim_id": claim.id, "line_id": claim.line_ids.id, "quantity": 1}
        )
        claim.action_offer()
        # The offer waits for its answer.
        self.assertNotIn("We made you an offer", self.page(claim).text)
        self.post(f"/my/claims/{claim.id}/do", {"verb": "refuse"})
        page = self.page(claim)
        self.assertPage(page, "earlier steps", "You declined our offer")
        self.assertIn("<details>", page.text)
        self.post(f"/my/claims/{claim.id}/do", {"verb": "cancel"})
        self.assertPage(self.page(claim), "This request was withdrawn")
        closed = self._claim(self.order, 1, channel="portal")
        closed.action_cancel()
        page = self.page(closed)
        self.assertPage(page, "We closed this request", "Closed by us")
        self.assertEqual(page.text.count("Closed by us"), 1)

    def test_several_things_given_are_told_one_by_one(self):
        order = self._delivered((self.lamp, 1), (self._product("Vase"), 1))
        claim = self._claim(order, 1, channel="portal")
        self.env["aftersales.claim.line"].create(
            {
                "claim_id": claim.id,
                "sale_line_id": order.order_line[1].id,
                "reason_id": self.defect.id,
                "quantity": 1,
            }
        )
        self._grant(claim, return_to="supplier")
        page = self.page(claim)
        self.assertPage(page, "Approved: ", "Return and refund, Lamp", "Vase")

    # ------------------------------------------------------------------ decision

    def test_a_refused_part_is_told_with_its_reason(self):
        claim = self._claim(self.order, 2, channel="portal")
        claim.rejection_reason = "One shows no fault"
        self._grant(claim, return_to="supplier", quantity=1)
        self.assertPage(self.page(claim), "1 of 2 granted", "One shows no fault")

    def test_granted_and_sent_money_stand_apart(self):
        self._invoice(self.order)
        claim = self.granted(2)
        page = self.page(claim)
        self.assertPage(page, "Granted", "Refunded so far", "200.00", "0.00")
        self._acknowledge(claim, 2)
        self.assertPage(self.page(claim), "Money sent: ", claim.refund_ids.name)

    def test_what_arrived_otherwise_is_counted(self):
        claim = self.granted(2)
        self._acknowledge(claim, 2, damaged=1)
        self.assertPage(self.page(claim), "1 of 2 arrived not as agreed")

    # ------------------------------------------------------------------ parcel

    def test_goods_travel_in_two_boxes(self):
        claim = self.granted()
        parcel = claim.picking_ids
        url = f"/my/claims/{claim.id}/parcel"
        typed = {"parcel": parcel.id, "carrier": "DHL", "tracking": "1Z999"}
        self.post(url, typed)
        second = {**typed, "carrier": "UPS", "tracking": "2B222", "another": "1"}
        for _click in range(2):
            self.assertLeadsTo(self.post(url, second), "done=parcel")
        self.assertRecordValues(
            parcel,
            [
                {
                    "carrier_tracking_ref": "1Z999, 2B222",
                    "aftersales_carrier": "DHL, UPS",
                }
            ],
        )
        self.assertPage(self.page(claim), "1Z999, 2B222", "Another parcel")

    # ------------------------------------------------------------------ ends

    def test_withdrawing_asks_once_more(self):
        claim = self._claim(self.order, 1, channel="portal")
        self.assertPage(self.page(claim), f"/my/claims/{claim.id}/withdraw")
        asked = self.get(f"/my/claims/{claim.id}/withdraw")
        self.assertPage(asked, "Withdraw this request?", "Keep my request")
        self.assertEqual(claim.state, "review")
        claim.action_cancel()
        self.env.flush_all()
        again = self.get(f"/my/claims/{claim.id}/withdraw")
        self.assertLeadsTo(again, f"/my/claims/{claim.id}")

    def test_a_new_request_starts_with_the_items_of_the_old_one(self):
        claim = self._claim(self.order, 2, channel="portal")
        claim.action_cancel()
        self.assertPage(self.page(claim), "New request")
        url = f"/my/claims/{claim.id}/again"
        response = self.post(url)
        draft = self.order._aftersales_draft()
        self.assertLeadsTo(response, f"/my/claims/{draft.id}/items")
        self.assertRecordValues(
            draft.line_ids,
            [
                {
                    "sale_line_id": self.sale_line.id,
                    "quantity": 2,
                    "goods_status": "opened",
                }
            ],
        )
        # The second of two clicks goes on with the same one.
        self.assertLeadsTo(self.post(url), f"/my/claims/{draft.id}/items")
        draft.unlink()
        self._claim(self.order, 5, channel="portal")
        self.assertPage(self.post(url), "cannot be requested again")

    # ------------------------------------------------------------------ files

    def test_files_that_went_up_one_by_one_answer_the_question(self):
        claim = self._claim(self.order, 1, channel="portal")
        claim._add_evidence([("before.jpg", photo())], source="customer")
        claim.action_ask_evidence()
        # The question came an hour ago, the first photo the day before.
        now = self.env.cr.now()
        claim._write_engine({"state_since": now - timedelta(hours=1)})
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE aftersales_evidence SET create_date = %s WHERE claim_id = %s",
            [now - timedelta(days=1), claim.id],
        )
        self.env.invalidate_all()
        url = f"/my/claims/{claim.id}/evidence"
        self.assertPage(self.post(url), "Choose a file")
        claim._add_evidence([("label.jpg", photo("blue"))], source="customer")
        self.assertLeadsTo(self.post(url), "done=evidence")
        self.assertEqual(claim.state, "review")

    # ------------------------------------------------------------------ guests, agents

    def test_guests_read_that_their_link_is_private(self):
        claim = self.granted()
        self.env.flush_all()
        self.guest()
        page = self.get(f"/my/claims/{claim.id}", access_token=claim.access_token)
        self.assertPage(page, "Private link", "Sign in to see all of yours")
        self.assertPage(page, '<html lang="en-US">')
        self.assertNotIn(f'href="/my/orders/{self.order.id}"', page.text)
        self.assertPage(
            self.get(
                f"/my/claims/{claim.id}/withdraw", access_token=claim.access_token
            ),
            "Withdraw now",
        )

    def test_a_page_costs_the_same_with_many_items(self):
        def cost(claim):
            with counted(self.env) as spent:
                self.assertEqual(self.page(claim).status_code, 200)
            return spent.queries

        def granted(count):
            order = self._delivered(
                *[(self._product(f"P{n}"), 1) for n in range(count)]
            )
            claim = self._claim(order, 1, channel="portal")
            self.env["aftersales.claim.line"].create(
                [
                    {
                        "claim_id": claim.id,
                        "sale_line_id": line.id,
                        "reason_id": self.defect.id,
                        "quantity": 1,
                    }
                    for line in order.order_line[1:]
                ]
            )
            self._grant(claim, return_to="supplier")
            return claim

        few, many = granted(2), granted(12)
        cost(few)
        self.assertLessEqual(cost(many), cost(few))
