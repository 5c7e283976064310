from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.base.models.ir_cron import IrCron

from .settlement_common import SettlementCase


@tagged("post_install", "-at_install")
class TestCreditAnnounced(SettlementCase):
    """What claims learn when somebody posts or pays a document."""

    def setUp(self):
        super().setUp()
        self.order = self._order(self._product())
        self.cron = self.env.ref("dropship_aftersales.ir_cron_advance")
        self.woken = []

    def _watch(self):
        watched = self

        def trigger(cron, at=None):
            if cron == watched.cron:
                watched.woken.append(cron)

        return patch.object(IrCron, "_trigger", trigger)

    def test_documents_of_orders_without_a_claim_wake_nobody(self):
        with self._watch():
            self._reverse(self._invoice(self.order))
            self._bill(self.order)
        self.assertFalse(self.woken)

    def test_invoice_of_a_unit_given_back_wakes_the_claims(self):
        self._give(self.order.order_line, 1)
        with self._watch():
            self._invoice(self.order)
        self.assertTrue(self.woken)

    def test_bill_of_a_unit_given_back_wakes_the_claims(self):
        self._give(self._purchase_lines(self.order), 1)
        with self._watch():
            self._bill(self.order)
        self.assertTrue(self.woken)

    def test_native_credit_of_a_unit_given_back_is_adopted_when_posted(self):
        line = self.order.order_line
        invoice = self._invoice(self.order)
        self._give(line, 2)
        self.assertOpen(line, 0.0, 2.0)
        with self._watch():
            credit = self._reverse(invoice, 1)
        self.assertEqual(credit.invoice_line_ids.aftersales_units, 1.0)
        self.assertOpen(line, 0.0, 1.0)
        self.assertTrue(self.woken)

    def test_payment_of_a_claims_credit_note_wakes_the_claims(self):
        claim = self._give(self.order.order_line, 1)[self.order.order_line].claim_id
        invoice = self._invoice(self.order)
        credit = self._reverse(invoice, 1, post=False)
        credit.aftersales_claim_id = claim
        credit.reversed_entry_id = False
        credit.action_post()
        with self._watch():
            (invoice | credit).line_ids.filtered(
                lambda line: line.account_type == "asset_receivable"
            ).reconcile()
        self.assertTrue(self.woken)
