from odoo.tests import tagged

from .portal_common import photo
from .supplier_common import SupplierPortalCase


@tagged("post_install", "-at_install")
class TestSupplierPortalChange(SupplierPortalCase):
    """On his page a supplier reads what he answered, and says something else."""

    def answer(self, **values):
        files = values.pop("files", None)
        values.setdefault("seen", str(self.case._last_answer().id or ""))
        return self.post(f"{self.url}/answer", values, files=files)

    def test_the_form_begins_with_what_he_said(self):
        self.sign_in(self.supplier_user)
        self.answer(verb="partly", share="12.5", reason="Scratched later")
        page = self.get(self.url)
        self.assertPage(page, "Your answer,", "Proposed other shares · 12.5 % · $")
        self.assertPage(page, "Change the answer", "until we decide")
        self.assertPage(page, 'value="12.5"', "Scratched later</textarea>")
        self.assertRegex(page.text, r'id="answer_partly"\s[^>]*checked="checked"')
        self.assertPage(page, "You would credit", "15.00")
        self.assertNotIn('id="answer_accept"', page.text)

    def test_he_changes_it_as_often_as_he_likes_until_it_is_decided(self):
        self.guest()
        token = {"access_token": self.case.access_token}
        self.answer(verb="partly", share="50", **token)
        page = self.answer(verb="dispute", reason="No, it was fine", **token)
        # A no is to be shown; what was typed is still there, and unfolded.
        self.assertPage(page, "Add a photo or document", "No, it was fine</textarea>")
        self.assertRegex(page.text, r'<details[^>]*id="change"[^>]*open="open"')
        self.assertEqual(self.case.answer, "partly")
        files = [("file", ("ours.jpg", photo(), "image/jpeg"))]
        no = {"verb": "dispute", "reason": "No, it was fine", "files": files, **token}
        seen = str(self.case._last_answer().id)
        for _click in range(2):
            self.assertLeadsTo(self.answer(seen=seen, **no), "done=dispute")
        self.assertRecordValues(self.case, [{"state": "disputed", "answer": "dispute"}])
        self.assertEqual(
            self.case.opinion_ids.mapped("kind"), ["ask", "partly", "dispute"]
        )
        propose = {"verb": "propose", "proposal": "repair", "reason": "In a week"}
        self.assertLeadsTo(self.answer(**propose, **token), "done=propose")
        # What he showed stays.
        self.assertEqual(self.case.evidence_ids.mapped("name"), ["ours.jpg"])
        page = self.get(self.url, **token)
        self.assertPage(page, "Proposed something else · Repair it", "ours.jpg")
        self.assertRegex(page.text, r'value="repair"\s+selected="selected"')
        self.case.with_user(self.manager)._rule_on({self.line: 70.0}, "Look closer")
        self.env.flush_all()
        page = self.answer(verb="partly", share="20", **token)
        self.assertPage(page, "It was decided meanwhile", "Look closer")
        self.assertEqual(self.line.percent, 70.0)
        self.assertNotIn("Change the answer", self.get(self.url, **token).text)
        self._acknowledge(self.claim, 2)
        self.assertBooksBalance(self.claim)

    def test_a_page_that_is_out_of_date_changes_nothing(self):
        self.sign_in(self.supplier_user)
        self.answer(verb="partly", share="50")
        first = str(self.case._last_answer().id)
        self.answer(verb="partly", share="40")
        for seen in ("", first, "x", "-1"):
            with self.subTest(seen=seen):
                page = self.answer(verb="partly", share="30", seen=seen)
                self.assertPage(page, "An answer was given meanwhile", "40 %")
        self.assertEqual(self.line.proposed_percent, 40.0)
        # Now he has seen it.
        self.assertLeadsTo(self.answer(verb="partly", share="30"), "done=partly")

    def test_shares_of_single_items_come_back_as_they_were_typed(self):
        chair = self._product("Chair", cost=30.0)
        order = self._delivered((self.lamp, 1), (chair, 1))
        claim = self._claim(order, 1, submit=False)
        claim.line_ids.copy({"sale_line_id": order.order_line[1].id})
        claim.action_submit()
        self._grant(claim, "none")
        case = claim.case_ids
        lamp, seat = case.line_ids
        case._give_opinion(
            "partly", "supplier", self.supplier, shares={lamp: 33.33, seat: 80.0}
        )
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        text = self.get(f"/my/cases/{case.id}").text
        for line, share in ((lamp, "33.33"), (seat, "80")):
            self.assertRegex(
                text, rf'name="share_{line.id}"[^>]*value="{share}"', line.id
            )

    def test_only_he_changes_it(self):
        self.sign_in(self.supplier_user)
        self.answer(verb="partly", share="50")
        self.sign_in(self.other_user)
        self.assertDenied(self.answer(verb="partly", share="20"))
        self.guest()
        self.assertDenied(self.answer(verb="partly", share="20", access_token="x"))
        self.assertEqual(self.line.proposed_percent, 50.0)
