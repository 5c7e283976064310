import base64
import re

from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from ..models.cases.supplier_case import ROUTES as CASE_ROUTES
from ..models.claim_screens.claim_open_verbs import STEPS
from ..models.claims.claim import ROUTES as CLAIM_ROUTES
from ..models.remedies.remedy import ROUTES as REMEDY_ROUTES
from .common import PHOTO, AftersalesCase

ROUTES = {
    "aftersales.claim": CLAIM_ROUTES,
    "aftersales.supplier.case": CASE_ROUTES,
    "aftersales.remedy": REMEDY_ROUTES,
}


@tagged("post_install", "-at_install")
class TestViews(AftersalesCase):
    # ------------------------------------------------------------------ buttons

    def _header_buttons(self, model):
        """``[(verb or step, button)]`` of the header of the model's form."""
        arch = etree.fromstring(
            self.env[model].with_user(self.manager).get_view()["arch"]
        )
        return [
            (button.get("name").removeprefix("action_").removeprefix("open_"), button)
            for button in arch.xpath("//header/button[@type='object']")
        ]

    def test_every_verb_of_an_agent_has_a_header_button(self):
        for model, steps in (
            ("aftersales.claim", STEPS),
            ("aftersales.supplier.case", ("receipt", "late_parcel")),
        ):
            verbs = {
                verb
                for verb, route in ROUTES[model].items()
                if set(route.actors) - {"system"}
            }
            shown = {verb for verb, _button in self._header_buttons(model)}
            with self.subTest(model=model):
                self.assertFalse(verbs - shown)
                self.assertFalse(shown - verbs - set(steps))

    def test_every_header_button_calls_something_and_asks_the_server_to_show(self):
        closed = {"open_verbs": [], "primary_verb": False}
        for model in ("aftersales.claim", "aftersales.supplier.case"):
            buttons = self._header_buttons(model)
            for verb in dict(buttons):
                own = [button for other, button in buttons if other == verb]
                step = "acknowledge" if verb == "receipt" and "case" in model else verb
                with self.subTest(model=model, verb=verb):
                    for button in own:
                        self.assertTrue(hasattr(self.env[model], button.get("name")))
                        self.assertTrue(safe_eval(button.get("invisible"), closed))
                    first = {"open_verbs": [step], "primary_verb": step}
                    shown = [
                        button
                        for button in own
                        if not safe_eval(button.get("invisible"), first)
                    ]
                    self.assertEqual(len(shown), 1)

    def test_remedy_buttons_call_public_verbs_and_cancel_shows_where_it_starts(self):
        arch = etree.fromstring(
            self.env["aftersales.claim"].with_user(self.agent).get_view()["arch"]
        )
        (cancel,) = arch.xpath(
            "//field[@name='remedy_ids']//button[@name='action_cancel']"
        )
        sources = re.findall(r"'(\w+)'", cancel.get("invisible"))
        self.assertEqual(set(sources), set(REMEDY_ROUTES["cancel"].sources))
        for button in arch.xpath("//field[@name='remedy_ids']//button"):
            self.assertTrue(hasattr(self.env["aftersales.remedy"], button.get("name")))

    # ------------------------------------------------------------------ a plain agent

    def test_an_agent_without_other_rights_opens_every_screen(self):
        claim = self._grant(self._claim(self._sold(), 2), return_to="supplier")
        menus = (
            self.env["ir.ui.menu"]
            .with_user(self.agent)
            .load_menus(debug=False)
            .values()
        )
        models = {
            self.env[menu["action_model"]].browse(menu["action_id"]).res_model
            for menu in menus
            if menu.get("action_id") and "aftersales" in (menu.get("xmlid") or "")
        }
        self.assertIn("aftersales.claim", models)
        for model in models:
            views = [(False, kind) for kind in ("list", "form", "search")]
            self.env[model].with_user(self.agent).get_views(views)
        for document in (claim, claim.case_ids):
            Form(document.with_user(self.agent))
            self._read_list(document._name)

    def _read_list(self, model):
        """Read everything a list of ``model`` shows, as the web client does."""
        Model = self.env[model].with_user(self.agent)
        arch = etree.fromstring(Model.get_view(view_type="list")["arch"])
        names = {node.get("name") for node in arch.xpath("//field")}
        Model.web_search_read([], {name: {} for name in names}, limit=80)

    def test_an_agent_without_other_rights_opens_the_documents_of_a_claim(self):
        claim = self._resolved_claim().with_user(self.agent)
        for action in (
            claim.action_view_order(),
            claim.action_view_pickings(),
            claim.action_view_cases(),
            claim.action_view_refunds(),
            claim.action_view_vendor_refunds(),
            claim.case_ids.action_view_pickings(),
            claim.case_ids.action_view_refunds(),
        ):
            with self.subTest(action=action["name"]):
                document = self.env[action["res_model"]].browse(action["res_id"])
                self.assertTrue(document)
                view_id = action["views"][0][0]
                Form(document.with_user(self.agent), view_id or None)

    def test_an_agent_writes_no_document_of_another_app(self):
        claim = self._resolved_claim()
        for document in (
            claim.order_id,
            claim.order_id.order_line,
            claim.order_id._get_purchase_orders(),
            claim.picking_ids,
            claim.picking_ids.move_ids,
            claim.refund_ids,
            claim.refund_ids.line_ids,
        ):
            for right in ("write", "create", "unlink"):
                with self.subTest(model=document._name, right=right):
                    self.assertFalse(document.with_user(self.agent).has_access(right))

    def test_an_agent_who_sells_too_reads_orders_of_others(self):
        order = self._sold()
        self.agent.group_ids = [
            Command.link(self.env.ref("sales_team.group_sale_salesman").id)
        ]
        self.assertTrue(order.with_user(self.agent).has_access("read"))

    # ------------------------------------------------------------------ his work

    def test_an_agent_without_other_rights_carries_a_claim_from_order_to_payment(self):
        order = self._sold().with_user(self.agent)
        action = order.action_aftersales_create_claim()
        claims = self.env["aftersales.claim"].with_user(self.agent)
        with Form(claims.with_context(**action["context"])) as form:
            form.description = "Two are broken"
            with form.line_ids.new() as line:
                line.sale_line_id = order.order_line
                line.quantity = 2
                line.reason_id = self.defect
        claim = form.record
        claim.evidence_ids.create(
            {
                "claim_id": claim.id,
                "name": "fault.png",
                "content": base64.b64encode(PHOTO),
            }
        )
        self.assertEqual(order.aftersales_claim_count, 1)
        self.assertEqual(claim.user_id, self.agent)
        self.assertEqual(claim.evidence_ids.kind, "photo")
        self.assertEqual(claim.evidence_ids.mimetype, "image/png")
        claim.action_submit()
        claim.action_grant_all()
        with Form(claim) as form, form.remedy_ids.new() as remedy:
            remedy.line_id = claim.line_ids
            remedy.quantity = 2
            remedy.return_to = "none"
        self.assertEqual(claim.granted_amount, 200.0)
        claim.action_approve()
        self.assertEqual(claim.refund_count, 1)
        self.assertTrue(claim.remedy_ids.awaits_payout)
        claim.remedy_ids.action_pay_out()
        self.assertEqual(claim.state, "resolved")
        self.assertFalse(claim.remedy_ids.awaits_payout)
        self.assertBooksBalance(claim.sudo())

    def test_an_agent_answers_for_customer_and_supplier_on_the_phone(self):
        claim = self._grant(self._claim(self._sold(), 2), return_to="supplier")
        claim = claim.with_user(self.agent)
        self.assertTrue(claim.awaits_parcel)
        action = claim.action_open_parcel()
        parcels = self.env[action["res_model"]].with_user(self.agent)
        with Form(parcels.with_context(**action["context"])) as form:
            form.carrier = "Post"
            form.tracking_ref = "4242"
        form.record.action_confirm()
        self.assertFalse(claim.awaits_parcel)
        self.assertEqual(claim.picking_ids.carrier_tracking_ref, "4242")
        case = claim.case_ids
        case.action_accept()
        self.assertTrue(case.expects_goods)
        action = case.action_open_receipt()
        receipt = self.env[action["res_model"]].with_user(self.agent)
        with (
            Form(receipt.browse(action["res_id"])) as form,
            form.line_ids.edit(0) as line,
        ):
            line.damaged = 1
        form.record.action_confirm()
        self.assertEqual(case.line_ids.received, 2)
        self.assertTrue(case.line_ids.withheld)
        case.line_ids.action_credit_damage()
        self.assertEqual(case.state, "settled")
        claim.remedy_ids.action_leave_as_credit()
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim.sudo())

    def test_an_agent_gives_up_goods_that_were_refunded_in_full(self):
        claim = self._grant(self._claim(self._sold(), 2), return_to="supplier")
        remedy = claim.remedy_ids.with_user(self.agent)
        self.assertTrue(remedy.awaits_goods)
        self.assertFalse(remedy.may_expect_no_more)
        remedy.action_refund_in_full()
        self.assertFalse(remedy.awaits_goods)
        self.assertTrue(remedy.may_expect_no_more)
        remedy.action_expect_no_more()
        self.assertFalse(remedy.may_expect_no_more)
        self.assertEqual(claim.picking_ids.state, "cancel")

    def test_evidence_is_what_it_contains_whatever_is_written(self):
        claim = self._claim(self._sold())
        evidence = self.env["aftersales.evidence"].with_user(self.agent)
        kept = evidence.create(
            {
                "claim_id": claim.id,
                "name": "fault.pdf",
                "kind": "document",
                "content": base64.b64encode(PHOTO),
            }
        )
        self.assertEqual(kept.kind, "photo")
        with self.assertRefused("cannot be used"):
            evidence.create(
                {"claim_id": claim.id, "name": "x.png", "content": b"PHN2Zz48L3N2Zz4="}
            )

    def test_settings_and_configuration_are_the_managers(self):
        terms = self.env["aftersales.supplier.terms"]
        with self.assertRaises(AccessError):
            terms.with_user(self.agent).create({"partner_id": self.supplier.id})
        with Form(terms.with_user(self.manager)) as form:
            form.partner_id = self.supplier
        self.assertEqual(form.record.company_id, self.company)

    # ------------------------------------------------------------------ fixtures

    def _sold(self):
        """An order of five, delivered, invoiced, paid and billed."""
        order = self._delivered((self.lamp, 5))
        self._pay(self._invoice(order))
        self._bill(order)
        return order

    def _resolved_claim(self):
        claim = self._grant(self._claim(self._sold(), 2), return_to="supplier")
        claim.case_ids.action_accept()
        self._acknowledge(claim, 2)
        return claim
