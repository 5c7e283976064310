from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models.claims import claim_mass_approval as MASS
from ..models.claims.claim_decision import AftersalesClaim
from .mass_common import MassCase
from .queries import counted

MODULE = "odoo.addons.dropship_aftersales.models.claims.claim_mass_approval"


@tagged("post_install", "-at_install")
class TestMassApproval(MassCase):
    # ------------------------------------------------------------------ review

    def test_the_review_says_what_is_given_and_leaves_nothing_behind(self):
        one, two = self._plain(1), self._plain(2)
        preview = self._preview(one + two)
        self.assertEqual(
            [(claim["id"], claim["amount"]) for claim in preview["approve"]],
            [(one.id, 100.0), (two.id, 200.0)],
        )
        self.assertEqual(preview["totals"], [one.currency_id.format(300.0)])
        self.assertFalse((one + two).remedy_ids)
        self.assertEqual(set((one + two).line_ids.mapped("decision")), {"pending"})

    def test_what_needs_a_person_is_named_with_its_reason(self):
        wish = self._plain()
        wish.line_ids.wish = "replacement"
        order = self._delivered((self.lamp, 3))
        twin = self._plain(order=order)
        self._claim(order, 1)
        asked = self._plain()
        asked.action_ask_supplier()
        bare = self._claim(self.order, 1)
        self.defect.evidence_required = True
        rich = self._plain(2)
        self.company.aftersales_approval_limit = 150
        preview = self._preview(wish + twin + asked + bare + rich)
        reasons = {claim["id"]: claim["reason"] for claim in preview["person"]}
        self.assertIn("something else", reasons[wish.id])
        self.assertIn("another claim", reasons[twin.id])
        self.assertIn("not answered", reasons[asked.id])
        self.assertRegex(reasons[bare.id], "Photo of the fault")
        self.assertIn("manager", reasons[rich.id])
        self.assertFalse(preview["approve"])
        as_manager = self._preview(rich, self.manager)
        self.assertEqual(as_manager["approve"][0]["id"], rich.id)

    def test_what_is_not_to_be_decided_is_not_possible(self):
        draft = self._claim(self.order, 1, submit=False)
        done = self._plain()
        done.action_cancel()
        refused = self._plain()
        refused.line_ids.decision = "refused"
        preview = self._preview(draft + done + refused)
        self.assertEqual(
            {claim["id"] for claim in preview["impossible"]},
            {draft.id, done.id, refused.id},
        )

    def test_more_than_a_request_can_try_out_are_refused(self):
        claims = self._claim(self.order, 1) + self._claim(self.order, 1)
        self.patch(MASS, "MAX_CLAIMS", 1)
        for act in (claims.action_mass_approve, claims.preview_mass_approval):
            with self.assertRefused("2 claims are too many .* at most 1"):
                act()

    # ------------------------------------------------------------------ approval

    def test_approving_grants_what_was_undecided_in_full(self):
        claims = self._plain(1) + self._plain(2)
        results = self._approve(self._preview(claims))
        self.assertEqual({r["result"] for r in results.values()}, {"done"})
        self.assertEqual(set(claims.mapped("state")), {"approved"})
        self.assertEqual(claims.line_ids.mapped("granted_quantity"), [1.0, 2.0])
        self.assertBooksBalance(claims)

    def test_what_was_decided_before_stays_as_it_is(self):
        claim = self._plain(3)
        claim.line_ids.write({"decision": "granted", "granted_quantity": 1})
        preview = self._preview(claim)
        self.assertEqual(preview["approve"][0]["amount"], 100.0)
        self._approve(preview)
        self.assertEqual(claim.line_ids.granted_quantity, 1.0)

    def test_a_claim_that_changed_since_the_review_is_skipped(self):
        moved, dearer, gone = self._plain(), self._plain(2), self._plain()
        preview = self._preview(moved + dearer + gone)
        moved.action_cancel()
        dearer.line_ids.write({"decision": "granted", "granted_quantity": 1})
        results = self._approve(preview)
        self.assertEqual(results[moved.id]["result"], "skipped")
        self.assertIn("Cancelled", results[moved.id]["reason"])
        self.assertEqual(results[dearer.id]["result"], "skipped")
        self.assertEqual(dearer.state, "review")
        self.assertFalse(dearer.remedy_ids)
        self.assertEqual(results[gone.id]["result"], "done")

    def test_one_failure_does_not_stop_the_others(self):
        first, broken, odd, last = (self._plain() for _ in range(4))
        preview = self._preview(first + broken + odd + last)
        after_approve = AftersalesClaim._after_approve

        def stumble(claims, actor):
            if broken in claims:
                raise UserError(broken.env._("The period is locked."))
            if odd in claims:
                raise KeyError("a mistake in some app")
            return after_approve(claims, actor)

        with (
            patch.object(type(first), "_after_approve", stumble),
            mute_logger(MODULE),
        ):
            results = self._approve(preview)
        self.assertEqual(
            [results[c.id]["result"] for c in (first, broken, odd, last)],
            ["done", "failed", "failed", "done"],
        )
        self.assertIn("locked", results[broken.id]["reason"])
        self.assertEqual(broken.state, "review")
        self.assertFalse((broken + odd).remedy_ids)

    # ------------------------------------------------------------------ cost

    def test_many_claims_share_what_they_read(self):
        claims = self.env["aftersales.claim"].union(*(self._plain() for _n in range(8)))
        Claim = self.env["aftersales.claim"].with_user(self.agent)
        spent = []
        # The first reads what is read once in a session.
        for batch in (claims[:1], claims[1:3], claims[3:]):
            with counted(self.env) as previewed:
                preview = self._preview(batch)
            with counted(self.env) as approved:
                results = Claim.approve_reviewed(preview["approve"])
            self.assertEqual({result["result"] for result in results}, {"done"})
            spent.append((previewed.queries, approved.queries))
        _warm, few, many = spent
        for most, two, five in zip((1, 5), few, many, strict=True):
            self.assertLessEqual((five - two) / 3, most, spent)
        self.assertBooksBalance(claims)

    # ------------------------------------------------------------------ rights

    def test_only_agents_review_and_approve(self):
        claim = self._plain()
        nobody = new_test_user(self.env, "no_agent", groups="base.group_user")
        customer = new_test_user(
            self.env,
            "mass_customer",
            groups="base.group_portal",
            partner_id=self.customer.id,
        )
        for user in (nobody, customer):
            with self.subTest(user=user.login):
                as_user = claim.with_user(user)
                for act in (
                    as_user.action_mass_approve,
                    as_user.preview_mass_approval,
                    lambda as_user=as_user: as_user.approve_reviewed(
                        [{"id": claim.id, "amount": 100.0}]
                    ),
                    lambda as_user=as_user: as_user.reject_reviewed([{"id": claim.id}]),
                    as_user.claim_counters,
                ):
                    with self.assertRaises(AccessError):
                        act()
        self.assertEqual(claim.state, "review")

    def test_the_claim_of_another_agent_is_not_approved(self):
        own = new_test_user(
            self.env,
            "own_agent",
            groups="base.group_user,dropship_aftersales.group_agent_own",
        )
        claim = self._plain(user_id=self.manager.id)
        reviewed = [{"id": claim.id, "name": claim.name, "amount": 100.0}]
        (result,) = (
            self.env["aftersales.claim"].with_user(own).approve_reviewed(reviewed)
        )
        # Named as he knew it: the list tells it from those not started.
        self.assertEqual(
            (result["id"], result["name"], result["result"]),
            (claim.id, claim.name, "skipped"),
        )
        self.assertEqual(claim.state, "review")
