from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time, tagged

from .common import PHOTO, AftersalesCase


@tagged("post_install", "-at_install")
class TestMainJob(AftersalesCase):
    def test_two_of_five_go_back_and_everybody_gets_his_money(self):
        order = self._delivered((self.lamp, 5, {"tax_ids": self.tax.ids}))
        invoice = self._invoice(order)
        bill = self._bill(order)
        own_stock = self.lamp.qty_available
        claim = self._claim(order, 2, submit=False, channel="portal")
        claim._add_evidence([("broken.png", PHOTO)], source="customer")
        claim.action_submit()
        self.assertEqual(claim.state, "review")
        self.assertEqual(order.order_line.aftersales_claimable_qty, 3)
        self.assertBooksBalance(claim)

        claim.action_grant_all()
        claim.action_approve()
        self.assertEqual(claim.state, "approved")
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
        case = claim.case_ids
        self.assertEqual((case.state, case.expected_amount), ("asked", 120.0))
        self.assertFalse(claim.refund_ids)
        self.assertBooksBalance(claim)

        picking = claim.picking_ids
        picking.carrier_tracking_ref = "1Z999"
        picking.action_aftersales_ship()
        self.assertTrue(picking.aftersales_shipped_date)
        self.assertBooksBalance(claim)

        self._acknowledge(claim, 2)
        self.assertEqual(picking.state, "done")
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
            [
                {
                    "state": "settled",
                    "agreed_amount": 120.0,
                    "received_amount": 120.0,
                }
            ],
        )
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(invoice.amount_residual, 345.0)
        self.assertEqual(bill.amount_residual, 180.0)
        self.assertEqual(self.lamp.qty_available, own_stock)
        self.assertRecordValues(
            order.order_line,
            [{"qty_delivered": 5, "qty_to_invoice": 0, "invoice_status": "invoiced"}],
        )
        self.assertEqual(order.delivery_status, "full")
        self.assertBooksBalance(claim)

        with (
            freeze_time(fields.Datetime.now() + timedelta(days=15)),
            patch.object(
                self.env.registry["ir.cron"], "_commit_progress", return_value=1
            ),
        ):
            claim._cron_advance()
        self.assertEqual(claim.state, "closed")
        self.assertBooksBalance(claim)
