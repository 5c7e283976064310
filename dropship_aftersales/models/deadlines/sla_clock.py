"""Clocks: until when a party should have moved, and what its silence means."""

from odoo import api, fields, models

from ..claims.claim_child import responsible
from .sla import MODELS, STAGES


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
    def _claim_of(self, document):
        if document._name == "aftersales.claim":
            return document
        if document._name == "stock.picking":
            return document.aftersales_claim_id
        return document.claim_id

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
