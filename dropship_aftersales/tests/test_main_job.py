from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time, tagged

from .portal_common import PortalCase, photo


@tagged("post_install", "-at_install")
class TestMainJob(PortalCase):
    """One case from the customer's complaint to the supplier's last cent.

    The same as a person does it, in a browser: ``test_tour_portal``.
    """

    def test_two_of_five_go_back_and_everybody_gets_his_money(self):
        self.order = self._delivered((self.lamp, 5, {"tax_ids": self.tax.ids}))
        self.sale_line = self.order.order_line
        invoice, bill = self._invoice(self.order), self._bill(self.order)
        own_stock = self.lamp.qty_available

        claim = self._submit_two_of_five_with_a_photo()
        self._approve(claim)
        self._enter_the_tracking_number(claim)
        self._acknowledge_through_the_link(claim)

        case = claim.case_ids
        self.assertRecordValues(
            claim.refund_ids,
            [
                {
                    "state": "posted",
                    "amount_total": 230.0,
                    "payment_state": "paid",
                    "reversed_entry_id": invoice.id,
                }
            ],
        )
        self.assertRecordValues(
            case.refund_ids,
            [{"state": "posted", "amount_total": 120.0, "reversed_entry_id": bill.id}],
        )
        self.assertRecordValues(
            case,
            [{"state": "settled", "agreed_amount": 120.0, "received_amount": 120.0}],
        )
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(
            (invoice.amount_residual, bill.amount_residual), (345.0, 180.0)
        )
        self.assertEqual(self.lamp.qty_available, own_stock)
        self.assertRecordValues(
            self.sale_line,
            [{"qty_delivered": 5, "qty_to_invoice": 0, "invoice_status": "invoiced"}],
        )
        self.assertEqual(self.order.delivery_status, "full")
        self.assertBooksBalance(claim)

        self._close_after_the_appeal_window(claim)

    def _submit_two_of_five_with_a_photo(self):
        self.sign_in(self.customer_user)
        claim, _answer = self.submit_request(2, files=[("sole.jpg", photo())])
        self.assertEqual((claim.state, claim.channel), ("review", "portal"))
        self.assertEqual(claim.evidence_ids.kind, "photo")
        self.assertEqual(self.sale_line.aftersales_claimable_qty, 3)
        self.assertBooksBalance(claim)
        return claim

    def _approve(self, claim):
        as_agent = claim.with_user(self.agent)
        as_agent.action_grant_all()
        as_agent.action_approve()
        self.assertRecordValues(
            claim.remedy_ids,
            [
                {
                    "state": "running",
                    "kind": "refund",
                    "amount": 230.0,
                    "return_to": "supplier",
                    "trigger": "receipt",
                }
            ],
        )
        self.assertRecordValues(
            claim.case_ids, [{"state": "asked", "expected_amount": 120.0}]
        )
        self.assertFalse(claim.refund_ids)
        self.assertBooksBalance(claim)

    def _enter_the_tracking_number(self, claim):
        parcel = claim.picking_ids
        self.post(
            f"/my/claims/{claim.id}/parcel",
            {"parcel": parcel.id, "carrier": "DHL", "tracking": "1Z999"},
        )
        self.assertTrue(parcel.aftersales_shipped_date)
        self.assertEqual(parcel.carrier_tracking_ref, "1Z999")
        self.assertBooksBalance(claim)

    def _acknowledge_through_the_link(self, claim):
        case = claim.case_ids
        line = case.line_ids
        self.guest()
        self.post(
            f"/my/cases/{case.id}/receipt",
            {
                "access_token": case.access_token,
                f"received_{line.id}": "2",
                f"damaged_{line.id}": "0",
                f"outcome_{line.id}": "ok",
            },
        )
        self.assertEqual(claim.picking_ids.state, "done")
        self.assertBooksBalance(claim)

    def _close_after_the_appeal_window(self, claim):
        later = fields.Datetime.now() + timedelta(days=15)
        cron = self.env.registry["ir.cron"]
        with (
            freeze_time(later),
            patch.object(cron, "_commit_progress", return_value=1),
        ):
            claim._cron_advance()
        self.assertEqual(claim.state, "closed")
        self.assertBooksBalance(claim)
