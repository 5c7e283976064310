"""Opinions, rulings, offers, rounds of evidence, exceptions and shares."""

from datetime import timedelta

from hypothesis import strategies as st

from odoo import fields

from .actors import (
    AGENT,
    CASE,
    CLAIM,
    CUSTOMER,
    LINK,
    MANAGER,
    OTHER_SUPPLIER,
    PEOPLE,
    SUPPLIER,
    party,
)
from .deck import move

ANSWERS = st.sampled_from(("partly", "dispute", "propose", "accept"))
ANSWERERS = st.sampled_from(
    (*[SUPPLIER] * 8, *[OTHER_SUPPLIER] * 4, *[AGENT] * 8, *PEOPLE)
)
PERCENTS = st.sampled_from((30.0, 0.0, 66.6, 100.0, 120.0))
RULERS = st.sampled_from((*[MANAGER] * 10, *[AGENT] * 10, *PEOPLE))
REPLIES = st.sampled_from(("accept", "refuse", "counter", "accept", "withdraw"))
REPLIERS = st.sampled_from((CUSTOMER, CUSTOMER, LINK, AGENT))
AMOUNTS = st.sampled_from((None, 10.0, 0.0, 9999.0))
SHARES = st.sampled_from(
    ((100, 0, 0, 0), (0, 0, 100, 0), (50, 20, 30, 0), (0, 0, 0, 100), (33, 33, 33, 0))
)
PARTIES = ("supplier", "carrier", "seller", "customer")


class JudgementMoves:
    # ------------------------------------------------------------------ suppliers

    def undecided_cases(self):
        return [c for c in self.documents(CASE) if c.state in ("asked", "disputed")]

    @move(4, needs=lambda story: story.undecided_cases())
    def move_answer_for_the_supplier(self, data):
        case = self.pick(data, self.undecided_cases())
        actor, answer = data.draw(ANSWERERS), data.draw(ANSWERS)
        percent = data.draw(PERCENTS)
        found = party(actor, case, self.world)

        def answer_it():
            if found == "supplier":
                # The page checked who he is, and runs in the name of the system.
                shares = dict.fromkeys(case._shared_lines(), percent)
                case._give_opinion(
                    *(answer, "supplier", case.partner_id, "It was whole."),
                    *(shares, "repair"),
                )
                return
            self.as_(actor, case)._answer_for_supplier(
                answer, "It was whole.", percent, "repair"
            )

        self.attempt(
            f"{actor} answers “{answer}” ({percent:g} %) on {self.call(case)}, "
            f"which is {case.state}",
            answer_it,
            may=found in ("supplier", "agent", "manager"),
        )

    @move(3, needs=lambda story: story.undecided_cases())
    def move_rule(self, data):
        case = self.pick(data, self.undecided_cases())
        actor, percent = data.draw(RULERS), data.draw(PERCENTS)
        shares = dict.fromkeys(case._shared_lines(), percent)
        self.attempt(
            f"{actor} rules that the supplier bears {percent:g} % in "
            f"{self.call(case)}, which is {case.state}",
            lambda: self.as_(actor, case)._rule_on(shares, "It was not packed well."),
            may=party(actor, case, self.world) in ("agent", "manager"),
        )

    # ------------------------------------------------------------------ offers

    def offered(self):
        return [claim for claim in self.documents(CLAIM) if claim.state == "offer"]

    @move(6, needs=lambda story: story.offered())
    def move_answer_an_offer(self, data):
        claim = self.pick(data, self.offered())
        actor, answer = data.draw(REPLIERS), data.draw(REPLIES)
        said = {}
        if answer == "counter":
            wish = data.draw(st.sampled_from(("refund", "compensation", "repair")))
            said = {"wish": wish, "amount": data.draw(AMOUNTS), "text": "I want more."}

        def reply():
            if actor == AGENT:
                self.as_(AGENT, claim)._answer_by_phone(answer, **said)
            else:
                claim._answer_offer(answer, "customer", claim.partner_id, **said)

        # Only we take an offer back, and no page of the customer's asks for it.
        if answer != "withdraw" or actor == AGENT:
            self.attempt(
                f"{actor} answers “{answer}” {said or ''} to the offer of "
                f"{self.call(claim)}",
                reply,
            )

    # ------------------------------------------------------------------ evidence

    @move(2, needs=lambda story: story.undecided())
    def move_ask_for_pieces(self, data):
        claim = self.pick(data, self.undecided())
        actor = data.draw(st.sampled_from((*[AGENT] * 16, *PEOPLE)))
        days = data.draw(st.sampled_from((None, 5, -1)))
        deadline = days and fields.Datetime.now() + timedelta(days=days)
        kind = self.env.ref("dropship_aftersales.evidence_type_fault")
        asked = data.draw(st.sampled_from(("us", "supplier")))
        self.attempt(
            f"{actor} asks for two photos on {self.call(claim)} within {days} days",
            lambda: self.as_(actor, claim)._ask_evidence(
                "Show us.", [{"type_id": kind.id, "count": 2}], deadline, asked
            ),
            may=self._is_agent(actor, claim),
        )

    # ------------------------------------------------------------------ decisions

    @move(2, needs=lambda story: story.lines_to_decide())
    def move_make_an_exception(self, data):
        lines = self.lines_to_decide()
        refused = [line for line in lines if line.policy_outcome == "refuse"]
        line = self.pick(data, refused or lines)
        actor = data.draw(RULERS)
        self.attempt(
            f"{actor} makes an exception for {self.call(line)} "
            f"(the policy: {line.policy_outcome})",
            lambda: self.as_(actor, line).action_grant_exception("A good customer."),
            may=party(actor, line.claim_id, self.world) == "manager",
        )

    @move(2, needs=lambda story: story.lines_to_decide())
    def move_change_shares(self, data):
        line = self.pick(data, self.lines_to_decide())
        actor, shares = data.draw(RULERS), data.draw(SHARES)
        vals = {
            f"{name}_percent": share
            for name, share in zip(PARTIES, shares, strict=True)
        }
        self.attempt(
            f"{actor} shares the responsibility for {self.call(line)} {shares}",
            lambda: self.as_(actor, line).write({**vals, "share_reason": "Because."}),
            may=self._is_agent(actor, line.claim_id),
        )

    @move(1, needs=lambda story: story.lines_to_decide())
    def move_correct_a_line(self, data):
        line = self.pick(data, self.lines_to_decide())
        reason = data.draw(st.sampled_from(("defect", "changed_mind", "damaged")))
        quantity = data.draw(st.sampled_from((1.0, 3.0)))
        vals = {
            "reason_id": self.env.ref(f"dropship_aftersales.reason_{reason}").id,
            "quantity": quantity,
        }
        self.attempt(
            f"The agent corrects {self.call(line)} to {quantity:g}, {reason}",
            lambda: self.as_(AGENT, line).write(vals),
        )
