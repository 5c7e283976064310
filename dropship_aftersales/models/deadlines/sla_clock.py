"""Clocks: until when a party should have moved, and what its silence means."""

from odoo import api, fields, models

from ..claims.claim_child import responsible
from .sla import MODELS, STAGES
from .sla_calendar import Plan

ALARM = "dropship_aftersales.ir_cron_clocks"


class AftersalesClock(models.Model):
    """The clock of one document that waits for somebody; it runs until that moves.

    What it says at the start is what counts: later edits of deadlines change no clock
    that runs.
    """

    _name = "aftersales.clock"
    _description = "Running Deadline"
    _order = "next_date, id"

    res_model = fields.Char(string="Document Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Document", model_field="res_model", required=True, readonly=True
    )
    claim_id = fields.Many2one(
        "aftersales.claim", required=True, readonly=True, ondelete="cascade"
    )
    case_id = fields.Many2one(
        "aftersales.supplier.case",
        string="Supplier Case",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    user_id = responsible("claim_id.user_id")
    stage = fields.Selection(
        lambda self: (
            self.env["aftersales.sla"]._fields["stage"]._description_selection(self.env)
        ),
        required=True,
        readonly=True,
    )
    sla_id = fields.Many2one(
        "aftersales.sla", string="Deadline Rule", readonly=True, ondelete="set null"
    )
    started = fields.Datetime(required=True, readonly=True)
    due = fields.Datetime(required=True, readonly=True)
    is_asked = fields.Boolean(
        string="Set by a Person", readonly=True, help="A person chose the date."
    )
    remind_date = fields.Datetime(string="Reminder", readonly=True)
    silence_verb = fields.Selection(
        lambda self: (
            self.env["aftersales.sla"]
            ._fields["silence_verb"]
            ._description_selection(self.env)
        ),
        string="Silence Means",
        readonly=True,
    )
    escalate_date = fields.Datetime(string="Task On", readonly=True)
    escalate_to = fields.Selection(
        [("responsible", "The responsible"), ("manager", "A manager")], readonly=True
    )
    reminded_date = fields.Datetime(string="Reminded On", readonly=True)
    lapsed_date = fields.Datetime(string="Lapsed On", readonly=True)
    escalated_date = fields.Datetime(string="Task Given On", readonly=True)
    is_asking = fields.Boolean(
        readonly=True, help="Its responsible has a task because of it."
    )
    tries = fields.Integer(readonly=True)
    next_date = fields.Datetime(
        string="Next Event", readonly=True, help="When something is to be done."
    )
    is_running = fields.Boolean(default=True, readonly=True)
    stopped_date = fields.Datetime(readonly=True)

    # One clock a document; the scan of the cron reads what is due and nothing else.
    _running_unique = models.UniqueIndex(
        "(res_model, res_id) WHERE is_running", "This document has a clock already."
    )
    _next_index = models.Index("(next_date, id) WHERE next_date IS NOT NULL")
    _claim_index = models.Index("(claim_id) WHERE is_running")
    _stopped_index = models.Index("(stopped_date) WHERE stopped_date IS NOT NULL")

    @api.depends("stage", "res_id")
    def _compute_display_name(self):
        labels = dict(self._fields["stage"]._description_selection(self.env))
        for clock in self:
            clock.display_name = labels.get(clock.stage, "")

    # ------------------------------------------------------------------ documents

    def _documents(self):
        """``{clock: its claim, supplier case or transfer}``, read together."""
        found = {}
        for model, clocks in self.grouped("res_model").items():
            documents = self.env[model].browse(clocks.mapped("res_id")).exists()
            by_id = {document.id: document for document in documents}
            for clock in clocks:
                found[clock] = by_id.get(clock.res_id, documents.browse())
        return found

    def _party(self):
        """Whose silence it is: us, customer or supplier."""
        self.ensure_one()
        return STAGES[self.stage].party

    @api.model
    def _stage_of(self, document):
        """Where ``document`` waits for somebody: a key of ``STAGES``, or None."""
        kind = {model: key for key, model in MODELS.items()}[document._name]
        stage = f"{kind}.{document._aftersales_waits()}"
        return stage if stage in STAGES else None

    @api.model
    def _suppliers_of(self, document):
        """The suppliers (their companies) that ``document`` is about."""
        if document._name == "aftersales.claim":
            return document.line_ids.supplier_ids.commercial_partner_id
        if document._name == "stock.picking":
            return document.aftersales_case_id.commercial_partner_id
        return document.commercial_partner_id

    @api.model
    def _running_of(self, documents):
        """``{document id: clock}`` of those of one model that have one."""
        clocks = self.search(
            [
                ("res_model", "=", documents._name),
                ("res_id", "in", documents.ids),
                ("is_running", "=", True),
            ]
        )
        return {clock.res_id: clock for clock in clocks}

    # ------------------------------------------------------------------ keeping

    @api.model
    def _keep(self, documents):
        """Let the clocks run that ``documents`` ask for where they stand, and no other.

        A constant number of queries for any batch; clocks of the right stage go on.

        :param documents: claims, supplier cases or transfers, all of one kind
        """
        if not documents:
            return
        # Clocks, calendars and suppliers' terms are the system's to read.
        clocks_sudo = self.sudo()
        documents = documents.sudo()
        running = clocks_sudo._running_of(documents)
        wanted = {document: clocks_sudo._stage_of(document) for document in documents}
        stopped, missing = clocks_sudo.browse(), documents.browse()
        for document, stage in wanted.items():
            clock = running.get(document.id, clocks_sudo.browse())
            if clock and clock.stage == stage:
                clock._follow_asked(document)
                continue
            stopped |= clock
            if stage:
                missing |= document
        stopped._stop()
        clocks_sudo._start({document: wanted[document] for document in missing})
        clocks_sudo._show_deadlines(documents)

    def _follow_asked(self, document):
        """The date somebody chose was changed meanwhile."""
        asked = document._aftersales_asked()
        if asked and asked != self.due:
            self.is_asked = True
            self._move_to(asked)

    def _move_to(self, due):
        """Let these clocks end at ``due``; reminders and tasks keep their distance."""
        for clock in self:
            rest = due - clock.due
            clock.write(
                {
                    "due": due,
                    "remind_date": clock.remind_date and clock.remind_date + rest,
                    "escalate_date": clock.escalate_date and clock.escalate_date + rest,
                    "lapsed_date": False,
                    "escalated_date": False,
                    "is_asking": False,
                    "tries": 0,
                }
            )
        self._schedule()

    def _stop(self):
        if self:
            self.write(
                {
                    "is_running": False,
                    "is_asking": False,
                    "next_date": False,
                    "stopped_date": fields.Datetime.now(),
                }
            )
            # The index of running clocks, and lists of them, are read next.
            self.flush_recordset()
            self.claim_id.invalidate_recordset(["clock_ids"])
            self.case_id.invalidate_recordset(["clock_ids"])

    @api.model
    def _start(self, wanted):
        """Start a clock for each document of ``{document: stage}``.

        Stages that no rule is about, and of which nobody said a date, have none.
        """
        if not wanted:
            return
        claims = self.env["aftersales.claim"].union(*map(self._claim_of, wanted))
        # Two sessions that start the same clock collide; the second is run again.
        claims._lock_rows()
        rules = self.env["aftersales.sla"]._rows_for(set(wanted.values()))
        plan = Plan(self.env, wanted)
        now = fields.Datetime.now()
        vals_list = []
        for document, stage in wanted.items():
            sla = rules._match(stage, document)
            asked = document._aftersales_asked()
            if asked and asked <= now:
                # It waits again, or still: what is over is not its time.
                asked = document._aftersales_renewed(now)
            if sla or asked:
                vals_list.append(
                    {
                        **self._prepare_owner_vals(document),
                        "stage": stage,
                        "sla_id": sla.id,
                        "started": now,
                        **plan.dates(document, sla, now, asked),
                    }
                )
        clocks = self.create(vals_list)
        for document, clock in clocks._by_document(wanted).items():
            if document._aftersales_asked() and document._aftersales_asked() <= now:
                document._aftersales_extend(clock.due)
        clocks._wake()

    def _by_document(self, documents):
        """``{document: clock}`` of those ``documents`` that have one of these."""
        by_id = {clock.res_id: clock for clock in self}
        return {
            document: by_id[document.id]
            for document in documents
            if document.id in by_id
        }

    @api.model
    def _prepare_owner_vals(self, document):
        is_case = document._name == "aftersales.supplier.case"
        return {
            "res_model": document._name,
            "res_id": document.id,
            "claim_id": self._claim_of(document).id,
            "case_id": document.id if is_case else False,
            "company_id": document.company_id.id,
        }

    @api.model
    def _claim_of(self, document):
        if document._name == "aftersales.claim":
            return document
        if document._name == "stock.picking":
            return document.aftersales_claim_id
        return document.claim_id

    # ------------------------------------------------------------------ time

    def _schedule(self):
        """Say when something is to be done next."""
        for clock in self:
            pending = [
                clock.remind_date if not clock.reminded_date else False,
                clock.due if clock.sla_id else False,
            ]
            if clock.lapsed_date:
                pending = [clock.escalate_date if not clock.escalated_date else False]
            clock.next_date = min(filter(None, pending), default=False)
        self._wake()

    def _wake(self):
        """Let the cron look when the next of these is due."""
        moments = {clock.next_date for clock in self if clock.next_date}
        # Missing while the addon is installed or removed: the cron comes by itself.
        cron = self.env.ref(ALARM, raise_if_not_found=False)
        if moments and cron:
            # Anyone's click may ask it to look.
            cron.sudo()._trigger(sorted(moments))
