from odoo.tests import tagged

from .supplier_common import SupplierPortalCase


class DisputeTour(SupplierPortalCase):
    """A supplier disagrees and shows why; a manager rules; the supplier reads it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.aftersales_approval_limit = 50.0
        cls.claim = cls._claim(cls.order, 2, channel="portal")
        cls._grant(cls.claim, "none")
        cls.case = cls.claim.case_ids
        cls.line = cls.case.line_ids
        cls.env.flush_all()

    def dispute(self):
        self.start_tour(self.case.get_portal_url(), "aftersales_supplier_disputes")
        self.env.invalidate_all()
        self.assertRecordValues(self.case, [{"state": "disputed", "answer": "dispute"}])
        self.assertEqual(self.case.evidence_ids.mapped("name"), ["tested.png"])


@tagged("post_install", "-at_install")
class TestTourDisputePhone(DisputeTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_supplier_disagrees_by_phone(self):
        self.dispute()
        self.assertBooksBalance(self.claim)


@tagged("post_install", "-at_install")
class TestTourDispute(DisputeTour):
    browser_size = "1366x860"

    def test_a_supplier_disputes_and_a_manager_rules(self):
        self.dispute()
        self.start_tour(
            f"/odoo/aftersales.supplier.case/{self.case.id}",
            "aftersales_manager_rules",
            login=self.manager.login,
        )
        self.env.invalidate_all()
        self.assertRecordValues(
            self.case, [{"state": "settled", "received_amount": 90}]
        )
        self.assertEqual(self.claim.refund_ids.amount_total, 200.0)
        self.start_tour(self.case.get_portal_url(), "aftersales_supplier_reads_ruling")
        self.assertBooksBalance(self.claim)
