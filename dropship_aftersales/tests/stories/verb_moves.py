"""Verbs of the routes: the next one by whom it is for, and any one by anybody."""

from hypothesis import strategies as st

from .actors import (
    AGENT,
    CASE,
    CLAIM,
    CUSTOMER,
    LINK,
    MANAGER,
    OTHER_SUPPLIER,
    PEOPLE,
    REMEDY,
    SUPPLIER,
    SYSTEM,
    may_take,
)
from .deck import move

MODELS = st.sampled_from((CLAIM, CLAIM, CLAIM, CASE, CASE, REMEDY))
ANYBODY = st.sampled_from((*PEOPLE, LINK))
# Verbs without a method are the system's: its own conditions decide when it takes them.
INTERNAL = {
    CLAIM: {"answer", "resolve", "close"},
    CASE: {"settle"},
    REMEDY: {"start", "finish"},
}
# What must be written before a verb has a chance.
WORDS = {
    "dispute": "dispute_reason",
    "change": "dispute_reason",
    "rule": "ruling_reason",
    "write_off": "write_off_reason",
    "ask_evidence": "evidence_request",
    "reject": "rejection_reason",
}
# Whom a verb of the routes is natural for, by its first actor.
NATURAL = {
    "customer": (CUSTOMER, LINK, AGENT),
    "supplier": (SUPPLIER, OTHER_SUPPLIER, AGENT),
    "agent": (AGENT, MANAGER),
    "system": (SYSTEM,),
}


class VerbMoves:
    """Moves along the routes of claims, cases and remedies."""

    @move(3, needs=lambda story: story.documents(CLAIM))
    def move_any_verb_by_anybody(self, data):
        model = data.draw(MODELS)
        document = self.pick(data, self.documents(model) or self.documents(CLAIM))
        verbs = sorted(set(document._routes) - INTERNAL[document._name])
        self.take(data.draw(ANYBODY), self.pick(data, verbs), document)

    @move(6, needs=lambda story: story.documents(CLAIM))
    def move_next_verb(self, data):
        document = self.pick(data, self.documents(CLAIM))
        self._take_next(data, document)

    @move(4, needs=lambda story: story.documents(CASE))
    def move_next_verb_of_a_case(self, data):
        self._take_next(data, self.pick(data, self.documents(CASE)))

    @move(1, needs=lambda story: story.documents(REMEDY))
    def move_next_verb_of_a_remedy(self, data):
        self._take_next(data, self.pick(data, self.documents(REMEDY)))

    def _take_next(self, data, document):
        """One of the verbs that start where ``document`` is, by one they are for."""
        able = [
            (verb, actor)
            for verb, route in sorted(document._routes.items())
            if verb not in INTERNAL[document._name]
            for actor in NATURAL[route.actors[0]]
            if may_take(actor, verb, document, self.world)
        ]
        if able:
            verb, actor = self.pick(data, able)
            self.take(actor, verb, document)

    @move(3, needs=lambda story: story.undecided())
    def move_grant_everything(self, data):
        self.grant(self.pick(data, self.undecided()))

    def undecided(self):
        return [
            claim
            for claim in self.documents(CLAIM)
            if claim.state in ("review", "supplier")
        ]

    def grant(self, claim):
        mine = self.as_(AGENT, claim)
        return self.attempt(
            f"The agent grants what is open of {self.call(claim)} and approves it",
            lambda: (mine.action_grant_all(), mine.action_approve()),
        )

    def take(self, actor, verb, document):
        """``actor`` tries ``verb``, with what is to be written for it."""
        may = may_take(actor, verb, document, self.world)
        before = document.state
        done = self.attempt(
            f"{actor} takes “{verb}” on {self.call(document)}, which is {before}",
            lambda: self._take(actor, verb, document),
            may=may,
        )
        if done:
            document.invalidate_recordset(["state"])
            self.tale[-1] += f" It is {document.state}."

    def _take(self, actor, verb, document):
        if verb in WORDS and actor in (AGENT, MANAGER):
            self.as_(actor, document).write({WORDS[verb]: "Because."})
        if actor == LINK:
            # The page checked the token, and runs in the name of the system.
            party = "customer" if document._name == CLAIM else "supplier"
            if document._name == REMEDY or not document._is_for_visitors():
                self.as_(SUPPLIER, document).action_cancel()
            document._follow(verb, party, author=document.partner_id)
            return
        if verb in WORDS and actor in (SUPPLIER, OTHER_SUPPLIER):
            # As the page does, before it takes the verb.
            document.write({WORDS[verb]: "It was whole."})
        getattr(self.as_(actor, document), f"action_{verb}")()
