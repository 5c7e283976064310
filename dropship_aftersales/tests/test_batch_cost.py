from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import AftersalesCase
from .queries import counted

FEW, MANY = 2, 5


@tagged("post_install", "-at_install")
class TestBatchCost(AftersalesCase):
    """A batch costs what its documents cost, and little for every claim on top.

    Beside Odoo itself, and with many claims: ``make bench``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # As in a shop: changes are tracked in the history.
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": False})
        cls.orders = cls.env["sale.order"]
        for _number in range(FEW + MANY):
            partner = cls.env["res.partner"].create(
                {"name": "Cara", "email": "cara@example.com"}
            )
            order = cls._delivered((cls.lamp, 3), partner=partner)
            cls._invoice(order)
            cls._bill(order)
            cls.orders |= order

    def test_every_further_claim_costs_few_queries(self):
        few = self._cycle(self.orders[:FEW])
        many = self._cycle(self.orders[FEW:])
        budget = {"submit": 3, "approve": 5, "ship": 1, "receive": 32}
        for step, queries in budget.items():
            with self.subTest(step=step):
                further = (many[step] - few[step]) / (MANY - FEW)
                self.assertLessEqual(further, queries)

    def _cycle(self, orders):
        """Queries of each step of a batch from complaint to settlement."""
        counts = {}
        claims = self._count(counts, "submit", lambda: self._submit(orders))
        self._count(counts, "approve", lambda: self._approve(claims))
        self._count(counts, "ship", lambda: self._send(claims))
        self._count(counts, "receive", lambda: self._receive(claims.case_ids))
        self.assertEqual(set(claims.mapped("state")), {"resolved"})
        self.assertEqual(set(claims.case_ids.mapped("state")), {"settled"})
        for claim in claims:
            self.assertBooksBalance(claim)
        return counts

    def _count(self, counts, step, act):
        with counted(self.env) as spent:
            result = act()
        counts[step] = spent.queries
        return result

    def _submit(self, orders):
        line = {"quantity": 2, "reason_id": self.defect.id}
        claims = self.env["aftersales.claim"].create(
            [
                {
                    "order_id": order.id,
                    "line_ids": [(0, 0, {**line, "sale_line_id": order.order_line.id})],
                }
                for order in orders
            ]
        )
        claims.action_submit()
        return claims

    def _approve(self, claims):
        claims.action_grant_all()
        claims.action_approve()

    def _send(self, claims):
        for picking in claims.picking_ids:
            picking.carrier_tracking_ref = picking.name
        claims.picking_ids.action_aftersales_ship()

    def _receive(self, cases):
        cases.acknowledge(
            [{"case_line_id": line.id, "received": 2} for line in cases.line_ids]
        )


@tagged("post_install", "-at_install")
class TestBatch(AftersalesCase):
    """What is done for many claims at once is what would be done one by one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.claims = cls.env["aftersales.claim"]
        for _number in range(3):
            order = cls._delivered((cls.lamp, 3))
            cls._invoice(order)
            cls._bill(order)
            cls.claims |= cls._grant(cls._claim(order, 2), return_to="supplier")
        cls.cases = cls.claims.case_ids

    def _reports(self, cases, **values):
        return [
            {"case_line_id": line.id, "received": 2, **values}
            for line in cases.line_ids
        ]

    def test_cases_are_acknowledged_together_and_the_others_left_alone(self):
        told = self.cases[:2]
        self.cases.acknowledge(self._reports(told))
        self.assertEqual(self.cases.mapped("state"), ["settled", "settled", "asked"])
        self.assertRecordValues(
            told.claim_id.refund_ids,
            [{"state": "posted", "amount_total": 200.0, "payment_state": "paid"}] * 2,
        )
        self.assertRecordValues(
            told.refund_ids,
            [{"state": "posted", "amount_total": 120.0, "payment_state": "paid"}] * 2,
        )
        self.assertFalse((self.claims - told.claim_id).refund_ids)
        self.assertBooksBalance(self.claims)

    def test_one_complaint_does_not_stop_the_answers_of_the_others(self):
        damaged, *good = self.cases
        reports = self._reports(damaged, outcome="empty", received=0)
        self.cases.acknowledge(reports + self._reports(self.cases - damaged))
        self.assertEqual(damaged.state, "asked")
        self.assertEqual({case.state for case in good}, {"settled"})
        self.assertBooksBalance(self.claims)

    def test_a_line_of_a_case_that_was_not_named_is_refused(self):
        with self.assertRefused("case_line_id", AccessError):
            self.cases[:2].acknowledge(self._reports(self.cases[2]))

    def test_a_claim_that_cannot_go_on_stops_no_other_of_its_batch(self):
        stuck = self.claims[1]
        # Nothing can be posted on an account that was archived meanwhile.
        line = stuck.order_id.invoice_ids.invoice_line_ids
        account = line.account_id.copy()
        self.env.cr.execute(
            "UPDATE account_move_line SET account_id = %s WHERE id = %s",
            [account.id, line.id],
        )
        self.env.invalidate_all()
        account.active = False
        self.cases.acknowledge(self._reports(self.cases))
        self.assertEqual(
            self.claims.mapped("state"), ["resolved", "approved", "resolved"]
        )
        self.assertFalse(stuck.refund_ids)

    def test_numbers_of_a_batch_go_on_where_the_last_ended(self):
        order = self._delivered((self.lamp, 3))
        claims = self.env["aftersales.claim"].create([{"order_id": order.id}] * 3)
        later = self._claim(order, submit=False)
        numbers = [int(claim.name.rsplit("/")[-1]) for claim in claims | later]
        self.assertEqual(len(set(numbers)), 4)
        self.assertEqual(numbers, sorted(numbers))
        self.assertEqual(len({claim.name.rsplit("/", 1)[0] for claim in claims}), 1)

    def test_the_parties_follow_with_the_subtypes_of_visitors(self):
        claim = self.claims[0]
        follower = claim.message_follower_ids.filtered(
            lambda follower: follower.partner_id == claim.partner_id
        )
        native = self._claim(claim.order_id, submit=False)
        native.message_subscribe(partner_ids=native.partner_id.ids)
        natively = native.message_follower_ids.filtered(
            lambda follower: follower.partner_id == native.partner_id
        )
        self.assertEqual(len(follower), 1)
        self.assertEqual(follower.subtype_ids, natively.subtype_ids)
        self.assertIn(
            self.cases[0].partner_id, self.cases[0].message_follower_ids.partner_id
        )
