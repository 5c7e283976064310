"""Odoo's own pages and remote calls, as real visitors use them."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .portal_common import PortalCase


@tagged("post_install", "-at_install")
class TestNativePages(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dropped = cls.order.picking_ids

    def _call(self, model, method, *args, **kwargs):
        """The answer of the web client's remote call, or the name of its error."""
        with mute_logger("odoo.http"):
            response = self.url_open(
                "/web/dataset/call_kw",
                json={
                    "jsonrpc": "2.0",
                    "method": "call",
                    "params": {
                        "model": model,
                        "method": method,
                        "args": args,
                        "kwargs": kwargs,
                    },
                },
            ).json()
        return response.get(
            "result", response.get("error", {}).get("data", {}).get("name")
        )

    def test_neither_party_reads_the_dropshipment_by_remote_calls(self):
        purchase = self.order._get_purchase_orders()
        refused = "odoo.exceptions.AccessError"
        for user in (self.customer_user, self.supplier_user):
            self.sign_in(user)
            found = self._call("stock.picking", "search_read", [], ["name"])
            self.assertEqual(found, [])
            for field in ("partner_id", "origin", "sale_id", "purchase_id"):
                found = self._call("stock.picking", "read", self.dropped.ids, [field])
                self.assertEqual(found, refused)
        for field in ("origin", "aftersales_claim_id"):
            found = self._call("purchase.order", "read", purchase.ids, [field])
            self.assertEqual(found, refused)
            found = self._call("purchase.order", "search", [(field, "!=", False)])
            self.assertEqual(found, refused)
        [row] = self._call("purchase.order", "read", purchase.ids, ["name"])
        self.assertEqual(row["name"], purchase.name)

    def test_the_json_api_answers_by_the_same_rules(self):
        claim = self.granted()
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.customer_user)
            .sudo()
            ._generate("rpc", "test", fields.Datetime.now() + timedelta(days=1))
        )

        def ask(model, field):
            return self.url_open(
                f"/json/2/{model}/search_read",
                json={"domain": [], "fields": [field]},
                headers={"Authorization": f"Bearer {key}"},
            )

        self.guest()
        with mute_logger("odoo.http"):
            for model, field in (
                ("aftersales.claim", "rejection_reason"),
                ("aftersales.claim", "case_ids"),
                ("aftersales.remedy", "amount"),
                ("aftersales.cost", "amount"),
                ("sale.order.line", "aftersales_claim_line_ids"),
            ):
                with self.subTest(model=model, field=field):
                    self.assertEqual(ask(model, field).status_code, 403)
        self.assertEqual(ask("aftersales.supplier.case", "name").json(), [])
        self.assertEqual(ask("stock.picking", "partner_id").json(), [])
        [row] = ask("aftersales.claim", "name").json()
        self.assertEqual(row["name"], claim.name)

    def test_slips_of_dropshipments_are_for_neither_party(self):
        url = f"/my/picking/pdf/{self.dropped.id}"
        returned = self.granted().picking_ids
        for user in (self.customer_user, self.supplier_user, None):
            self.sign_in(user) if user else self.guest()
            for picking in self.dropped | returned:
                for kind in ("", "return/"):
                    url = f"/my/picking/{kind}pdf/{picking.id}"
                    page = self.get(url, access_token=self.order.access_token)
                    self.assertEqual(page.status_code, 404)

    def test_orders_and_slips_of_our_own_warehouse_stay_as_they_were(self):
        chair = self._product("Chair", dropship=False)
        order = self._order((chair, 1))
        picking = order.picking_ids
        self.sign_in(self.customer_user)
        found = self._call("stock.picking", "search_read", [], ["name"])
        self.assertEqual([row["name"] for row in found], [picking.name])
        self.assertPage(self.get(f"/my/orders/{order.id}"), picking.name)
        self.assertEqual(self.get(f"/my/picking/pdf/{picking.id}").status_code, 200)
        self.assertPage(self.get(f"/my/orders/{self.order.id}"), self.order.name)
        self.sign_in(self.supplier_user)
        purchase = self.order._get_purchase_orders()
        self.assertPage(self.get("/my/purchase"), purchase.name)
        self.assertPage(self.get(f"/my/purchase/{purchase.id}"), purchase.name)
