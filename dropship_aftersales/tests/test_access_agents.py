"""Agents see their own claims and nobody's, or all; managers see all."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import AftersalesCase

OWN = "base.group_user,dropship_aftersales.group_agent_own"


@tagged("post_install", "-at_install")
class TestAccessAgents(AftersalesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = new_test_user(cls.env, "own_agent", groups=OWN)
        cls.colleague = new_test_user(cls.env, "own_colleague", groups=OWN)
        cls.order = cls._delivered((cls.lamp, 9))
        cls._invoice(cls.order)
        cls._bill(cls.order)

    def _worked(self, user):
        claim = self._claim(self.order, 1)
        claim._add_evidence([("a.pdf", b"%PDF-1.4")], "agent")
        self._grant(claim, return_to="supplier")
        claim.user_id = user
        return claim

    def _parts(self, claim):
        return (
            claim,
            claim.line_ids,
            claim.remedy_ids,
            claim.evidence_ids,
            claim.case_ids,
            claim.case_ids.line_ids,
            claim.cost_ids,
        )

    def test_one_sees_ones_own_and_nobodys_with_all_their_parts(self):
        for responsible, seen in (
            (self.own, True),
            (self.env["res.users"], True),
            (self.colleague, False),
            (self.agent, False),
        ):
            for part in self._parts(self._worked(responsible)):
                with self.subTest(responsible=responsible.login, part=part):
                    self.assertTrue(part)
                    theirs = part.with_user(self.own)
                    found = theirs.search([("id", "in", part.ids)])
                    self.assertEqual(found, theirs if seen else theirs.browse())
                    if not seen:
                        with self.assertRaises(AccessError):
                            theirs.read(["display_name"])
                    # "All claims" and managers see everything.
                    part.with_user(self.agent).read(["display_name"])

    def test_an_agent_of_own_claims_works_and_hands_over_his_claim(self):
        claim = self._claim(self.order, 1, submit=False)
        claim.user_id = self.own
        claim.with_user(self.own).action_submit()
        claim.line_ids.with_user(self.own).write({"decision": "refused"})
        claim.with_user(self.own).rejection_reason = "Worn"
        claim.with_user(self.own).action_reject()
        self.assertEqual(claim.state, "rejected")
        claim.with_user(self.own).user_id = self.colleague
        self.assertEqual(claim.line_ids.user_id, self.colleague)
        with self.assertRaises(AccessError):
            claim.with_user(self.own).action_reopen()

    def test_an_agent_of_own_claims_adds_nothing_to_others(self):
        claim = self._claim(self.order, 1)
        claim.user_id = self.colleague
        for model, vals in (
            ("aftersales.evidence", {"content": "JVBERi0xLjQ=", "name": "a"}),
            (
                "aftersales.remedy",
                {"line_id": claim.line_ids.id, "quantity": 1, "return_to": "none"},
            ),
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(self.own).create(
                    {"claim_id": claim.id, **vals}
                )

    def test_the_form_tells_nothing_of_another_companys_order(self):
        other = self.env["res.company"].create({"name": "Other"})
        partner = self.env["res.partner"].create(
            {"name": "Their customer", "company_id": other.id}
        )
        order = self.env["sale.order"].create(
            {"partner_id": partner.id, "company_id": other.id}
        )
        claims = self.env["aftersales.claim"].with_user(self.agent)
        spec = {
            name: {"fields": {"display_name": {}}}
            for name in ("partner_id", "company_id")
        }
        with self.assertRaises(AccessError) as refused:
            claims.onchange({"order_id": order.id}, ["order_id"], spec)
        opened = claims.with_context(default_order_id=order.id).onchange({}, [], spec)
        for told in (refused.exception, opened):
            self.assertNotIn("Their customer", str(told))
            self.assertNotIn("Other", str(told))
        with self.assertRaises(UserError):
            claims.create({"partner_id": partner.id})

    def test_every_model_has_its_rules(self):
        """A new model says whose its records are."""
        rules = self.env["ir.rule"].search([("model_id.model", "like", "aftersales.")])
        own = self.env.ref("dropship_aftersales.group_agent_own")
        for name, model_class in self.env.registry.items():
            if not name.startswith("aftersales.") or model_class._abstract:
                continue
            of_model = rules.filtered(
                lambda rule, name=name: rule.model_id.model == name
            )
            domains = " ".join(of_model.mapped("domain_force"))
            with self.subTest(model=name):
                if model_class._transient:
                    self.assertIn("create_uid", domains)
                    continue
                if "company_id" in model_class._fields:
                    self.assertIn("company_id", domains)
                if model_class._fields.keys() & {"claim_id", "case_id", "line_ids"}:
                    self.assertIn(own, of_model.groups)

    def test_whose_a_part_is_is_not_written_by_hand(self):
        claim = self._worked(self.own)
        for part in self._parts(claim)[1:]:
            if part._name == "aftersales.cost":
                continue
            with self.subTest(part=part), self.assertRaises(UserError):
                part.with_user(self.agent).write({"user_id": self.agent.id})

    def test_a_claim_opened_by_an_own_agent_is_his(self):
        claims = self.env["aftersales.claim"].with_user(self.own)
        claim = claims.create({"order_id": self.order.id})
        self.assertEqual(claim.user_id, self.own)
        claims.search([("id", "=", claim.id)]).ensure_one()

    def test_reasons_and_types_are_the_managers_to_write(self):
        types = self.env["aftersales.evidence.type"]
        vals = {"name": "Photo of the plug", "code": "plug"}
        with self.assertRaises(AccessError):
            types.with_user(self.agent).create(vals)
        plug = types.with_user(self.manager).create(vals)
        self.defect.with_user(self.manager).evidence_type_ids = [Command.link(plug.id)]
        claim = self._claim(self.order, 1)
        with self.assertRaises(UserError):
            claim.with_user(self.agent).write({"reused_evidence": "others"})
