"""Requests and decisions: what is claimed, granted, promised and shown."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from odoo import Command

from ..common import PHOTO
from .actors import AGENT, CLAIM, CUSTOMER, PEOPLE, REMEDY, party
from .deck import move

MOST_CLAIMS = 3
REASONS = ("defect", "changed_mind", "damaged", "not_received")
STATUSES = ("opened", "unopened", "used", "not_received")
DECIDERS = st.sampled_from((*[AGENT] * 24, *PEOPLE))
UNITS = st.sampled_from((1.0, 2.0, 1.0, 2.0, 3.0, 0.0, 4.0, 0.5, -1.0))
# What of the price is refunded; the last two are refused.
PERCENTS = st.sampled_from((100.0, 50.0, 100.0, 85.0, 33.33, 0.0, 120.0))
DECISIONS = st.sampled_from(("granted", "granted", "refused", "pending"))
# Where the goods go and what the money waits for; some of it makes no sense.
WAYS = st.sampled_from(
    (
        ("none", "approval"),
        ("supplier", "receipt"),
        ("none", "approval"),
        ("supplier", "receipt"),
        ("supplier", "approval"),
        ("supplier", "shipment"),
        ("supplier", "inspection"),
        ("warehouse", "receipt"),
        ("warehouse", "inspection"),
        ("none", "receipt"),
    )
)
OPENINGS = (
    "",
    "",
    "approved",
    "kept",
    "arrived",
    "rejected",
    "asked",
    "disputed",
    "partly",
    "approved",
)
FORGED_CLAIMS = st.sampled_from(
    (
        {"state": "approved"},
        {"state": "closed"},
        {"decided_date": "2026-01-01"},
        {"deadline": "2030-01-01"},
    )
)
FORGED_REMEDIES = st.sampled_from(
    (
        {"state": "done"},
        {"settled_qty": 9.0},
        {"refund_in_full": True},
        {"left_as_credit": True},
    )
)


class ClaimMoves:
    @initialize(data=st.data())
    def begin(self, data):
        if not self._request(data):
            self._request(data, is_modest=True)
        claim = self.pick(data, self.undecided())
        opening = data.draw(st.sampled_from(OPENINGS))
        if claim is not None and opening:
            getattr(self, f"_begin_{opening}")(claim)

    @move(1, needs=lambda story: len(story.claims) < MOST_CLAIMS)
    def move_request(self, data):
        self._request(data)

    def _request(self, data, is_modest=False):
        """A new claim on some units of one or two lines of an order."""
        order = data.draw(st.sampled_from(self.world.orders))
        sale_lines = list(order.record.order_line)
        if len(sale_lines) > 1 and not data.draw(st.booleans()):
            sale_lines = sale_lines[:1]
        submits = is_modest or data.draw(st.sampled_from((*[True] * 7, False)))
        vals_list = [self._line_vals(data, line, is_modest) for line in sale_lines]
        wanted = " and ".join(
            f"{vals['quantity']:g} {line.product_id.name} "
            f"({self._reason(vals).code}, {vals['goods_status']})"
            for vals, line in zip(vals_list, sale_lines, strict=True)
        )
        return self.attempt(
            f"The agent enters {'and submits ' if submits else ''}claim "
            f"{len(self.claims) + 1} on {wanted} of the order of {order.story}",
            lambda: self._create(order.record, vals_list, submits),
        )

    # Stories begin anywhere in the life of a claim.

    def _begin_approved(self, claim):
        self.grant(claim)

    def _begin_kept(self, claim):
        for line in claim.line_ids:
            self._propose(AGENT, line, line.quantity, "none", "approval", 50.0)
        self.grant(claim)

    def _begin_arrived(self, claim):
        self.grant(claim)
        for case in claim.case_ids:
            if case.line_ids.filtered("awaits_goods"):
                self.all_arrives(case)

    def _begin_rejected(self, claim):
        self.take(AGENT, "reject", claim)

    def _begin_asked(self, claim):
        self.take(AGENT, "ask_supplier", claim)

    def _begin_disputed(self, claim):
        self.take(AGENT, "ask_supplier", claim)
        for case in claim.case_ids:
            self.take(AGENT, "dispute", case)

    def _begin_partly(self, claim):
        line = claim.line_ids[:1]
        vals = {"decision": "granted", "granted_quantity": 1.0}
        self.attempt(
            f"The agent grants 1 of {self.call(line)}",
            lambda: self.as_(AGENT, line).write(vals),
        )
        self.take(AGENT, "approve", claim)

    def _reason(self, vals):
        return self.env["aftersales.reason"].browse(vals["reason_id"])

    def _line_vals(self, data, sale_line, is_modest):
        code = data.draw(st.sampled_from(REASONS))
        status = data.draw(st.sampled_from(STATUSES))
        quantity = data.draw(st.sampled_from((2.0, 1.0, 2.0, 3.0, 4.0)))
        if code == "not_received" or (is_modest and not sale_line.qty_delivered):
            status = "not_received"
        return {
            "sale_line_id": sale_line.id,
            "quantity": 1.0 if is_modest else quantity,
            "reason_id": self.env.ref(f"dropship_aftersales.reason_{code}").id,
            "goods_status": status,
        }

    def _create(self, order, vals_list, submits):
        mine = self.as_(AGENT, self.env[CLAIM]).create(
            {
                "order_id": order.id,
                "line_ids": [Command.create(vals) for vals in vals_list],
            }
        )
        if submits:
            mine.action_submit()
        self.env.flush_all()
        self.claims += mine.with_env(self.env)

    # ------------------------------------------------------------------ decision

    @move(3, needs=lambda story: story.lines_to_decide())
    def move_decide_a_line(self, data):
        line = self.pick(data, self.lines_to_decide())
        actor, decision = data.draw(DECIDERS), data.draw(DECISIONS)
        vals = {"decision": decision}
        if decision == "granted":
            vals["granted_quantity"] = data.draw(UNITS)
        self.attempt(
            f"{actor} writes {', '.join(map(str, vals.values()))} on {self.call(line)}",
            lambda: self.as_(actor, line).write(vals),
            may=self._is_agent(actor, line.claim_id),
        )

    def lines_to_decide(self):
        return list(
            self.live()
            .line_ids.sorted("id")
            .filtered(lambda line: line.claim_id._is_editable())
        )

    @move(3, needs=lambda story: story.lines_to_decide())
    def move_propose(self, data):
        line = self.pick(data, self.lines_to_decide())
        self._propose(
            data.draw(DECIDERS),
            line,
            data.draw(UNITS),
            *data.draw(WAYS),
            data.draw(PERCENTS),
        )

    def _propose(self, actor, line, units, return_to, trigger, percent=100.0):
        self.attempt(
            f"{actor} proposes a refund of {units:g} for {self.call(line)} "
            f"at {percent:g} % (goods: {return_to}, money on {trigger})",
            lambda: self.as_(actor, self.env[REMEDY]).create(
                {
                    "claim_id": line.claim_id.id,
                    "line_id": line.id,
                    "quantity": units,
                    "return_to": return_to,
                    "trigger": trigger,
                    "refund_percent": percent,
                }
            ),
            may=self._is_agent(actor, line.claim_id),
        )

    @move(1, needs=lambda story: story.live())
    def move_delete(self, data):
        actor = data.draw(DECIDERS)
        document = self.pick(
            data,
            (
                *self.documents(REMEDY),
                *self.live().line_ids.sorted("id"),
                *self.documents(CLAIM),
            ),
        )
        self.attempt(
            f"{actor} deletes {self.call(document)}",
            self.as_(actor, document).unlink,
            may=self._is_agent(actor, document),
        )

    # ------------------------------------------------------------------ evidence

    @move(1, needs=lambda story: story.live())
    def move_send_evidence(self, data):
        claim = self.pick(data, self.documents(CLAIM))
        if not claim._is_for_visitors():
            return
        sent = data.draw(st.sampled_from(([], [("photo.png", PHOTO)])))
        self.attempt(
            f"The customer writes on the page of {self.call(claim)}"
            f"{' and adds a photo' if sent else ''}",
            # The page checked who he is, and runs in the name of the system.
            lambda: claim._take_evidence(
                sent, "Here it is.", "customer", self.partner(CUSTOMER)
            ),
        )

    # ------------------------------------------------------------------ forgery

    @move(1, needs=lambda story: story.live())
    def move_forge(self, data):
        remedies = self.documents(REMEDY)
        document = self.pick(data, remedies or self.documents(CLAIM))
        vals = data.draw(FORGED_REMEDIES if remedies else FORGED_CLAIMS)
        actor = data.draw(st.sampled_from(PEOPLE))
        self.attempt(
            f"{actor} writes {vals} on {self.call(document)}",
            lambda: self.as_(actor, document).write(vals),
            may=False,
        )

    # ------------------------------------------------------------------ who may

    def partner(self, actor):
        return self.world.people[actor.login].partner_id

    def _is_agent(self, actor, document):
        return party(actor, document, self.world) in ("agent", "manager")
