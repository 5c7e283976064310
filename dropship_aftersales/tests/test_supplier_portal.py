from odoo.tests import tagged

from .portal_common import PortalCase, photo


class CaseCase(PortalCase):
    """A claim on two lamps that go back to the supplier."""

    def setUp(self):
        super().setUp()
        self.bill = self._bill(self.order)
        self.invoice = self._invoice(self.order)
        self.claim = self._claim(
            self.order, 2, submit=False, channel="portal", description="Secret words"
        )
        self.claim.line_ids.description = "More secret words"
        self.shared, self.kept = self.claim._add_evidence(
            [
                ("cara-customer-home.jpg", photo(place=True)),
                ("kept.jpg", photo("blue")),
            ],
            source="customer",
        )
        self.shared.shared_with_supplier = True
        self.claim.action_submit()
        self._grant(self.claim, return_to="supplier")
        self.case = self.claim.case_ids
        self.line = self.case.line_ids
        self.url = f"/my/cases/{self.case.id}"
        self.env.flush_all()

    def report(self, received=2, damaged=0, **more):
        key = self.line.id
        return {
            f"received_{key}": str(received),
            f"damaged_{key}": str(damaged),
            f"outcome_{key}": "ok",
            f"note_{key}": "",
            **more,
        }


@tagged("post_install", "-at_install")
class TestCasePage(CaseCase):
    def test_pages_by_login_by_link_and_for_nobody_else(self):
        self.sign_in(self.supplier_user)
        self.assertPage(self.get(self.url), self.case.name, "Is this fault yours?")
        self.assertPage(self.get("/my/cases"), self.case.name, "To answer")
        self.guest()
        self.assertPage(
            self.get(self.url, access_token=self.case.access_token), self.case.name
        )
        self.assertDenied(self.get(self.url))
        self.assertDenied(self.get(self.url, access_token=self.claim.access_token))
        for user in (self.customer_user, self.other_user):
            self.sign_in(user)
            self.assertDenied(self.get(self.url))
            self.assertDenied(self.post(f"{self.url}/answer", {"verb": "accept"}))
            self.assertDenied(self.post(f"{self.url}/receipt", self.report()))
            self.assertDenied(self.post(f"{self.url}/reference", {"reference": "R"}))
            self.assertNotIn(self.case.name, self.get("/my/cases").text)
        self.assertEqual(self.case.state, "asked")

    def test_nothing_of_the_customer_or_our_prices_is_on_the_page(self):
        self.sign_in(self.supplier_user)
        for url in (self.url, "/my/cases"):
            text = self.get(url).text
            self.assertIn("120.00", text)
            for secret in ("Cara Customer", "cara@", "ecret words", "200.00", "100.00"):
                self.assertNotIn(secret, text)
        messages = self.make_jsonrpc_request(
            "/mail/chatter_fetch",
            {"thread_model": "aftersales.supplier.case", "thread_id": self.case.id},
        )
        self.assertFalse(messages.get("messages"))

    def test_a_draft_case_is_the_shops_own_business(self):
        draft = self.env["aftersales.supplier.case"].create(
            {
                "claim_id": self.claim.id,
                "partner_id": self.supplier.id,
                "currency_id": self.company.currency_id.id,
            }
        )
        self.sign_in(self.supplier_user)
        self.assertDenied(self.get(f"/my/cases/{draft.id}"))
        self.assertDenied(
            self.get(f"/my/cases/{draft.id}", access_token=draft.access_token)
        )

    def test_reading_changes_nothing(self):
        self.sign_in(self.supplier_user)
        before = self.case.read(["state", "write_date", "supplier_reference"])
        for url in ("", "/answer?verb=accept", "/receipt", "/reference?reference=R"):
            self.get(self.url + url)
        self.env.invalidate_all()
        self.assertEqual(
            self.case.read(["state", "write_date", "supplier_reference"]), before
        )

    def test_shared_photos_only_and_without_camera_data(self):
        self.guest()
        token = self.case.access_token
        url = f"{self.url}/evidence/{self.shared.id}"
        for path in (url, f"{url}/thumb"):
            response = self.get(path, access_token=token)
            self.assertEqual(response.status_code, 200)
            self.assertEqual(response.headers["Content-Type"], "image/jpeg")
            self.assertNotIn(b"SecretCamera", response.content)
            self.assertNotIn("cara", response.headers["Content-Disposition"])
        self.assertDenied(self.get(url))
        kept = f"{self.url}/evidence/{self.kept.id}"
        self.assertDenied(self.get(kept, access_token=token))
        other = self._claim(self.order, 1)
        foreign = other._add_evidence([("foreign.jpg", photo())], source="customer")
        foreign.shared_with_supplier = True
        self.env.flush_all()
        self.assertDenied(
            self.get(f"{self.url}/evidence/{foreign.id}", access_token=token)
        )
        page = self.get(self.url, access_token=token)
        self.assertNotIn(f"evidence/{self.kept.id}", page.text)
        self.assertNotIn("cara-customer-home", page.text)


@tagged("post_install", "-at_install")
class TestCaseActions(CaseCase):
    def test_the_supplier_accepts_once(self):
        self.sign_in(self.supplier_user)
        for _click in range(2):
            response = self.post(f"{self.url}/answer", {"verb": "accept"})
            self.assertLeadsTo(response, "done=accept")
        self.assertRecordValues(
            self.case, [{"state": "accepted", "agreed_amount": 120}]
        )
        self.assertBooksBalance(self.claim)

    def test_the_supplier_disagrees_for_a_reason(self):
        self.sign_in(self.supplier_user)
        empty = self.post(f"{self.url}/answer", {"verb": "dispute", "reason": " "})
        self.assertPage(empty, "Write why this is not your fault")
        self.assertEqual(self.case.state, "asked")
        self.post(f"{self.url}/answer", {"verb": "dispute", "reason": "We test all"})
        self.assertRecordValues(
            self.case, [{"state": "disputed", "dispute_reason": "We test all"}]
        )
        self.assertPage(self.get(self.url), "We are deciding", "We test all")

    def test_verbs_of_the_shop_are_not_for_suppliers(self):
        self.sign_in(self.supplier_user)
        for verb in ("settle", "write_off", "rule", "reopen", "cancel", "ask", ""):
            with self.subTest(verb=verb):
                self.assertDenied(self.post(f"{self.url}/answer", {"verb": verb}))
        self.assertEqual(self.case.state, "asked")

    def test_a_link_confirms_the_parcel_and_everybody_is_paid(self):
        self.guest()
        token = {"access_token": self.case.access_token}
        page = self.get(self.url, **token)
        self.assertPage(page, "Report what arrived", f"received_{self.line.id}")
        response = self.post(f"{self.url}/receipt", {**self.report(2), **token})
        self.assertLeadsTo(response, "done=receipt")
        again = self.post(f"{self.url}/receipt", {**self.report(2), **token})
        self.assertPage(again, "Nothing is expected back")
        self.assertRecordValues(
            self.case, [{"state": "settled", "received_amount": 120.0}]
        )
        self.assertRecordValues(
            self.claim.refund_ids,
            [{"state": "posted", "amount_total": 200, "payment_state": "paid"}],
        )
        self.assertEqual(self.claim.state, "resolved")
        self.assertBooksBalance(self.claim)

    def test_parcels_add_up_and_damage_waits_for_the_shop(self):
        self.sign_in(self.supplier_user)
        self.post(f"{self.url}/answer", {"verb": "accept"})
        self.assertPage(self.get(self.url), "Confirm what arrives", "Confirm receipt")
        self.post(f"{self.url}/receipt", self.report(1))
        self.assertEqual(self.line.received, 1)
        self.post(
            f"{self.url}/receipt",
            self.report(2, 1, **{f"note_{self.line.id}": "<b>cut</b>"}),
        )
        self.assertRecordValues(
            self.line, [{"received": 2, "damaged": 1, "note": "<b>cut</b>"}]
        )
        page = self.get(self.url)
        self.assertPage(page, "damaged:", "&lt;b&gt;cut&lt;/b&gt;")
        self.assertEqual(self.claim.state, "approved")
        self.assertBooksBalance(self.claim)

    def test_a_wrong_report_keeps_what_was_typed(self):
        key = self.line.id
        self.sign_in(self.supplier_user)
        note = {f"note_{key}": "Typed already"}
        for values, words in (
            (self.report(1, 2), "More items are damaged than arrived"),
            (self.report(-1), "0 or more"),
            (self.report("nan"), "0 or more"),
            (self.report("inf"), "0 or more"),
            (self.report("1e99"), "0 or more"),
            (self.report("x"), "0 or more"),
            (self.report(1, **{f"outcome_{key}": "stolen"}), "Choose what was in"),
        ):
            with self.subTest(values=values):
                page = self.post(f"{self.url}/receipt", {**values, **note})
                self.assertPage(page, words, "Typed already")
        self.assertFalse(self.line.outcome)
        self.assertEqual(self.case.state, "asked")

    def test_lines_of_other_cases_and_other_keys_are_not_read(self):
        other = self._claim(self.order, 1)
        self._grant(other, return_to="supplier")
        foreign = other.case_ids.line_ids
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        self.post(
            f"{self.url}/receipt",
            self.report(
                2,
                state="settled",
                price_unit="0",
                case_line_id=str(foreign.id),
                **{f"received_{foreign.id}": "1"},
            ),
        )
        self.assertEqual(self.line.received, 2)
        self.assertEqual((foreign.received, other.case_ids.state), (0, "asked"))
        self.assertEqual(self.line.price_unit, 60)

    def test_more_than_expected_is_noted_not_booked(self):
        self.sign_in(self.supplier_user)
        self.post(f"{self.url}/receipt", self.report(5))
        self.assertEqual(self.line.received, 5)
        self.assertEqual(self.claim.refund_ids.amount_total, 200)
        self.assertBooksBalance(self.claim)

    def test_the_number_of_the_credit_note_posts_what_waited_for_it(self):
        self.company.aftersales_refund_needs_number = True
        self.env.flush_all()
        self.sign_in(self.supplier_user)
        early = self.post(f"{self.url}/reference", {"reference": "CN-7"})
        self.assertPage(early, "A credit note is not expected now")
        self.post(f"{self.url}/receipt", self.report(2))
        self.assertEqual(self.case.refund_ids.state, "draft")
        self.assertPage(self.get(self.url), "Number of your credit note")
        self.assertPage(
            self.post(f"{self.url}/reference", {"reference": " "}), "Enter the number"
        )
        for _click in range(2):
            response = self.post(f"{self.url}/reference", {"reference": "CN-7"})
            self.assertLeadsTo(response, "done=reference")
        self.assertRecordValues(
            self.case.refund_ids, [{"state": "posted", "ref": "CN-7"}]
        )
        self.assertBooksBalance(self.claim)

    def test_actions_need_the_session_token(self):
        self.sign_in(self.supplier_user)
        for url, data in (
            ("answer", {"verb": "accept"}),
            ("receipt", self.report()),
            ("reference", {"reference": "R"}),
        ):
            response = self.post(f"{self.url}/{url}", data, csrf=False)
            self.assertEqual(response.status_code, 400)
        self.assertEqual(self.case.state, "asked")
