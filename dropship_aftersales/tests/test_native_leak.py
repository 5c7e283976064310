"""Whatever a customer or supplier can read in the whole database, by whatever model,
tells him nothing about the other."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AftersalesCase

COST, PRICE = 61.37, 103.91


@tagged("post_install", "-at_install")
class TestNativeLeak(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.name = "Quentin Buyerson"
        cls.supplier.name = "Zebulon Factory"
        cls.dropped = cls._product("Zither", PRICE, COST)
        cls.customer_user = new_test_user(
            cls.env, "quentin", groups="base.group_portal", partner_id=cls.customer.id
        )
        cls.supplier_user = new_test_user(
            cls.env, "zebulon", groups="base.group_portal", partner_id=cls.supplier.id
        )
        cls.order = cls._delivered((cls.dropped, 5), (cls.lamp, 2))
        cls._invoice(cls.order)
        cls._bill(cls.order)
        claim = cls._claim(cls.order, 1, channel="portal", description="No strings")
        claim.message_post(body="Zebulon Factory pays", subtype_xmlid="mail.mt_note")
        cls._grant(claim, return_to="supplier")
        cls._acknowledge(claim, 1)
        claim._advance()
        cls.claim = claim
        cls.purchase = cls.order._get_purchase_orders()[:1]

    def _readable(self, user):
        """``(model, id, field, value)`` of all the user can read by RPC."""
        env = self.env(user=user, su=False, context={})
        for name, model in env.items():
            if model._abstract or model._transient or not model.has_access("read"):
                continue
            try:
                records = model.search([], limit=500)
            except (AccessError, NotImplementedError):
                continue
            names = list(model.fields_get(attributes=[]))
            for record in records:
                for field in names:
                    try:
                        [row] = record.read([field])
                    except AccessError:
                        continue
                    yield name, record.id, field, row[field]

    def assertKnowsNothing(self, user, words):
        for model, record, field, value in self._readable(user):
            for word in words:
                self.assertNotIn(
                    word.lower(),
                    str(value).lower(),
                    f"{user.login} reads it in {field} of {model} {record}",
                )

    def test_the_customer_reads_nothing_of_the_supplier(self):
        self.assertKnowsNothing(
            self.customer_user, ("zebulon", self.purchase.name, str(COST))
        )

    def test_the_supplier_reads_nothing_of_the_customer_but_where_to_ship(self):
        self.purchase.dest_address_id.name = "Hall 4"
        self.assertKnowsNothing(
            self.supplier_user,
            ("quentin", self.order.name, str(PRICE), self.claim.name),
        )
