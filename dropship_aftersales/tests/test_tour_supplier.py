from odoo.tests import tagged

from .supplier_common import SupplierPortalCase


class SupplierTour(SupplierPortalCase):
    """A supplier without an account works through the link of his mail."""

    def play(self):
        self.claim.picking_ids.write(
            {"aftersales_carrier": "FastPost", "carrier_tracking_ref": "1Z999"}
        )
        self.claim.picking_ids.action_aftersales_ship()
        self.env.flush_all()
        self.start_tour(self.case.get_portal_url(), "aftersales_portal_acknowledge")
        self.env.invalidate_all()
        self.assertRecordValues(self.line, [{"received": 2, "damaged": 1}])
        self.assertEqual(self.line.evidence_ids.mapped("name"), ["damage.png"])
        self.assertEqual(self.case.received_amount, 60)
        self.assertBooksBalance(self.claim)


@tagged("post_install", "-at_install")
class TestTourSupplierPhone(SupplierTour):
    browser_size = "390x844"
    touch_enabled = True

    def test_a_supplier_answers_and_confirms_a_damaged_parcel_by_phone(self):
        self.play()


@tagged("post_install", "-at_install")
class TestTourSupplierWide(SupplierTour):
    browser_size = "1366x860"

    def test_a_supplier_works_through_his_list(self):
        other = self._another_case()
        self.start_tour(
            "/my", "aftersales_portal_cases", login=self.supplier_user.login
        )
        self.env.invalidate_all()
        self.assertEqual((self.case | other).mapped("state"), ["accepted", "accepted"])
