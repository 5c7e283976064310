from odoo.tests import tagged

from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestTourPortal(PortalCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_customer_and_supplier_do_the_main_job_in_a_browser(self):
        bill, invoice = self._bill(self.order), self._invoice(self.order)
        login = self.customer_user.login
        self.start_tour(
            f"/my/orders/{self.order.id}", "aftersales_portal_request", login=login
        )
        claim = self.claims()
        self.assertRecordValues(
            claim.line_ids,
            [
                {
                    "quantity": 2,
                    "goods_status": "opened",
                    "description": "The sole came off",
                }
            ],
        )
        self.assertEqual(claim.evidence_ids.name, "sole.png")
        self.assertBooksBalance(claim)

        claim.with_user(self.agent).action_grant_all()
        claim.with_user(self.agent).action_approve()
        self.start_tour("/my/claims", "aftersales_portal_parcel", login=login)
        self.assertTrue(claim.picking_ids.aftersales_shipped_date)
        self.assertBooksBalance(claim)

        self._acknowledge(claim, 2)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertEqual(claim.state, "resolved")
        self.assertEqual((invoice.amount_residual, bill.amount_residual), (300, 180))
        self.assertBooksBalance(claim)
        self.start_tour(
            f"/my/claims/{claim.id}", "aftersales_portal_money", login=login
        )
