from odoo.tests import Form, tagged

from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestTourOffer(PortalCase):
    browser_size = "390x844"
    touch_enabled = True

    def _offer(self, claim, **values):
        """The agent sends what his dialog says, with these changes."""
        action = claim.with_user(self.agent).action_open_offer()
        model = self.env[action["res_model"]].with_user(self.agent)
        form = Form(model.with_context(**action["context"]))
        with form.line_ids.edit(0) as row:
            for name, value in values.items():
                setattr(row, name, value)
        form.save().action_confirm()

    def test_an_offer_is_countered_and_the_next_one_accepted_on_a_phone(self):
        self._invoice(self.order)
        self._bill(self.order)
        claim = self._claim(self.order, 2, channel="portal")
        self._offer(claim, return_to="none", refund_percent=60.0, fee_percent=10.0)
        login = self.customer_user.login
        self.start_tour(
            claim.access_url, "aftersales_portal_offer_counter", login=login
        )
        self.assertIn("150.00", claim.with_user(self.agent).counter_note)
        # The dialog starts from what the customer suggests.
        self._offer(claim, return_to="none")
        self.start_tour("/my/claims", "aftersales_portal_offer_accept", login=login)
        self.assertRecordValues(
            claim.offer_ids,
            [
                {"state": "accepted", "amount_total": 150.0},
                {"state": "countered", "amount_total": 108.0},
            ],
        )
        self.assertEqual(claim.refund_ids.amount_total, 150.0)
        self.assertBooksBalance(claim)
