from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .sla_common import MINUTE, ClockCase


@tagged("post_install", "-at_install")
class TestSimulation(ClockCase):
    """What is foreseen is what happens, and foreseeing changes nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Whatever the demo shop waits for is not looked at.
        cls.env["aftersales.clock"].search([])._stop()

    def _simulate(self, moment, rule=None):
        simulation = (
            self.env["aftersales.clock.simulation"]
            .with_user(self.manager)
            .create({"moment": moment, "sla_ids": rule.ids if rule else False})
        )
        simulation.action_look()
        return simulation

    def test_what_is_foreseen_is_what_then_happens(self):
        told, untold = self._asked(), self._asked()
        self.let_messages_leave(told, "supplier")
        asked = self._claim(self.order, 1)
        asked.action_ask_evidence()
        self.let_messages_leave(asked, "customer")
        sent = self._grant(
            self._claim(self.order, 1), return_to="supplier", trigger="approval"
        )
        self.let_messages_leave(sent, "customer")
        moment = sent.picking_ids.aftersales_ship_by + timedelta(days=1)
        documents = told | untold, asked | sent
        before = [record.mapped("state") for record in documents]
        simulation = self._simulate(moment)
        self.assertEqual([record.mapped("state") for record in documents], before)
        outcomes = {
            line.case_id or (line.claim_id, line.stage): line.outcome
            for line in simulation.line_ids
        }
        self.assertEqual(outcomes[told], "move")
        self.assertEqual(outcomes[untold], "untold")
        self.assertEqual(outcomes[asked, "claim.evidence"], "move")
        self.assertEqual(outcomes[sent, "transfer.ship"], "refused")
        self.assertEqual(simulation.move_count, 2)
        self.assertEqual(simulation.looked_count, len(simulation.line_ids))
        self.look(moment)
        self.assertEqual(told.state, "accepted")
        self.assertEqual(untold.state, "asked")
        self.assertEqual(asked.state, "review")
        self.assertEqual(sent.state, "resolved")
        for claim in (told | untold).claim_id | asked | sent:
            self.assertBooksBalance(claim)

    def test_one_rule_alone_is_simulated_from_its_form(self):
        case = self._asked()
        claim = self._claim(self.order, 1)
        rule = self.env.ref("dropship_aftersales.sla_case_asked")
        action = rule.with_user(self.manager).action_simulate()
        self.assertEqual(action["res_model"], "aftersales.clock.simulation")
        past = max(case.deadline, claim.deadline) + MINUTE
        self.assertEqual(self._simulate(past, rule).line_ids.case_id, case)
        # What is a matter of reminding, is said to be.
        with freeze_time(case.state_since):
            soon = self.clock_of(case).remind_date + MINUTE
        self.assertEqual(self._simulate(soon, rule).line_ids.outcome, "remind")

    def test_only_managers_look_ahead(self):
        rule = self.env.ref("dropship_aftersales.sla_case_asked")
        with self.assertRaises(AccessError):
            rule.with_user(self.agent).action_simulate()
        with self.assertRaises(AccessError):
            self.env["aftersales.clock.simulation"].with_user(self.agent).create({})
