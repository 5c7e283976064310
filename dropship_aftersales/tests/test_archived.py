from odoo.tests import new_test_user, tagged

from .common import AftersalesCase
from .messages import MessagesMixin


@tagged("post_install", "-at_install")
class TestArchived(MessagesMixin, AftersalesCase):
    """What is archived after the sale stops no claim."""

    def _through(self, order):
        """A claim from the customer's first word to the supplier's last cent."""
        claim = self._claim(order, 2)
        claim.with_user(self.manager).action_ask_supplier()
        claim.case_ids.action_accept()
        self._grant(claim)
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self.assertEqual(claim.refund_ids.amount_total, 200.0)
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 120.0)
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertBooksBalance(claim)
        return claim

    def test_an_archived_product(self):
        order = self._billed(3)
        self.lamp.product_tmpl_id.action_archive()
        self.env.invalidate_all()
        self.assertFalse(self.lamp.active)
        self.assertEqual(len(order._aftersales_offer()), 1)
        action = order.with_user(self.agent).sudo().action_aftersales_create_claim()
        self.assertTrue(action["context"]["default_offered_sale_line_ids"])
        self._through(order)

    def test_an_archived_product_of_our_own_stock_comes_back(self):
        order = self._billed(3)
        self.lamp.product_tmpl_id.action_archive()
        claim = self._grant(self._claim(order, 2), "warehouse")
        self._receive_here(claim)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_an_archived_customer(self):
        order = self._billed(3)
        self.customer.action_archive()
        claim = self._through(order)
        self.assertEqual(claim.partner_id, self.customer)
        self._deliver_messages(claim)

    def test_an_archived_supplier(self):
        order = self._billed(3)
        self.supplier.action_archive()
        self.env.invalidate_all()
        claim = self._claim(order, 1)
        self.assertEqual(claim.line_ids.supplier_ids, self.supplier)
        self.assertEqual(claim.line_ids.source, "Sam Supplier")
        self.assertEqual(claim.line_ids._default_destination(), "supplier")
        claim.action_cancel()
        claim = self._through(order)
        self._deliver_messages(claim)

    def test_a_supplier_archived_while_he_is_asked(self):
        claim = self._claim(self._billed(3), 2)
        claim.action_ask_supplier()
        self.supplier.action_archive()
        self.env.invalidate_all()
        case = claim.with_user(self.agent).case_ids
        self.assertEqual(case.partner_id.name, "Sam Supplier")
        wizard = (
            self.env["aftersales.ask.supplier"]
            .with_user(self.agent)
            .create({"claim_id": claim.id})
        )
        self.assertFalse(wizard.available_partner_ids - self.supplier)
        case.action_accept()
        self._grant(claim, "none")
        self.assertEqual(case.state, "settled")
        self.assertBooksBalance(claim)

    def test_archived_people_of_ours(self):
        seller = new_test_user(
            self.env, "seller", groups="base.group_user,sales_team.group_sale_salesman"
        )
        order = self._delivered((self.lamp, 3), user_id=seller.id)
        self._invoice(order)
        self._bill(order)
        claim = self._claim(order, 2, user_id=self.agent.id)
        seller.action_archive()
        self.agent.action_archive()
        self.agent.partner_id.action_archive()
        self.env.invalidate_all()
        self._grant(claim)
        self._acknowledge(claim, 1)
        claim.case_ids.dispute_reason = "No"
        self._acknowledge(claim, 2)
        self.assertEqual(claim.state, "resolved")
        self._deliver_messages(claim)
        self.assertBooksBalance(claim)

    def test_what_nobody_active_is_responsible_for_asks_the_others(self):
        claim = self._claim(self._billed(3), 2, user_id=self.agent.id)
        self.agent.action_archive()
        self.env.invalidate_all()
        self.assertTrue(claim._responsible_user().active)
        claim._report_stuck(ValueError("Something is missing"))
        self.assertNotEqual(claim.activity_ids.user_id, self.agent)
        self.assertTrue(claim.activity_ids)

    def test_claims_of_an_archived_agent_are_everybodys_move(self):
        claim = self._claim(self._billed(3), 2, user_id=self.agent.id)
        self.agent.action_archive()
        self.env.invalidate_all()
        mine = self.env["aftersales.claim"].with_user(self.manager)
        self.assertIn(claim, mine.search([("is_my_move", "=", True)]))
        self.assertTrue(claim.with_user(self.manager).is_my_move)

    def test_an_archived_reason(self):
        claim = self._claim(self._billed(3), 2)
        if "active" in self.defect._fields:
            self.defect.active = False
        self._grant(claim, "none")
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_an_archived_warehouse_is_named(self):
        order = self._billed(3)
        claim = self._claim(order, 2)
        self.env["stock.warehouse"].create({"name": "Second", "code": "SEC"})
        order.warehouse_id.in_type_id.active = False
        claim = self._grant(claim, "warehouse")
        self._receive_here(claim)
        self.assertEqual(claim.state, "resolved")
        self.assertBooksBalance(claim)

    def test_a_deleted_user_leaves_claims_to_the_others(self):
        claim = self._claim(self._billed(3), 2, user_id=self.agent.id)
        self.env.flush_all()
        self.agent.unlink()
        self.env.invalidate_all()
        self.assertFalse(claim.user_id)
        self._grant(claim, "none")
        self.assertEqual(claim.state, "resolved")
        self._deliver_messages(claim)
        self.assertBooksBalance(claim)

    def _deliver_messages(self, claim):
        """Everything that was to be said is sent, or says why it was not."""
        self.send_messages()
        logs = self.logs(claim) | self.logs(claim.case_ids[:1])
        self.assertTrue(logs)
        self.assertFalse(
            logs.filtered(
                lambda log: (
                    log.state == "failed"
                    or (log.state == "queued" and not log.handed_date)
                )
            )
        )
