from functools import partial

from odoo.tests import tagged

from .queries import queries_of
from .sla_common import MINUTE, ClockCase

FEW, MANY = 3, 9


@tagged("post_install", "-at_install")
class TestClockCost(ClockCase):
    """What many clocks cost: little for each, and nothing while none is due."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["aftersales.clock"].search([])._stop()

    def _claims(self, count):
        claims = self.env["aftersales.claim"].union(
            *(self._claim(self.order, 1) for _number in range(count))
        )
        claims.action_ask_evidence()
        return claims

    def test_clocks_start_together(self):
        few, many = self._claims(FEW), self._claims(MANY)
        clocks = self.env["aftersales.clock"]
        clocks._running_of(few | many)
        self.env["aftersales.clock"].search([])._stop()
        costs = [
            queries_of(self.env, partial(clocks._keep, some)) for some in (few, many)
        ]
        self.assertEqual(len(clocks._running_of(few | many)), FEW + MANY)
        self.assertLessEqual(costs[1], costs[0])

    def test_while_nothing_is_due_many_clocks_cost_what_few_cost(self):
        self._claims(FEW)
        few = queries_of(self.env, self.look)
        self._claims(MANY)
        self.assertEqual(queries_of(self.env, self.look), few)
        self.assertLessEqual(few, 3)

    def test_reminders_and_silence_cost_little_for_each_claim(self):
        costs = {}
        for count in (FEW, MANY):
            claims = self._claims(count)
            clocks = self.env["aftersales.clock"]._running_of(claims).values()
            remind = max(clock.remind_date for clock in clocks) + MINUTE
            due = max(clock.due for clock in clocks) + MINUTE
            reminded = queries_of(self.env, lambda at=remind: self.look(at))
            for claim in claims:
                self.let_messages_leave(claim, "customer")
            lapsed = queries_of(self.env, lambda at=due: self.look(at))
            self.assertEqual(set(claims.mapped("state")), {"review"})
            costs[count] = reminded, lapsed
            self.env["aftersales.clock"].search([])._stop()
        for few, many, budget in zip(*costs.values(), (0.5, 0.5), strict=True):
            self.assertLessEqual((many - few) / (MANY - FEW), budget)
