"""Neither party reads about the other; agents write no more than their work needs."""

from odoo.exceptions import AccessError, UserError
from odoo.models import MAGIC_COLUMNS
from odoo.tests import new_test_user, tagged

from .common import PHOTO, AftersalesCase


@tagged("post_install", "-at_install")
class TestPrivacy(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer_user = new_test_user(
            cls.env, "cara", groups="base.group_portal", partner_id=cls.customer.id
        )
        cls.supplier_user = new_test_user(
            cls.env, "sam", groups="base.group_portal", partner_id=cls.supplier.id
        )

    def _worked_claim(self):
        """Everybody has done his part by himself."""
        order = self._delivered((self.lamp, 2))
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 1, submit=False, channel="portal")
        claim._add_evidence([("a.png", PHOTO)], "customer")
        claim.with_user(self.customer_user).action_submit()
        self._grant(claim)
        picking = claim.picking_ids.with_user(self.customer_user)
        picking.carrier_tracking_ref = "1Z"
        picking.action_aftersales_ship()
        case = claim.case_ids.with_user(self.supplier_user)
        case.acknowledge([{"case_line_id": claim.case_ids.line_ids.id, "received": 1}])
        self.assertEqual(claim.state, "resolved")
        return claim

    def test_who_wrote_a_document_tells_nothing_about_the_other_party(self):
        claim = self._worked_claim()
        order = claim.order_id
        parties = self.customer_user | self.supplier_user
        for documents in (
            claim,
            claim.case_ids,
            claim.case_ids.line_ids,
            claim.picking_ids,
            claim.refund_ids,
            claim.case_ids.refund_ids,
            order.order_line,
            order._get_purchase_orders(),
        ):
            with self.subTest(documents=documents):
                writers = documents.mapped("write_uid") | documents.mapped("create_uid")
                self.assertFalse(writers & parties)

    def test_portal_users_read_listed_fields_only(self):
        """A new field is internal until somebody adds it here on purpose."""
        theirs = {
            "aftersales.claim": {
                "channel",
                "closed_date",
                "commercial_partner_id",
                "company_id",
                "currency_id",
                "deadline",
                "decided_date",
                "description",
                "external_ref",
                "line_summary",
                "name",
                "order_id",
                "partner_id",
                "resolved_date",
                "state",
                "state_since",
                "submitted_date",
            },
            "aftersales.supplier.case": {
                "agreed_amount",
                "commercial_partner_id",
                "company_id",
                "currency_id",
                "deadline",
                "dispute_reason",
                "expected_amount",
                "name",
                "partner_id",
                "received_amount",
                "state",
                "state_since",
                "supplier_reference",
            },
        }
        for name, fields in theirs.items():
            model = self.env[name].with_user(self.customer_user)
            readable = {
                field
                for field in model.fields_get(attributes=["string"])
                if model._fields[field]._module == "dropship_aftersales"
                and field not in MAGIC_COLUMNS
            }
            self.assertEqual(readable, fields, name)

    def test_a_party_reads_its_document_whole(self):
        """Whoever names no field gets those that are meant for him."""
        claim = self._worked_claim()
        for document, user in (
            (claim, self.customer_user),
            (claim.case_ids, self.supplier_user),
        ):
            with self.subTest(document=document):
                [row] = document.with_user(user).read()
                self.assertEqual(row["name"], document.name)
                self.assertEqual(row["state"], document.state)

    def test_internal_notes_cannot_be_searched(self):
        claim = self._worked_claim()
        claim.message_post(
            body="The supplier pays 20 only.", subtype_xmlid="mail.mt_note"
        )
        claims = self.env["aftersales.claim"].with_user(self.customer_user)
        for name in ("message_ids.body", "website_message_ids.body", "message_ids"):
            with self.subTest(name=name), self.assertRaises(AccessError):
                claims.search([(name, "ilike", "supplier")])
        self.assertIn(claim, claims.search([("name", "=", claim.name)]))

    def test_returns_are_not_read_as_transfers(self):
        claim = self._worked_claim()
        pickings = self.env["stock.picking"].with_user(self.customer_user)
        self.assertFalse(pickings.search([("id", "in", claim.picking_ids.ids)]))
        with self.assertRaises(AccessError):
            pickings.browse(claim.picking_ids.ids).read(["purchase_id"])

    def test_agents_write_no_computed_field(self):
        order = self._delivered((self.lamp, 2))
        claim = self._claim(order, 1)
        claim.action_ask_supplier()
        other = self.env["res.currency"].search([("active", "=", False)], limit=1)
        for document, vals in (
            (claim, {"currency_id": other.id}),
            (claim, {"company_id": self.company.id}),
            (claim, {"commercial_partner_id": self.supplier.id}),
            (claim, {"access_token": "x"}),
            (claim, {"name": "x"}),
            (claim.line_ids, {"company_id": self.company.id}),
            (claim.case_ids, {"expected_amount": 1}),
            (claim.case_ids, {"commercial_partner_id": self.customer.id}),
            (claim.case_ids, {"access_token": "x"}),
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                document.with_user(self.agent).write(vals)
        with self.assertRaises(UserError):
            self.env["aftersales.claim"].with_user(self.agent).create(
                {"order_id": order.id, "currency_id": other.id}
            )

    def test_agents_read_invoices_and_not_the_ledger(self):
        self._worked_claim()
        moves = self.env["account.move"].with_user(self.agent)
        self.assertTrue(moves.search_count([("move_type", "=", "out_invoice")]))
        self.assertFalse(moves.search_count([("move_type", "=", "entry")]))
        lines = self.env["account.move.line"].with_user(self.agent)
        self.assertFalse(lines.search_count([("move_id.move_type", "=", "entry")]))
