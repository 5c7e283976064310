from odoo.tests import tagged

from .portal_common import photo
from .supplier_common import SupplierPortalCase


@tagged("post_install", "-at_install")
class TestSupplierPortalAnswer(SupplierPortalCase):
    """Yes, or no with a reason and what shows it."""

    def answer(self, **values):
        files = values.pop("files", None)
        return self.post(f"{self.url}/answer", values, files=files)

    def test_the_supplier_accepts_once(self):
        self.sign_in(self.supplier_user)
        for _click in range(2):
            self.assertLeadsTo(self.answer(verb="accept"), "done=accept")
        self.assertRecordValues(
            self.case, [{"state": "accepted", "agreed_amount": 120}]
        )
        self.assertBooksBalance(self.claim)

    def test_accepting_says_before_what_it_costs(self):
        self.sign_in(self.supplier_user)
        page = self.get(self.url)
        self.assertPage(page, "when the goods are back")
        self.assertPage(page, "If we hear nothing by then, it counts as accepted.")

    def test_the_supplier_disagrees_for_a_reason(self):
        self.sign_in(self.supplier_user)
        self.assertPage(
            self.answer(verb="dispute", reason=" "), "Write why this is not your fault"
        )
        self.assertPage(
            self.answer(verb="dispute", reason="We test all"), "Add a photo or document"
        )
        self.assertEqual(self.case.state, "asked")
        files = [("file", ("ours.jpg", photo(), "image/jpeg"))]
        for _click in range(2):
            self.assertLeadsTo(
                self.answer(verb="dispute", reason="We test all", files=files),
                "done=dispute",
            )
        self.assertRecordValues(
            self.case, [{"state": "disputed", "dispute_reason": "We test all"}]
        )
        self.assertPage(self.get(self.url), "We are deciding", "We test all")

    def test_an_answer_is_yes_or_no(self):
        self.sign_in(self.supplier_user)
        self.assertPage(self.answer(verb=""), "Choose your answer")
        for verb in ("settle", "write_off", "rule", "reopen", "cancel", "ask"):
            with self.subTest(verb=verb):
                self.assertDenied(self.answer(verb=verb))
        self.assertEqual(self.case.state, "asked")

    def test_files_stay_though_the_reason_is_missing(self):
        self.guest()
        token = {"access_token": self.case.access_token}
        files = [("file", ("ours.jpg", photo(place=True), "image/jpeg"))]
        page = self.answer(verb="dispute", reason="", files=files, **token)
        self.assertPage(page, "Write why this is not your fault", "ours.jpg")
        # Sent again with the reason, the browser sends the same file again.
        self.answer(verb="dispute", reason="See photo", files=files, **token)
        self.assertRecordValues(
            self.case.evidence_ids,
            [{"name": "ours.jpg", "source": "supplier", "case_line_id": False}],
        )
        self.assertEqual(self.case.state, "disputed")

    def test_actions_need_the_session_token(self):
        self.sign_in(self.supplier_user)
        for url, data in (
            (f"{self.url}/answer", {"verb": "accept"}),
            (f"{self.url}/receipt", self.report()),
            (f"{self.url}/reference", {"reference": "R"}),
            (f"{self.url}/files", {"note": "x"}),
            ("/my/cases/check", {"action": "accept", "case": self.case.id}),
            ("/my/cases/done", {"action": "accept", "case": self.case.id}),
        ):
            with self.subTest(url=url):
                response = self.post(url, data, csrf=False)
                self.assertEqual(response.status_code, 400)
        self.assertEqual(self.case.state, "asked")
