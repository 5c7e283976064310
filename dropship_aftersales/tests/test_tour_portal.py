from odoo.tests import tagged

from .portal_common import PortalCase, photo


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
        self.start_tour("/my", "aftersales_portal_parcel", login=login)
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


@tagged("post_install", "-at_install")
class TestTourPortalWide(PortalCase):
    browser_size = "1366x860"

    def test_a_customer_sends_back_withdraws_and_asks_again(self):
        claim = self._claim(self.order, 2, submit=False)
        claim._add_evidence([("sole.jpg", photo())], source="customer")
        claim.action_submit()
        self._grant(claim, return_to="supplier")
        login = self.customer_user.login
        self.start_tour("/my", "aftersales_portal_parcel", login=login)
        self.assertEqual(claim.picking_ids.carrier_tracking_ref, "1Z999, 2B222")
        unwanted = self._claim(self.order, 1)
        self.start_tour(unwanted.access_url, "aftersales_portal_withdraw", login=login)
        self.assertEqual(unwanted.state, "cancelled")
        self.assertEqual(self.order._aftersales_draft().line_ids.quantity, 1)
