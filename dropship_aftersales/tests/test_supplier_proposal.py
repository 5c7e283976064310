import json

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .portal_common import photo
from .supplier_common import SupplierPortalCase


@tagged("post_install", "-at_install")
class TestSupplierProposal(SupplierPortalCase):
    """A supplier accepts a part, disagrees and shows why, or proposes another way."""

    def answer(self, **values):
        files = values.pop("files", None)
        return self.post(f"{self.url}/answer", values, files=files)

    def outlook(self, **typed):
        response = self.url_open(
            f"{self.url}/answer/outlook",
            data=json.dumps(
                {"params": {"typed": typed, "access_token": self.case.access_token}}
            ),
            headers={"Content-Type": "application/json"},
        )
        return response.json()["result"]["sentence"]

    def test_the_page_shows_what_each_answer_means(self):
        self.sign_in(self.supplier_user)
        page = self.get(self.url)
        self.assertPage(page, "We accept", "Partly", "We propose instead")
        self.assertPage(page, "100 % is $", "needed", "Repair it")

    def test_a_part_is_proposed_once_however_often_it_is_sent(self):
        self.guest()
        token = {"access_token": self.case.access_token}
        for _click in range(2):
            self.assertLeadsTo(
                self.answer(verb="partly", share="50", reason="Half", **token),
                "done=partly",
            )
        self.assertRecordValues(
            self.case,
            [{"state": "disputed", "answer": "partly", "dispute_reason": "Half"}],
        )
        self.assertEqual(self.line.proposed_percent, 50.0)
        self.assertEqual(self.line.percent, 100.0)
        self.assertEqual(
            self.case.opinion_ids.mapped(lambda said: (said.party, said.kind)),
            [("us", "ask"), ("supplier", "partly")],
        )
        page = self.get(self.url, **token)
        self.assertPage(page, "You proposed to credit", "60.00", "What was said")
        # Another tab that is out of date changes nothing.
        self.assertPage(
            self.answer(verb="partly", share="20", **token), "given meanwhile"
        )
        self.assertEqual(self.line.proposed_percent, 50.0)
        self.case.with_user(self.env.ref("base.user_admin")).action_agree()
        self.env.flush_all()
        self.assertEqual(self.case.expected_amount, 60.0)
        self._acknowledge(self.claim, 2)
        self.assertEqual(self.case.received_amount, 60.0)
        self.assertPage(self.get(self.url, **token), "Agreed with you")
        self.assertBooksBalance(self.claim)

    def test_what_is_no_share_is_refused_in_words(self):
        self.sign_in(self.supplier_user)
        for share, words in (
            ("", "Enter your share for every item"),
            ("150", "enter a number from 0 to 100"),
            ("-5", "enter a number from 0 to 100"),
            ("half", "“half” is no share"),
            ("nan", "is no share"),
            ("inf", "is no share"),
            ("100", "That is all we ask for"),
            ("0", "Choose “No”"),
        ):
            with self.subTest(share=share):
                page = self.answer(verb="partly", share=share, reason="Typed words")
                self.assertPage(page, words, "Typed words")
        self.assertEqual(self.case.state, "asked")
        self.assertFalse(self.case.answer)

    def test_shares_of_single_items(self):
        chair = self._product("Chair", cost=30.0)
        order = self._delivered((self.lamp, 1), (chair, 1))
        claim = self._claim(order, 1, submit=False)
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        self._grant(claim, "none")
        case = claim.case_ids
        lamp, chair_line = case.line_ids
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        url = f"/my/cases/{case.id}"
        self.assertPage(self.get(url), "Different shares for single items")
        answer = {"verb": "partly", "share": "10,5", f"share_{chair_line.id}": "80"}
        self.assertLeadsTo(self.post(f"{url}/answer", answer), "done=partly")
        self.assertEqual(
            (lamp.proposed_percent, chair_line.proposed_percent), (10.5, 80.0)
        )
        self.assertEqual(case.proposed_amount, 6.3 + 24.0)
        case.action_agree()
        self.assertEqual(case.agreed_amount, 30.3)
        self.assertBooksBalance(claim)

    def test_items_of_other_cases_are_nobodys_here(self):
        foreign = self._foreign_case()
        self.sign_in(self.supplier_user)
        stranger = {f"share_{foreign.line_ids.id}": "50"}
        self.assertDenied(self.answer(verb="partly", share="50", **stranger))
        self.assertDenied(
            self.post(f"/my/cases/{foreign.id}/answer", {"verb": "partly", "share": 50})
        )
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.case._give_opinion(
                "partly", "supplier", self.supplier, shares={foreign.line_ids: 50.0}
            )
        self.assertEqual((self.case | foreign).mapped("state"), ["asked", "asked"])

    def test_a_dead_link_answers_nothing(self):
        self.guest()
        old = self.case.access_token
        self.case.access_token = "another"
        self.env.flush_all()
        self.assertDenied(self.answer(verb="partly", share="50", access_token=old))
        self.assertEqual(self.case.state, "asked")

    def test_the_amount_is_said_while_it_is_typed(self):
        self.guest()
        self.assertIn("60.00 of", self.outlook(verb="partly", share="50"))
        for share in ("", "x", "101", ["50"], {"a": 1}):
            with self.subTest(share=share):
                self.assertEqual(self.outlook(verb="partly", share=share), "")
        self.assertEqual(self.case.state, "asked")

    def test_another_way_is_proposed_in_the_suppliers_words(self):
        self.sign_in(self.supplier_user)
        self.assertPage(
            self.answer(verb="propose", reason="In a week"), "Choose what you propose"
        )
        self.assertPage(
            self.answer(verb="propose", proposal="gift", reason="In a week"),
            "Choose what you propose",
        )
        self.assertPage(
            self.answer(verb="propose", proposal="repair"), "Write what you propose"
        )
        for _click in range(2):
            self.assertLeadsTo(
                self.answer(verb="propose", proposal="repair", reason="In a week"),
                "done=propose",
            )
        self.assertRecordValues(
            self.case, [{"state": "disputed", "proposal": "repair"}]
        )
        self.assertIn("Repair it", self.case.next_text)
        self.assertNotIn("agree", self.case.open_verbs)
        self.assertIn("rule", self.case.open_verbs)
        self.assertPage(self.get(self.url), "You proposed: Repair it")

    def test_a_no_needs_evidence_online_and_none_on_the_phone(self):
        self.sign_in(self.supplier_user)
        page = self.answer(verb="dispute", reason="Tested")
        self.assertPage(page, "Add a photo or document", "Tested")
        files = [("file", ("ours.jpg", photo(), "image/jpeg"))]
        self.assertLeadsTo(
            self.answer(verb="dispute", reason="Tested", files=files), "done=dispute"
        )
        other = self._another_case()
        self.env["aftersales.case.answer"].create(
            {
                "case_id": other.id,
                "asks_answer": True,
                "answer": "partly",
                "percent": 25,
                "reason": "On the phone",
            }
        ).action_confirm()
        said = other.opinion_ids[-1]
        self.assertEqual((other.answer, said.amount), ("partly", 15.0))

    def test_nothing_of_the_customer_or_our_price_is_said(self):
        self.sign_in(self.supplier_user)
        self.answer(verb="partly", share="50", reason="Half")
        self.case.with_user(self.manager)._rule_on({self.line: 70.0}, "Look closer")
        self.env.flush_all()
        text = self.get(self.url).text
        self.assertIn("Look closer", text)
        for secret in (
            self.customer.name,
            "200.00",
            "Secret words",
            self.manager.name,
        ):
            self.assertNotIn(secret, text)

    def test_a_ruling_is_told_with_share_and_amount(self):
        self.case._give_opinion("dispute", "supplier", self.supplier, "Fine here")
        self.case.with_user(self.manager)._rule_on({self.line: 75.0}, "It is torn")
        log = self.case.notification_log_ids.filtered(
            lambda log: log.event == "rule" and log.audience == "supplier"
        )
        values = self.case._spoken_values(log[:1])
        self.assertEqual(values["S"], "75 %")
        self.assertIn("90.00", values["A"])

    # ------------------------------------------------------------------ late parcels

    def test_a_parcel_after_the_end_is_a_task_with_a_way_on(self):
        self.sign_in(self.supplier_user)
        self.assertNotIn("A parcel came all the same", self.get(self.url).text)
        self.assertPage(
            self.post(f"{self.url}/parcel", {"note": "Two lamps"}), "This case is open"
        )
        self.claim.action_cancel()
        self.env.flush_all()
        self.assertEqual(self.case.state, "cancelled")
        self.assertPage(self.get(self.url), "A parcel came all the same")
        self.assertPage(
            self.post(f"{self.url}/parcel", {"note": " "}),
            "Write what is in the parcel",
        )
        for _click in range(2):
            self.assertLeadsTo(
                self.post(f"{self.url}/parcel", {"note": "Two lamps, fine"}),
                "done=parcel",
            )
        self.assertEqual(self.case.opinion_ids.mapped("kind"), ["ask", "parcel"])
        task = self.claim.activity_ids.filtered(
            lambda activity: activity.summary and "Reopen the claim" in activity.summary
        )
        self.assertEqual(len(task), 1)
        self.assertIn("Two lamps, fine", task.note)
        # The way on: review again, grant, and the supplier confirms what he has.
        self.claim.action_reopen()
        self._grant(self.claim, return_to="supplier")
        again = self.claim.case_ids - self.case
        again.acknowledge([{"case_line_id": again.line_ids.id, "received": 2}])
        self.assertEqual((self.claim.state, again.received_amount), ("resolved", 120.0))
        self.assertBooksBalance(self.claim)
