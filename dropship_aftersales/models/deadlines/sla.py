"""How long each party has at each stage, and what silence means."""

from dataclasses import dataclass

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.translate import LazyGettext, LazyTranslate

_lt = LazyTranslate(__name__)

US, CUSTOMER, SUPPLIER = "us", "customer", "supplier"


@dataclass(frozen=True)
class Stage:
    """A stage at which somebody is waited for.

    :param label: what it is called in lists of deadlines
    :param party: us, customer or supplier
    :param verbs: what silence may mean; verbs of the document (of the claim, for
        parcels) that the system may take there. Our own silence decides nothing.
    """

    label: LazyGettext
    party: str
    verbs: tuple[str, ...] = ()


STAGES = {
    "claim.review": Stage(_lt("Claim: to review"), US),
    "claim.evidence": Stage(
        _lt("Claim: waiting for evidence"), CUSTOMER, ("give_evidence", "cancel")
    ),
    "claim.supplier": Stage(_lt("Claim: waiting for suppliers"), US),
    "claim.offer": Stage(_lt("Claim: offer sent"), CUSTOMER, ("refuse", "cancel")),
    "transfer.ship": Stage(_lt("Parcel: to send back"), CUSTOMER, ("cancel",)),
    "claim.travel": Stage(_lt("Claim: parcel on its way"), US),
    "claim.inspect": Stage(_lt("Claim: receipt differs"), US),
    "claim.refund": Stage(_lt("Claim: money to send"), US),
    "case.asked": Stage(_lt("Case: supplier's answer"), SUPPLIER, ("accept",)),
    "case.disputed": Stage(_lt("Case: to rule"), US),
    "case.receive": Stage(_lt("Case: supplier confirms receipt"), SUPPLIER),
    "case.credit": Stage(_lt("Case: supplier credits"), SUPPLIER),
}
SILENCE = {
    "give_evidence": _lt("Decide with what is there"),
    "cancel": _lt("Close the request"),
    "refuse": _lt("The offer lapses"),
    "accept": _lt("Counts as accepted"),
}
MODELS = {
    "claim": "aftersales.claim",
    "case": "aftersales.supplier.case",
    "transfer": "stock.picking",
}


class AftersalesSla(models.Model):
    """The time allowed at one stage, for all or for some; the first match counts."""

    _name = "aftersales.sla"
    _description = "Deadline"
    _inherit = ["aftersales.links.mixin"]
    _order = "sequence, id"

    sequence = fields.Integer(default=100)
    active = fields.Boolean(default=True)
    stage = fields.Selection(
        lambda self: [(key, self.env._(stage.label)) for key, stage in STAGES.items()],
        string="Waits For",
        required=True,
    )
    document = fields.Selection(
        [("claim", "Claim"), ("case", "Supplier case"), ("transfer", "Parcel")],
        compute="_compute_document",
        store=True,
    )
    party = fields.Selection(
        [("us", "Us"), ("customer", "Customer"), ("supplier", "Supplier")],
        string="Whose Turn",
        compute="_compute_stage",
    )
    company_id = fields.Many2one("res.company", index=True, help="Empty: every company")
    supplier_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        domain="[('parent_id', '=', False)]",
        ondelete="cascade",
        help="Only when this supplier is asked, or has goods on the claim.",
    )
    policy_id = fields.Many2one(
        "aftersales.policy",
        index="btree_not_null",
        ondelete="cascade",
        help="Only for claims with an item to which this policy was promised.",
    )
    hours = fields.Float(
        string="Time (Hours)",
        help="Working hours, or hours around the clock.",
    )
    around_the_clock = fields.Boolean(
        help="Nights, weekends and holidays count too: 168 hours are seven days."
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working Hours Of",
        check_company=True,
        help="Empty: the working hours of the company. A supplier's own come first.",
    )
    remind_hours = fields.Float(
        string="Remind (Hours Before)",
        help="Counted as the time itself; 0: no reminder.",
    )
    silence_verb = fields.Selection(
        lambda self: [(verb, self.env._(label)) for verb, label in SILENCE.items()],
        string="Silence Means",
        help="What happens at the deadline by itself. Never when no message reached "
        "the other party: then its responsible gets a task.",
    )
    verbs_allowed = fields.Char(compute="_compute_stage")
    escalate_to = fields.Selection(
        [("responsible", "The responsible"), ("manager", "A manager")],
        string="Task For",
        default="responsible",
        help="Who gets a task when nobody has moved.",
    )
    escalate_hours = fields.Float(
        string="Task After (Hours)",
        help="Hours after the deadline, counted as the time itself.",
    )

    _hours_positive = models.Constraint(
        "CHECK(hours >= 0 AND remind_hours >= 0 AND escalate_hours >= 0)",
        "Times are not negative.",
    )

    @api.depends("stage")
    def _compute_document(self):
        for sla in self:
            sla.document = (sla.stage or "").partition(".")[0]

    @api.depends("stage")
    def _compute_stage(self):
        for sla in self:
            stage = STAGES.get(sla.stage)
            sla.party = stage.party if stage else False
            sla.verbs_allowed = ",".join(stage.verbs) if stage else ""

    @api.depends("stage")
    def _compute_display_name(self):
        labels = dict(self._fields["stage"]._description_selection(self.env))
        for sla in self:
            sla.display_name = labels.get(sla.stage, "")

    @api.onchange("stage")
    def _onchange_stage(self):
        if self.silence_verb not in self.verbs_allowed.split(","):
            self.silence_verb = False

    @api.constrains("stage", "silence_verb")
    def _check_silence(self):
        for sla in self:
            if sla.silence_verb and (sla.silence_verb not in STAGES[sla.stage].verbs):
                raise ValidationError(
                    self.env._(
                        "Silence cannot mean that here: %(stage)s. Choose another "
                        "meaning, or none.",
                        stage=sla.display_name,
                    )
                )

    @api.constrains("stage", "hours", "remind_hours")
    def _check_hours(self):
        for sla in self:
            # How long parcels may take is said in the settings.
            if sla.document != "transfer" and sla.hours <= 0:
                raise ValidationError(
                    self.env._("%s: say how many hours there are.", sla.display_name)
                )
            if sla.document != "transfer" and sla.remind_hours >= sla.hours:
                raise ValidationError(
                    self.env._(
                        "%s: the reminder comes after the start. Remind fewer hours "
                        "before the end than there are.",
                        sla.display_name,
                    )
                )

    # ------------------------------------------------------------------ matching

    @api.model
    def _rows_for(self, stages):
        """Rows that may say something at ``stages``, the first ones first."""
        return self.search([("stage", "in", list(stages))])

    def _match(self, stage, document):
        """The first of these rows that is about ``document`` at ``stage``, or none.

        :param str stage: a key of ``STAGES``
        :param document: claim, supplier case or transfer, with the system's rights
        """
        return next(
            (sla for sla in self if sla.stage == stage and sla._is_about(document)),
            self.browse(),
        )

    def _is_about(self, document):
        """Whether the criteria beside the stage hold for ``document``."""
        self.ensure_one()
        if self.company_id and self.company_id != document.company_id:
            return False
        clocks = document.env["aftersales.clock"]
        if self.policy_id:
            lines = clocks._claim_of(document).line_ids
            if self.policy_id not in lines.policy_id:
                return False
        if self.supplier_id:
            return self.supplier_id in clocks._suppliers_of(document)
        return True

    # ------------------------------------------------------------------ window

    def action_simulate(self):
        """Show what would happen by itself, at these stages, at a moment.

        :raise AccessError: the user is no after-sales manager
        """
        simulation = self.env["aftersales.clock.simulation"]
        simulation.check_access("create")
        return simulation._window(self)
