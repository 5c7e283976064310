from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..models.claims.claim import ROUTES
from .lamps_common import TaxedLampsCase

PRIMARY = {
    "draft": "submit",
    "review": "grant_all",
    "decided": "approve",
    "refused": "reject",
    "evidence": "give_evidence",
    "supplier": "answer_supplier",
    "offer": "accept",
    "ship": "parcel",
    "travel": "receipt",
    "refund": "pay_out",
}


@tagged("post_install", "-at_install")
class TestClaimButtons(TaxedLampsCase):
    """The header offers each what is possible now, and the next move first."""

    def _claims_everywhere(self):
        """``{where it stands: claim}``, one of each."""
        claims = {
            name: self._claim(self.order, submit=name != "draft")
            for name in (
                "draft",
                "review",
                "decided",
                "refused",
                "evidence",
                "supplier",
                "offer",
                "rejected",
                "cancelled",
            )
        }
        (claims["decided"] | claims["offer"]).line_ids.action_grant()
        claims["refused"].line_ids.action_refuse()
        claims["evidence"].action_ask_evidence()
        claims["supplier"].action_ask_supplier()
        claims["offer"].action_propose_remedies()
        claims["offer"].action_offer()
        claims["rejected"].action_reject()
        claims["cancelled"].action_cancel()
        for name in ("ship", "travel"):
            claims[name] = self._grant(self._claim(self.order), return_to="supplier")
        claims["travel"].picking_ids.carrier_tracking_ref = "4242"
        claims["travel"].picking_ids.action_aftersales_ship()
        for name in ("refund", "resolved", "closed"):
            claims[name] = self._grant(self._claim(self.order), return_to="none")
        claims["partly"] = self._grant(
            self._claim(self.order, 2), return_to="none", quantity=1
        )
        paid = claims["resolved"] | claims["closed"] | claims["partly"]
        for claim in paid:
            claim.action_pay_out()
        claims["closed"].case_ids.write({"write_off_reason": "Small"})
        claims["closed"].case_ids.action_write_off()
        over = fields.Datetime.now() - timedelta(days=1)
        claims["closed"]._write_engine({"deadline": over})
        claims["closed"]._advance()
        self.assertEqual(claims["closed"].state, "closed")
        return claims

    def _shown(self, claim):
        """``[(verb, is primary)]`` of the header buttons that show for the agent."""
        arch = etree.fromstring(claim.get_view(view_type="form")["arch"])
        names = ("open_verbs", "primary_verb", "state")
        values = {name: claim[name] for name in names}
        return [
            (
                button.get("name").removeprefix("action_").removeprefix("open_"),
                "oe_highlight" in button.get("class", ""),
            )
            for button in arch.xpath("//header/button")
            if not safe_eval(button.get("invisible"), values)
        ]

    def test_the_header_offers_what_is_legal_and_the_next_move_first(self):
        for where, claim in self._claims_everywhere().items():
            claim = claim.with_user(self.agent)
            shown = self._shown(claim)
            verbs = [verb for verb, _primary in shown]
            actions = claim._next_move("agent")["actions"]
            with self.subTest(where=where):
                self.assertEqual(len(verbs), len(set(verbs)), "shown twice")
                self.assertEqual(set(verbs), set(actions) - {"refuse_all"})
                primary = [verb for verb, is_primary in shown if is_primary]
                expected = [PRIMARY[where]] if where in PRIMARY else []
                self.assertEqual(primary, expected)
                if primary:
                    self.assertEqual(primary[0], actions[0])
            # What its state would allow, but something else does not.
            for verb, route in ROUTES.items():
                if claim.state not in route.sources or verb in verbs:
                    continue
                if set(route.actors) <= {"system"}:
                    continue
                with self.subTest(where=where, hidden=verb), self.assertRefused("."):
                    getattr(claim, f"action_{verb}")()

    def test_another_review_is_offered_for_what_was_refused_and_in_time(self):
        claim = self._claim(self.order)
        claim.action_reject()
        claim = claim.with_user(self.agent)
        self.assertIn("appeal", claim.open_verbs)
        over = fields.Datetime.now() - timedelta(days=1)
        claim.sudo()._write_engine({"deadline": over})
        claim.invalidate_recordset(["open_verbs"])
        self.assertNotIn("appeal", claim.open_verbs)

    def test_suppliers_are_asked_about_their_part_only(self):
        claim = self._claim(self.order)
        self.assertIn("ask_supplier", claim.open_verbs)
        claim.line_ids.write({"supplier_percent": 0, "carrier_percent": 100})
        claim.invalidate_recordset(["open_verbs"])
        self.assertNotIn("ask_supplier", claim.open_verbs)
        with self.assertRefused("no undecided line that a supplier answers for"):
            claim.action_ask_supplier()

    def test_an_amount_above_the_limit_is_the_managers(self):
        self.company.aftersales_approval_limit = 200
        claim = self._claim(self.order, 2)
        claim.line_ids.action_grant()
        for_agent = claim.with_user(self.agent)
        self.assertTrue(for_agent.is_above_limit)
        self.assertNotIn("approve", for_agent.open_verbs)
        self.assertIn("approve", claim.with_user(self.manager).open_verbs)
        with self.assertRefused("manager", AccessError):
            for_agent.action_approve()
