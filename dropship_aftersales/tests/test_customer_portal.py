from odoo.tests import tagged

from .portal_common import PortalCase, photo


@tagged("post_install", "-at_install")
class TestClaimPage(PortalCase):
    def test_pages_by_login_by_link_and_for_nobody_else(self):
        claim = self._claim(self.order, 1)
        url = f"/my/claims/{claim.id}"
        self.sign_in(self.customer_user)
        self.assertPage(self.get(url), claim.name, "We are checking your request")
        self.assertPage(self.get("/my/claims"), claim.name)
        for user in (self.other_user, self.supplier_user):
            self.sign_in(user)
            self.assertDenied(self.get(url))
            self.assertNotIn(claim.name, self.get("/my/claims").text)
            self.assertDenied(self.post(f"{url}/do", {"verb": "cancel"}))
        self.guest()
        self.assertDenied(self.get(url))
        self.assertPage(self.get(url, access_token=claim.access_token), claim.name)
        old = claim.access_token
        claim.access_token = "renewed"
        self.env.flush_all()
        self.assertDenied(self.get(url, access_token=old))
        self.assertDenied(self.get(url, access_token=self.order.access_token))
        self.assertEqual(claim.state, "review")

    def test_a_colleague_of_the_customer_sees_the_claim(self):
        company = self.env["res.partner"].create({"name": "ACME", "is_company": True})
        buyer, colleague = self.env["res.partner"].create(
            [
                {"name": "Buyer", "parent_id": company.id},
                {"name": "Colleague", "parent_id": company.id},
            ]
        )
        claim = self._claim(self._delivered((self.lamp, 1), partner=buyer))
        self.sign_in(self._visitor("a_colleague", colleague))
        self.assertPage(self.get(f"/my/claims/{claim.id}"), claim.name)

    def test_reading_changes_nothing(self):
        claim = self.granted()
        self.sign_in(self.customer_user)
        self.env.flush_all()
        before = claim.read(["state", "write_date", "deadline"])
        for url in ("", "/do?verb=cancel", "/parcel?tracking=1", "/evidence?note=x"):
            self.get(f"/my/claims/{claim.id}{url}")
        self.get("/my/claims")
        self.get(self.form_url)
        self.env.invalidate_all()
        self.assertEqual(claim.read(["state", "write_date", "deadline"]), before)
        self.assertFalse(claim.picking_ids.carrier_tracking_ref)

    def test_the_address_is_the_suppliers_under_the_shops_name(self):
        claim = self.granted()
        self.sign_in(self.customer_user)
        page = self.get(f"/my/claims/{claim.id}")
        self.assertPage(
            page,
            "Send it back",
            self.company.name,
            "1 Factory Road",
            "Kiel",
            claim.name,
        )
        self.assertNotIn("Sam Supplier", page.text)
        self.assertNotIn("60.00", page.text)
        returns = self.env["res.partner"].create(
            {
                "name": "Gate 7",
                "type": "other",
                "parent_id": self.supplier.id,
                "street": "7 Depot",
                "city": "Hamburg",
            }
        )
        self.env["aftersales.supplier.terms"].create(
            {
                "partner_id": self.supplier.id,
                "return_partner_id": returns.id,
                "shown_name": "Returns Centre North",
            }
        )
        self.env.flush_all()
        page = self.get(f"/my/claims/{claim.id}")
        self.assertPage(page, "Returns Centre North", "7 Depot", "Hamburg")
        for hidden in ("Sam Supplier", "Gate 7", "1 Factory Road"):
            self.assertNotIn(hidden, page.text)

    def test_the_customer_sends_the_parcel_and_corrects_the_number(self):
        claim = self.granted()
        parcel = claim.picking_ids
        self.sign_in(self.customer_user)
        url = f"/my/claims/{claim.id}/parcel"
        empty = self.post(url, {"parcel": parcel.id, "carrier": "DHL", "tracking": " "})
        self.assertPage(empty, "Enter the tracking number", 'value="DHL"')
        typed = {"parcel": parcel.id, "carrier": "DHL", "tracking": "1Z999"}
        self.assertLeadsTo(self.post(url, typed), "done=parcel")
        self.assertLeadsTo(self.post(url, typed), "done=parcel")
        self.assertRecordValues(
            parcel, [{"carrier_tracking_ref": "1Z999", "aftersales_carrier": "DHL"}]
        )
        shipped = parcel.aftersales_shipped_date
        self.assertTrue(shipped)
        self.assertPage(
            self.get(f"/my/claims/{claim.id}"), "Your parcel is on its way", "1Z999"
        )
        self.post(url, {**typed, "tracking": "1Z998"})
        self.assertEqual(parcel.carrier_tracking_ref, "1Z998")
        self.assertEqual(parcel.aftersales_shipped_date, shipped)
        self._acknowledge(claim, 2)
        late = self.post(url, typed)
        self.assertPage(late, "This parcel has arrived already")
        self.assertBooksBalance(claim)

    def test_parcels_of_other_claims_are_not_touched(self):
        mine, other = self.granted(1), self.granted(1)
        foreign_order = self._delivered((self.lamp, 1))
        delivery = foreign_order.order_line.move_ids.picking_id
        self.sign_in(self.customer_user)
        for picking in (other.picking_ids, delivery):
            page = self.post(
                f"/my/claims/{mine.id}/parcel",
                {"parcel": picking.id, "carrier": "DHL", "tracking": "X"},
            )
            self.assertPage(page, "is not needed")
            self.assertFalse(picking.carrier_tracking_ref)

    def test_asked_evidence_is_sent_and_answers_the_question(self):
        claim = self._claim(self.order, 1)
        claim.evidence_request = "A photo of the label"
        claim.with_user(self.agent).action_ask_evidence()
        self.env.flush_all()
        self.sign_in(self.customer_user)
        self.assertPage(
            self.get(f"/my/claims/{claim.id}"), "A photo of the label", "Send evidence"
        )
        url = f"/my/claims/{claim.id}/evidence"
        self.assertPage(self.post(url), "Choose a file")
        self.assertEqual(claim.state, "evidence")
        response = self.post(
            url, files=[("file", ("label.jpg", photo(), "image/jpeg"))]
        )
        self.assertLeadsTo(response, "done=evidence")
        self.assertEqual(claim.state, "review")
        self.assertEqual(claim.evidence_ids.name, "label.jpg")

    def test_evidence_that_does_not_exist_is_explained(self):
        claim = self._claim(self.order, 1)
        claim.with_user(self.agent).action_ask_evidence()
        self.env.flush_all()
        self.guest()
        self.post(
            f"/my/claims/{claim.id}/evidence",
            {"note": "I threw <b>it</b> away", "access_token": claim.access_token},
        )
        self.assertEqual(claim.state, "review")
        message = claim.message_ids.filtered(lambda m: m.message_type == "comment")
        self.assertEqual(message.author_id, self.customer)
        self.assertIn("&lt;b&gt;", message.body)

    def test_decided_claims_take_no_more_evidence(self):
        claim = self.granted()
        self.sign_in(self.customer_user)
        page = self.post(
            f"/my/claims/{claim.id}/evidence",
            files=[("file", ("late.jpg", photo(), "image/jpeg"))],
        )
        self.assertPage(page, "stays as it is")
        self.assertFalse(claim.evidence_ids)

    def test_an_offer_is_accepted_for_the_sum_that_was_seen(self):
        claim = self._claim(self.order, 1)
        self.env["aftersales.remedy"].create(
            {
                "claim_id": claim.id,
                "line_id": claim.line_ids.id,
                "quantity": 1,
                "return_to": "none",
            }
        )
        claim.action_offer()
        self.env.flush_all()
        self.sign_in(self.customer_user)
        self.assertPage(
            self.get(f"/my/claims/{claim.id}"), "Please answer our offer", "100.00"
        )
        url = f"/my/claims/{claim.id}/do"
        stale = self.post(url, {"verb": "accept", "seen": "90.0"})
        self.assertPage(stale, "Our offer has changed")
        self.assertEqual(claim.state, "offer")
        self.post(url, {"verb": "accept", "seen": "100.0"})
        self.assertEqual(claim.line_ids.decision, "granted")
        self.assertIn(claim.state, ("approved", "resolved"))

    def test_an_offer_is_declined(self):
        claim = self._claim(self.order, 1)
        self.env["aftersales.remedy"].create(
            {"claim_id": claim.id, "line_id": claim.line_ids.id, "quantity": 1}
        )
        claim.action_offer()
        self.env.flush_all()
        self.sign_in(self.customer_user)
        self.post(f"/my/claims/{claim.id}/do", {"verb": "refuse"})
        self.assertEqual(claim.state, "review")

    def test_a_request_is_withdrawn_once(self):
        claim = self._claim(self.order, 2)
        self.sign_in(self.customer_user)
        url = f"/my/claims/{claim.id}/do"
        for _click in range(2):
            self.assertLeadsTo(self.post(url, {"verb": "cancel"}), "done=cancel")
        self.assertEqual(claim.state, "cancelled")
        self.assertEqual(self.sale_line.aftersales_claimed_qty, 0)

    def test_verbs_of_others_are_not_for_customers(self):
        claim = self._claim(self.order, 1)
        self.sign_in(self.customer_user)
        for verb in ("approve", "reject", "resolve", "reopen", "write", ""):
            with self.subTest(verb=verb):
                self.assertDenied(
                    self.post(f"/my/claims/{claim.id}/do", {"verb": verb})
                )
        self.assertEqual(claim.state, "review")

    def test_who_is_overtaken_reads_a_sentence(self):
        claim = self._claim(self.order, 1)
        claim.action_refuse_all()
        claim.action_reject()
        self.env.flush_all()
        self.sign_in(self.customer_user)
        page = self.post(f"/my/claims/{claim.id}/do", {"verb": "cancel"})
        self.assertPage(page, "is not possible any more", "We could not grant")

    def test_a_refusal_is_looked_at_again(self):
        claim = self._claim(self.order, 1)
        claim.rejection_reason = "Worn for a year"
        claim.action_refuse_all()
        claim.action_reject()
        self.env.flush_all()
        self.sign_in(self.customer_user)
        self.assertPage(
            self.get(f"/my/claims/{claim.id}"),
            "Worn for a year",
            "Ask for another review",
        )
        self.post(f"/my/claims/{claim.id}/do", {"verb": "appeal", "note": "Look again"})
        self.assertEqual(claim.state, "review")
        self.assertIn("Look again", "".join(claim.message_ids.mapped("body")))

    def test_actions_need_the_session_token(self):
        claim = self.granted()
        self.sign_in(self.customer_user)
        for url, data in (
            ("do", {"verb": "cancel"}),
            ("parcel", {"parcel": claim.picking_ids.id, "tracking": "1"}),
            ("evidence", {"note": "x"}),
        ):
            response = self.post(f"/my/claims/{claim.id}/{url}", data, csrf=False)
            self.assertEqual(response.status_code, 400)
        self.assertEqual(claim.state, "approved")
