from odoo.tests import tagged

from .supplier_common import SupplierPortalCase


@tagged("post_install", "-at_install")
class TestSupplierPortalReceipt(SupplierPortalCase):
    """What arrived, item by item, parcel after parcel."""

    def receive(self, files=None, **values):
        return self.post(f"{self.url}/receipt", values, files=files)

    def test_a_link_confirms_the_parcel_and_everybody_is_paid(self):
        self.guest()
        token = {"access_token": self.case.access_token}
        page = self.get(self.url, **token)
        self.assertPage(page, "Report what arrived", f"received_{self.line.id}")
        self.assertLeadsTo(self.receive(**self.report(2), **token), "done=receipt")
        again = self.receive(**self.report(2), **token)
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

    def test_one_button_confirms_everything(self):
        self.sign_in(self.supplier_user)
        self.assertPage(self.get(self.url), "All complete and undamaged")
        # Whatever is half typed in the fields.
        self.assertLeadsTo(
            self.receive(**self.report("x"), complete="1"), "done=receipt"
        )
        self.assertEqual((self.line.received, self.case.state), (2, "settled"))
        self.assertBooksBalance(self.claim)

    def test_parcels_add_up_and_damage_waits_for_the_shop(self):
        self.sign_in(self.supplier_user)
        self.post(f"{self.url}/answer", {"verb": "accept"})
        self.assertPage(self.get(self.url), "Confirm what arrives", "Confirm receipt")
        self.receive(**self.report(1))
        self.assertEqual(self.line.received, 1)
        self.assertPage(self.get(self.url), "Confirm receipt")
        self.receive(self.damage_photo(), **self.report(2, 1, note="<b>cut</b>"))
        self.assertRecordValues(
            self.line, [{"received": 2, "damaged": 1, "note": "<b>cut</b>"}]
        )
        page = self.get(self.url)
        self.assertPage(page, "<dt>Damaged</dt>", "&lt;b&gt;cut&lt;/b&gt;")
        # The sound one is credited, the other one is the shop's to look at.
        self.assertPage(page, 'data-stage="finish"', "Another parcel, or a correction")
        self.assertEqual(self.case.received_amount, 60)
        self.assertEqual(self.claim.state, "approved")
        self.assertBooksBalance(self.claim)

    def test_what_is_not_good_needs_a_photo(self):
        self.sign_in(self.supplier_user)
        for report in (
            self.report(2, 1, note="Typed already"),
            self.report(0, outcome="wrong", note="Typed already"),
            self.report(0, outcome="empty", note="Typed already"),
        ):
            page = self.receive(**report)
            self.assertPage(page, "add a photo of what is wrong", "Typed already")
            self.assertFalse(self.line.outcome)
        response = self.receive(
            self.damage_photo(), **self.report(0, outcome="wrong", note="A chair")
        )
        self.assertLeadsTo(response, "done=receipt")
        self.assertRecordValues(
            self.line, [{"received": 0, "outcome": "wrong", "note": "A chair"}]
        )
        self.assertRecordValues(
            self.line.evidence_ids,
            [{"source": "supplier", "case_id": self.case.id, "name": "cut.jpg"}],
        )
        self.assertBooksBalance(self.claim)

    def test_what_was_refused_at_the_door_needs_a_reason_and_no_photo(self):
        self.sign_in(self.supplier_user)
        page = self.receive(**self.report(0, outcome="refused"))
        self.assertPage(page, "write in the note why it was refused")
        self.receive(**self.report(0, outcome="refused", note="Wet through"))
        self.assertEqual(self.line.outcome, "refused")
        self.assertEqual(self.case.state, "asked")

    def test_by_phone_an_agent_needs_no_photo(self):
        self.case.with_user(self.agent).acknowledge(
            [{"case_line_id": self.line.id, "received": 2, "damaged": 1}]
        )
        self.assertEqual(self.line.damaged, 1)

    def test_photos_stay_though_something_else_is_wrong(self):
        self.sign_in(self.supplier_user)
        page = self.receive(self.damage_photo(), **self.report(1, 2))
        self.assertPage(page, "More items are damaged than arrived", "cut.jpg")
        # The corrected form brings the same file once more.
        self.receive(self.damage_photo(), **self.report(2, 1))
        self.assertEqual(self.line.evidence_ids.mapped("name"), ["cut.jpg"])
        self.assertEqual(self.line.damaged, 1)

    def test_a_wrong_report_keeps_what_was_typed(self):
        self.sign_in(self.supplier_user)
        key = self.line.id
        note = {f"note_{key}": "Typed already"}
        for values, words in (
            (self.report(1, 2), "More items are damaged than arrived"),
            (self.report(-1), "0 or more"),
            (self.report("nan"), "0 or more"),
            (self.report("inf"), "0 or more"),
            (self.report("1e99"), "0 or more"),
            (self.report("x"), "0 or more"),
            (self.report(1, outcome="stolen"), "Choose what was in"),
        ):
            with self.subTest(values=values):
                page = self.receive(**{**values, **note})
                self.assertPage(page, words, "Typed already")
        self.assertFalse(self.line.outcome)
        self.assertEqual(self.case.state, "asked")

    def test_lines_of_other_cases_and_other_keys_are_not_read(self):
        other = self._another_case()
        foreign = other.line_ids
        self.sign_in(self.supplier_user)
        self.receive(
            **self.report(
                2,
                state="settled",
                price_unit="0",
                case_line_id=str(foreign.id),
                **{f"received_{foreign.id}": "1"},
            ),
        )
        self.assertEqual(self.line.received, 2)
        self.assertEqual((foreign.received, other.state), (0, "asked"))
        self.assertEqual(self.line.price_unit, 60)

    def test_more_than_expected_is_noted_not_booked(self):
        self.sign_in(self.supplier_user)
        self.receive(**self.report(5))
        self.assertEqual(self.line.received, 5)
        self.assertEqual(self.claim.refund_ids.amount_total, 200)
        self.assertBooksBalance(self.claim)

    def test_the_form_says_beforehand_what_follows(self):
        self.guest()
        key = self.line.id
        for received, damaged, outcome, words in (
            ("2", "0", "ok", ["credit of $\xa0120.00 is", "also accept the case"]),
            ("2", "1", "ok", ["credit of $\xa060.00 is", "Damaged: 1 Units."]),
            ("1", "0", "ok", ["Still missing: 1 Units."]),
            ("3", "0", "ok", ["More than expected: 1 Units."]),
            ("0", "0", "wrong", ["Wrong item:"]),
            ("0", "0", "empty", ["Empty parcel:"]),
            ("0", "0", "refused", ["Refused at the door:"]),
            ("1", "2", "ok", ["More items are damaged than arrived"]),
        ):
            with self.subTest(received=received, damaged=damaged, outcome=outcome):
                answer = self.make_jsonrpc_request(
                    f"{self.url}/receipt/outlook",
                    {
                        "access_token": self.case.access_token,
                        "typed": {
                            f"received_{key}": received,
                            f"damaged_{key}": damaged,
                            f"outcome_{key}": outcome,
                        },
                    },
                )
                sentences = " ".join(answer["sentences"])
                for word in words:
                    self.assertIn(word, sentences)
        self.assertEqual((self.line.received, self.case.state), (0, "asked"))
        for junk in ([], {"x": 1}, None, "9" * 5000):
            self.make_jsonrpc_request(
                f"{self.url}/receipt/outlook",
                {
                    "access_token": self.case.access_token,
                    "typed": {f"received_{key}": junk, f"lot_{key}": [junk]},
                },
            )
        denied = self.make_jsonrpc_request(
            f"{self.url}/receipt/outlook", {"typed": {}, "access_token": "x"}
        )
        self.assertEqual(denied["sentences"], [])


@tagged("post_install", "-at_install")
class TestSupplierPortalSerials(SupplierPortalCase):
    """Which of the serial numbers came back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.phone = cls._product("Phone", tracking="serial")
        order = cls._order((cls.phone, 2))
        cls._purchase(order)
        move = order.picking_ids.move_ids
        move.move_line_ids.unlink()
        move.write(
            {
                "move_line_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": cls.phone.id,
                            "quantity": 1,
                            "lot_name": name,
                            "location_id": move.location_id.id,
                            "location_dest_id": move.location_dest_id.id,
                        },
                    )
                    for name in ("SN-1", "SN-2")
                ]
            }
        )
        move.picked = True
        order.picking_ids.button_validate()
        cls._bill(order)
        cls._invoice(order)
        cls.phones = cls._claim(order, 2)
        cls._grant(cls.phones, return_to="supplier")
        cls.case = cls.phones.case_ids
        cls.line = cls.case.line_ids
        cls.url = f"/my/cases/{cls.case.id}"
        cls.env.flush_all()

    def test_serial_numbers_are_ticked(self):
        self.sign_in(self.supplier_user)
        page = self.get(self.url)
        self.assertPage(page, "Which numbers arrived?", "SN-1", "SN-2")
        lot = f"lot_{self.line.id}"
        page = self.post(
            f"{self.url}/receipt", self.report(1, **{lot: ["SN-1", "SN-2"]})
        )
        self.assertPage(page, "tick the serial numbers that arrived")
        self.post(f"{self.url}/receipt", self.report(1, **{lot: ["SN-2"]}))
        self.assertEqual(self.line.lot_ids.mapped("name"), ["SN-2"])
        done = self.case.picking_ids.filtered(lambda picking: picking.state == "done")
        self.assertEqual(done.move_line_ids.lot_id.mapped("name"), ["SN-2"])
        # The rest comes in another parcel.
        self.post(f"{self.url}/receipt", self.report(2, **{lot: ["SN-1", "SN-2"]}))
        self.assertEqual(sorted(self.line.lot_ids.mapped("name")), ["SN-1", "SN-2"])
        self.assertEqual(self.case.state, "settled")
        self.assertBooksBalance(self.phones)
