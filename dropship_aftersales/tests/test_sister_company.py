"""The supplier is another company of the same database."""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import AftersalesCase
from .companies_common import CompaniesMixin


@tagged("post_install", "-at_install")
class TestSisterCompany(CompaniesMixin, AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sister = cls._company("Factory of Graz", chart=False)
        cls.lamp.seller_ids.partner_id = cls.sister.partner_id
        cls.order = cls._order((cls.lamp, 5))
        cls._purchase(cls.order)
        # What she ships is in transit then; what is not there cannot be delivered.
        cls.their_order = cls._their_own_order()
        cls.order.picking_ids.action_assign()
        cls._ship(cls.order)
        cls._invoice(cls.order)
        cls._bill(cls.order)

    @classmethod
    def _their_own_order(cls):
        """What the sister's people enter by hand for our purchase, and ship."""
        with cls._working_in(cls.sister):
            lamp = cls.lamp.with_env(cls.env)
            warehouse = cls.env["stock.warehouse"].search(
                [("company_id", "=", cls.sister.id)]
            )
            cls.env["stock.quant"]._update_available_quantity(
                lamp, warehouse.lot_stock_id, 5
            )
            order = cls._order(
                (lamp, 5, {"route_ids": [Command.set(warehouse.route_ids.ids)]}),
                partner=cls.company.partner_id,
                warehouse_id=warehouse.id,
            )
            cls._ship(order)
        return order.with_env(cls.env)

    @classmethod
    def _worker(cls, login, groups, **vals):
        """Somebody who works for the sister, and is allowed nowhere else."""
        return new_test_user(
            cls.env,
            login,
            groups=groups,
            company_id=cls.sister.id,
            company_ids=[Command.set(cls.sister.ids)],
            **vals,
        )

    def _facts(self, order):
        line = order.order_line
        return (
            order.state,
            order.invoice_status,
            order.delivery_status,
            line.qty_delivered,
            line.qty_to_invoice,
            len(order.picking_ids),
        )

    def test_goods_come_between_companies_as_odoo_has_it(self):
        delivery = self.order.picking_ids
        transit = self.env.ref("stock.stock_location_inter_company")
        self.assertEqual(delivery.location_id, transit)
        self.assertEqual(self.order.order_line.qty_delivered, 5)
        self.assertEqual(self.their_order.picking_ids.location_dest_id, transit)
        self.assertEqual(self.their_order.delivery_status, "full")

    def test_goods_go_back_to_the_sister_and_everything_stays_with_us(self):
        facts = self._facts(self.their_order)
        claim = self._grant(self._claim(self.order, 2), return_to="supplier")
        case = claim.case_ids
        self.assertEqual(case.partner_id, self.sister.partner_id)
        self.assertEqual(case.company_id, self.company)
        transfer = claim.picking_ids
        self.assertEqual(
            transfer.location_dest_id, self.order.picking_ids[0].location_id
        )
        case.acknowledge([{"case_line_id": case.line_ids.id, "received": 2}])
        self.assertEqual(transfer.state, "done")
        self.assertEqual((claim.state, case.state), ("resolved", "settled"))
        documents = claim.refund_ids | case.refund_ids
        self.assertEqual(documents.company_id | transfer.company_id, self.company)
        self.assertEqual(claim.refund_ids.amount_total, 200)
        self.assertEqual(case.refund_ids.amount_total, 120)
        purchase_line = self.order.order_line.purchase_line_ids
        self.assertEqual(purchase_line.qty_received, 5)
        self.assertEqual(self.order.order_line.qty_delivered, 5)
        self.env.invalidate_all()
        self.assertEqual(self._facts(self.their_order), facts)
        self.assertBooksBalance(claim)

    def test_the_customer_keeps_it_and_the_sister_bears_it(self):
        claim = self._grant(self._claim(self.order, 1), return_to="none")
        self.assertEqual(claim.case_ids.expected_amount, 60)
        claim.case_ids.action_accept()
        self.assertEqual(claim.case_ids.state, "settled")
        self.assertEqual(claim.case_ids.refund_ids.amount_total, 60)
        self.assertBooksBalance(claim)

    def test_the_sister_is_a_customer_too(self):
        chair = self._product("Chair")
        order = self._delivered((chair, 3), partner=self.sister.partner_id)
        self._invoice(order)
        self._bill(order)
        self.assertEqual(order.picking_ids.location_dest_id.usage, "transit")
        claim = self._grant(self._claim(order, 2), return_to="supplier")
        self._acknowledge(claim, 2)
        self.assertEqual(claim.picking_ids.location_dest_id.usage, "supplier")
        self.assertEqual((claim.state, claim.case_ids.state), ("resolved", "settled"))
        self.assertBooksBalance(claim)

    def test_what_came_from_the_sister_comes_to_our_warehouse(self):
        claim = self._grant(self._claim(self.order, 2), return_to="warehouse")
        self._receive_here(claim)
        self.assertEqual(claim.remedy_ids.state, "done")
        self.assertBooksBalance(claim)

    def test_the_sisters_people_answer_without_a_right_in_our_company(self):
        portal = self._worker(
            "sister_portal", "base.group_portal", partner_id=self._contact("Paula").id
        )
        internal = self._worker("sister_internal", "base.group_user")
        agent = self._worker(
            "sister_agent", "base.group_user,dropship_aftersales.group_agent"
        )
        for user in (portal, internal, agent):
            with self.subTest(user=user.login):
                claim = self._claim(self.order, 1)
                claim.action_ask_supplier()
                case = claim.case_ids.with_user(user)
                case.with_context(allowed_company_ids=self.sister.ids).action_accept()
                self.assertEqual(claim.case_ids.state, "accepted")
                self.assertEqual(claim.state, "review")
                self.assertEqual(
                    claim.case_ids.message_ids[0].author_id, user.partner_id
                )

    def test_others_do_not_answer_for_the_sister(self):
        third = self._company("Third", chart=False)
        customer = self._worker("her_customer", "base.group_portal")
        stranger = new_test_user(
            self.env,
            "third_internal",
            groups="base.group_user",
            company_id=third.id,
            company_ids=[Command.set(third.ids)],
        )
        clerk = new_test_user(self.env, "our_clerk", groups="base.group_user")
        claim = self._claim(self.order, 1)
        claim.action_ask_supplier()
        for user in (customer, stranger, clerk):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                claim.case_ids.with_user(user).action_accept()
        self.assertEqual(claim.case_ids.state, "asked")

    def _contact(self, name):
        return self.env["res.partner"].create(
            {"name": name, "parent_id": self.sister.partner_id.id}
        )
