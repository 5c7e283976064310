"""Claims on which something less than all is offered."""

from odoo import Command
from odoo.tests import new_test_user

from .common import AftersalesCase


class OfferCase(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        taxed = {"tax_ids": [Command.set(cls.tax.ids)]}
        cls.order = cls._delivered((cls.lamp, 20, taxed))
        cls.invoice = cls._invoice(cls.order)
        cls._bill(cls.order)
        cls.customer_user = new_test_user(
            cls.env,
            "offer_customer",
            groups="base.group_portal",
            partner_id=cls.customer.id,
        )

    def _offered(self, quantity=1, order=None, **vals):
        """A claim with an offer: keep it, 60 % of the price back."""
        claim = self._claim(order or self.order, quantity)
        remedy = self._propose(claim, quantity)
        remedy.write({"refund_percent": 60.0, **vals})
        claim.with_user(self.agent).action_offer()
        return claim
