from lxml import etree

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from .common import AftersalesCase


@tagged("post_install", "-at_install")
class TestClaimDoors(AftersalesCase):
    """Create claim, and the counters, on the documents of other apps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mug = cls._product("Mug", dropship=False)
        cls.env["stock.quant"]._update_available_quantity(
            cls.mug, cls.warehouse.lot_stock_id, 50
        )
        cls.order = cls._order((cls.lamp, 2), (cls.mug, 3))
        cls._ship(cls.order)
        cls.invoice = cls._invoice(cls.order)
        cls.lamp_line, cls.mug_line = cls.order.order_line
        cls.dropship, cls.delivery = (
            cls.order.picking_ids.filtered(
                lambda picking, product=product: picking.product_id == product
            )
            for product in (cls.lamp, cls.mug)
        )
        cls.purchase = cls.order._get_purchase_orders()

    def _offered(self, action):
        """The order lines that the window offers, all at quantity 0."""
        Claim = self.env["aftersales.claim"].with_context(**action["context"])
        defaults = Claim.default_get(["line_ids"])
        lines = [vals for _, _, vals in defaults["line_ids"]]
        self.assertEqual({vals["quantity"] for vals in lines}, {0.0})
        return self.env["sale.order.line"].browse(
            [vals["sale_line_id"] for vals in lines]
        )

    # ------------------------------------------------------------------ doors

    def test_each_door_offers_what_the_document_is_about(self):
        for document, lines in (
            (self.order, self.lamp_line + self.mug_line),
            (self.dropship, self.lamp_line),
            (self.delivery, self.mug_line),
            (self.invoice, self.lamp_line + self.mug_line),
            (self.purchase, self.lamp_line),
        ):
            with self.subTest(document=document.display_name):
                action = document.with_user(self.agent).action_aftersales_create_claim()
                self.assertEqual(self._offered(action), lines)
                self.assertEqual(action["context"]["default_order_id"], self.order.id)

    def test_what_is_claimed_already_is_not_offered(self):
        self._claim(self.order, 2)
        action = self.order.action_aftersales_create_claim()
        self.assertEqual(self._offered(action), self.mug_line)

    def test_items_left_at_zero_drop_out_and_the_claim_goes_its_way(self):
        action = self.order.with_user(self.agent).action_aftersales_create_claim()
        Claim = self.env["aftersales.claim"].with_user(self.agent)
        # The whole life of a claim may be spent in the window that opened it.
        Claim = Claim.with_context(**action["context"])
        form = Form(Claim)
        with form.line_ids.edit(0) as line:
            line.quantity = 1
            line.reason_id = self.defect
        claim = form.save()
        self.assertEqual(claim.line_ids.sale_line_id, self.lamp_line)
        claim.action_submit()
        claim.action_grant_all()
        claim.action_approve()
        self.assertEqual(claim.state, "approved")
        self.assertFalse(Claim.create({"order_id": self.order.id}).line_ids)

    def test_an_agent_without_other_rights_fills_the_form_of_a_delivery(self):
        action = self.dropship.with_user(self.agent).action_aftersales_create_claim()
        Claim = (
            self.env["aftersales.claim"]
            .with_user(self.agent)
            .with_context(**action["context"])
        )
        form = Form(Claim)
        with form.line_ids.edit(0) as line:
            line.quantity = 1
            line.reason_id = self.defect
        claim = form.save()
        self.assertEqual(claim.order_id, self.order)
        self.assertEqual(claim.line_ids.sale_line_id, self.lamp_line)

    def test_a_document_that_brought_nothing_is_refused(self):
        order = self._order((self.lamp, 1))
        self._purchase(order)
        draft = self.env["account.move"].create(
            {"move_type": "out_invoice", "partner_id": self.customer.id}
        )
        for document in (order.picking_ids, draft):
            with self.assertRaises(UserError):
                document.action_aftersales_create_claim()
        draft.write(
            {"invoice_line_ids": [Command.create({"name": "Fee", "price_unit": 5})]}
        )
        draft.action_post()
        with self.assertRefused("no confirmed sale"):
            draft.action_aftersales_create_claim()

    def test_an_invoice_of_two_orders_asks_which(self):
        other = self._delivered((self.mug, 1))
        third = self._delivered((self.mug, 1))
        invoice = (other + third)._create_invoices()
        invoice.action_post()
        action = invoice.with_user(self.agent).action_aftersales_create_claim()
        self.assertEqual(action["res_model"], "sale.order")
        self.assertEqual(action["domain"], [("id", "in", (other + third).ids)])

    def test_nothing_shows_to_users_without_our_group(self):
        clerk = new_test_user(
            self.env,
            "clerk",
            groups="stock.group_stock_user,account.group_account_invoice,"
            "sales_team.group_sale_salesman,purchase.group_purchase_user",
        )
        for model in (
            "sale.order",
            "purchase.order",
            "stock.picking",
            "account.move",
            "res.partner",
            "product.template",
            "product.product",
        ):
            for user, shown in ((clerk, False), (self.manager, True)):
                arch = self.env[model].with_user(user).get_view()["arch"]
                doors = etree.fromstring(arch).xpath(
                    "//button[contains(@name, 'aftersales_create_claim')]"
                    "|//button[contains(@name, 'aftersales_view_claims')]"
                )
                with self.subTest(model=model, user=user.login):
                    if not shown:
                        self.assertFalse(doors)
                    elif self.env[model].with_user(user).has_access("read"):
                        self.assertTrue(doors)

    # ------------------------------------------------------------------ counters

    def test_counters_count_what_their_windows_show(self):
        claim = self._grant(self._claim(self.order, 1), return_to="supplier")
        self._claim(self.order, 1, line=self.mug_line)
        variant, template = self.lamp, self.lamp.product_tmpl_id
        for document, claims, cases in (
            (self.order, 2, None),
            (self.purchase, 1, 1),
            (self.customer, 2, 0),
            (self.supplier, 0, 1),
            (variant, 1, None),
            (template, 1, None),
        ):
            document = document.with_user(self.agent)
            with self.subTest(document=document.display_name):
                self.assertEqual(document.aftersales_claim_count, claims)
                if document._name != "sale.order":
                    action = document.action_aftersales_view_claims()
                    self.assertEqual(
                        self.env["aftersales.claim"].search_count(action["domain"]),
                        claims,
                    )
                if cases is not None:
                    self.assertEqual(document.aftersales_case_count, cases)
                    action = document.action_aftersales_view_cases()
                    found = self.env[action["res_model"]].search(action["domain"])
                    self.assertEqual(found, claim.case_ids if cases else found[:0])

    def test_counters_read_many_documents_at_once(self):
        self._claim(self.order, 1)
        orders = self.order + self._order((self.lamp, 1)) + self._order((self.mug, 1))
        for documents, name, limit in (
            (orders, "aftersales_claim_count", 1),
            (orders._get_purchase_orders(), "aftersales_case_count", 1),
            (self.customer + self.supplier, "aftersales_claim_count", 3),
            (self.lamp + self.mug, "aftersales_claim_count", 1),
        ):
            self.env.flush_all()
            documents.with_user(self.agent).mapped("display_name")
            documents.invalidate_recordset([name])
            before = self.env.cr.sql_log_count
            documents.mapped(name)
            with self.subTest(documents=documents):
                self.assertLessEqual(self.env.cr.sql_log_count - before, limit)
