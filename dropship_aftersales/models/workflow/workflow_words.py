"""What the engine says of its moves: on buttons, in refusals and in the history."""

from odoo import models
from odoo.tools.translate import LazyTranslate

from .workflow_mixin import AGENT, CUSTOMER, MANAGER, SUPPLIER, SYSTEM

_lt = LazyTranslate(__name__)

PARTY_LABELS = {
    CUSTOMER: _lt("customer"),
    SUPPLIER: _lt("supplier"),
    AGENT: _lt("agent"),
    MANAGER: _lt("manager"),
    SYSTEM: _lt("system"),
}


class AftersalesWorkflowMixin(models.AbstractModel):
    _inherit = "aftersales.workflow.mixin"

    def _verb_label(self, verb):
        return self.env._(self._routes[verb].label)

    def _state_label(self, state):
        return dict(self._fields["state"]._description_selection(self.env))[state]

    def _move_refused(self, verb):
        """Why ``verb`` cannot be taken, for a person who may have been overtaken."""
        return self.env._(
            "“%(verb)s” is not possible any more: %(documents)s. Reload the page to "
            "see where it stands.",
            verb=self._verb_label(verb),
            documents=", ".join(
                f"{document.display_name} ({self._state_label(document.state)})"
                for document in self
            ),
        )

    def _log_move(self, verb, actor, author, came_from):
        """Note in the chatter who moved the document, for whom, from where to where.

        Documents without a chatter (remedies) keep no history of their own.
        """
        if "message_ids" not in self._fields:
            return
        owner = self._routes[verb].actors[0]
        deputy = actor in (AGENT, MANAGER) and owner in (CUSTOMER, SUPPLIER)
        parties = {party: self.env._(label) for party, label in PARTY_LABELS.items()}
        bodies = {}
        for document in self:
            values = {
                "verb": self._verb_label(verb),
                "before": document._state_label(came_from[document]),
                "after": document._state_label(document.state),
                "actor": parties[actor],
                "owner": parties[owner],
            }
            bodies[document.id] = (
                self.env._(
                    "%(verb)s by %(actor)s for the %(owner)s: %(before)s → %(after)s",
                    **values,
                )
                if deputy
                else self.env._(
                    "%(verb)s by %(actor)s: %(before)s → %(after)s", **values
                )
            )
        self._message_log_batch(
            bodies, author_id=(author or self.env.user.partner_id).id
        )
