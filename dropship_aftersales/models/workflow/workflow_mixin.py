"""The small engine that moves claims, remedies and cases along their routes."""

from dataclasses import dataclass

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, clean_context
from odoo.tools.translate import LazyGettext

CUSTOMER, SUPPLIER, AGENT, MANAGER, SYSTEM = (
    "customer",
    "supplier",
    "agent",
    "manager",
    "system",
)
# Who may also take a verb that is written for somebody else: an agent answers the
# phone for customers and suppliers, a manager may do whatever an agent may.
STANDS_FOR = {
    AGENT: {CUSTOMER, SUPPLIER, AGENT},
    MANAGER: {CUSTOMER, SUPPLIER, AGENT, MANAGER},
}


@dataclass(frozen=True)
class Route:
    """One verb of a document: who may take it, from where, to where.

    :param label: what the verb is called on buttons and in the history
    :param actors: the parties the verb belongs to, the first one its natural owner
    :param sources: states it may leave
    :param target: the state it enters
    :param manager_sources: those of ``sources`` that only a manager (or the system)
        may leave
    :param stamp: date field filled when the verb is taken
    """

    label: LazyGettext
    actors: tuple[str, ...]
    sources: tuple[str, ...]
    target: str
    manager_sources: tuple[str, ...] = ()
    stamp: str = ""


class AftersalesWorkflowMixin(models.AbstractModel):
    """Gives a document its state and makes the routes table the only way to move it.

    A concrete model sets ``_routes`` (verb → :class:`Route`) and the ``state`` field
    (its first value is the initial state), and, where wanted,
    ``_check_<verb>(actor)`` (raises) and ``_after_<verb>(actor)``
    (does the work of the verb).
    """

    _name = "aftersales.workflow.mixin"
    _description = "After-Sales Workflow"

    _routes: dict[str, Route] = {}
    # Written by the engine alone; a subclass adds its own.
    _engine_fields = frozenset({"state", "state_since", "deadline"})
    # Computed, or given at creation: the system's alone, no user's to write.
    _system_fields: frozenset[str] = frozenset()

    state_since = fields.Datetime(
        readonly=True, copy=False, default=fields.Datetime.now
    )
    deadline = fields.Datetime(
        readonly=True,
        copy=False,
        help="When the party whose turn it is should have acted.",
    )

    # ------------------------------------------------------------------ protection

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            forbidden = self._engine_fields - {"state"}
            if not self.env.su:
                forbidden |= self._system_fields
            self._refuse_engine_fields({name for name in forbidden if vals.get(name)})
        documents = super().create(vals_list)
        initial = self._initial_state()
        if any(document.state != initial for document in documents):
            raise UserError(
                self.env._(
                    "%(document)s starts as a new record; it cannot be created in "
                    "another state.",
                    document=self._document_words(),
                )
            )
        return documents

    def write(self, vals):
        forbidden = self._engine_fields
        if not self.env.su:
            forbidden |= self._system_fields
        self._refuse_engine_fields(forbidden & vals.keys())
        return super().write(vals)

    def _refuse_engine_fields(self, names):
        if names:
            raise UserError(
                self.env._(
                    "%(fields)s of a %(document)s changes only by its own actions. "
                    "Use the buttons of the document.",
                    fields=", ".join(
                        sorted(
                            self._fields[name]._description_string(self.env)
                            for name in names
                        )
                    ),
                    document=self._document_words(),
                )
            )

    def _document_words(self):
        """What such a document is called, in the user's language."""
        # Names of models are translated; reading them is everybody's.
        return self.env["ir.model"].sudo()._get(self._name).name

    def _write_engine(self, vals):
        """Write fields that only the engine may write, past the guard of ``write``."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _lock_rows(self):
        """Make two sessions that give or claim the same thing collide: one gives."""
        if self:
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET state_since = state_since WHERE id IN %s",
                    SQL.identifier(self._table),
                    tuple(self.ids),
                )
            )

    @api.model
    def _initial_state(self):
        return self._fields["state"].get_values(self.env)[0]

    # ------------------------------------------------------------------ moving

    def _act(self, verb):
        """Take ``verb`` as the current user.

        :raise AccessError: the user is no party that may take this verb
        :raise UserError: the verb cannot be taken now
        """
        actor = self._derive_actor()
        author = self.env.user.partner_id
        # Rights on the document were checked above; the verb writes documents of
        # other apps (orders, transfers, invoices) that its users need no rights on.
        self._as_system()._follow(verb, actor, author=author)
        return True

    def _as_system(self):
        """These documents in the system's name: who wrote what follows is read by the
        other parties. The defaults of the window somebody acts in stay behind: they
        are not meant for what is created here."""
        documents_sudo = self.with_user(SUPERUSER_ID)
        return documents_sudo.with_context(clean_context(self.env.context))

    def _derive_actor(self):
        """Which party the current user is for these documents.

        :raise AccessError: a document is not the user's
        """
        if self.env.su:
            return SYSTEM
        user = self.env.user
        for actor, group in (
            (MANAGER, "dropship_aftersales.group_manager"),
            (AGENT, "dropship_aftersales.group_agent_own"),
        ):
            if user.has_group(group) and self.has_access("write"):
                return actor
        actors = {document._party_for(user) for document in self.sudo()}
        if len(actors) == 1 and (actor := actors.pop()):
            return actor
        raise AccessError(
            self.env._("This document is not yours. Sign in with another account.")
        )

    def _party_for(self, user):
        """The party ``user`` is for this one document; None for strangers."""
        # Not in another company's documents, even of the same party.
        if self.company_id in user.company_ids:
            return self._party_of(user.partner_id)
        return None

    def _party_of(self, partner):
        """The party ``partner`` is for this one document; None for strangers."""
        return None

    def _follow(self, verb, actor, author=None):
        """Take ``verb`` for ``actor``; the caller has checked who that is.

        The whole batch moves or nothing does.

        :param str verb: a key of ``_routes``
        :param str actor: customer, supplier, agent, manager or system
        :param res.partner author: who is named in the history, by default the user
        :raise AccessError: the verb is not this actor's
        :raise UserError: a document is not where the verb starts, or its condition
            does not hold
        """
        if not self:
            return
        route = self._routes[verb]
        if actor != SYSTEM:
            self._check_route_actor(verb, route, actor)
        if stuck := self.filtered(lambda document: document.state not in route.sources):
            raise UserError(stuck._move_refused(verb))
        self._run_hook(f"_check_{verb}", actor)
        came_from = {document: document.state for document in self}
        now = fields.Datetime.now()
        vals = {"state": route.target, "state_since": now, "deadline": False}
        if route.stamp:
            vals[route.stamp] = now
        self._write_engine(vals)
        self._log_move(verb, actor, author, came_from)
        self._run_hook(f"_after_{verb}", actor)
        self._start_clocks(verb)
        self._notify(verb, actor=actor, before=came_from, rank=0)

    def _start_clocks(self, verb):
        """Say until when the party whose turn it is now should have acted."""

    def _asked_deadline(self):
        """Until when a person asked for it; it wins over every rule. False if nobody
        did."""
        return False

    def _notify(self, event, actor=SYSTEM, before=None, amounts=None, rank=1):
        """Tell the parties; most documents are told about by another one."""

    def _run_hook(self, name, actor):
        if hasattr(self, name):
            getattr(self, name)(actor)

    def _check_route_actor(self, verb, route, actor):
        allowed = STANDS_FOR.get(actor, {actor}) & set(route.actors)
        manager_only = actor != MANAGER and any(
            document.state in route.manager_sources for document in self
        )
        if not allowed or manager_only:
            raise AccessError(
                self.env._(
                    "“%(verb)s” is not yours to decide here. Ask an after-sales "
                    "manager.",
                    verb=self._verb_label(verb),
                )
            )

    def _can_follow(self, verb, actor):
        """Whether ``actor`` would find ``verb`` open on this document (for screens)."""
        self.ensure_one()
        route = self._routes[verb]
        return (
            self.state in route.sources
            and bool(STANDS_FOR.get(actor, {actor}) & set(route.actors))
            and (actor == MANAGER or self.state not in route.manager_sources)
        )
