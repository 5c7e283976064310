"""What would happen by itself at a moment, without its happening."""

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError

from ..models.deadlines.sla import SILENCE

# So many documents are listed; all of them are counted.
LISTED = 200
BATCH = 1000
OUTCOMES = [
    ("move", "Moves by itself"),
    ("untold", "Stays: nobody was told"),
    ("told_late", "Stays: told too late, begins again"),
    ("refused", "Stays: cannot go on"),
    ("task", "Stays: a task is given"),
    ("none", "Stays"),
    ("remind", "A reminder is sent"),
]


class AftersalesClockSimulation(models.TransientModel):
    """Looks which documents would move at a moment, and why others would not."""

    _name = "aftersales.clock.simulation"
    _description = "Simulation of Deadlines"
    _inherit = ["aftersales.links.mixin"]

    moment = fields.Datetime(required=True, default=fields.Datetime.now)
    sla_ids = fields.Many2many(
        "aftersales.sla",
        string="Deadlines",
        help="Empty: all deadlines.",
    )
    line_ids = fields.One2many(
        "aftersales.clock.simulation.line", "simulation_id", readonly=True
    )
    looked_count = fields.Integer(string="Due by Then", readonly=True)
    move_count = fields.Integer(string="Would Move", readonly=True)
    stay_count = fields.Integer(string="Would Stay", readonly=True)
    remind_count = fields.Integer(string="Reminders", readonly=True)
    is_cut = fields.Boolean(compute="_compute_is_cut")

    @api.depends("looked_count", "line_ids")
    def _compute_is_cut(self):
        for simulation in self:
            simulation.is_cut = simulation.looked_count > len(simulation.line_ids)

    @api.model
    def _window(self, slas):
        """The window that simulates ``slas``."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Simulate deadlines"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_sla_ids": [Command.set(slas.ids)],
                "dialog_size": "extra-large",
            },
        }

    def action_look(self):
        """List what would happen; nothing but this list is written.

        :raise AccessError: the user is no after-sales manager
        """
        self.ensure_one()
        if not self.env.user.has_group("dropship_aftersales.group_manager"):
            raise AccessError(self.env._("Only an after-sales manager may do this."))
        outcomes = self._foresee()
        codes = [outcome["outcome"] for outcome in outcomes]
        moves, reminders = codes.count("move"), codes.count("remind")
        self.write(
            {
                "looked_count": len(codes),
                "move_count": moves,
                "remind_count": reminders,
                "stay_count": len(codes) - moves - reminders,
                "line_ids": [
                    Command.clear(),
                    *map(Command.create, outcomes[:LISTED]),
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Simulate deadlines"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _foresee(self):
        """Values of a line for each clock that has something to do by then."""
        domain = [("next_date", "<=", self.moment)]
        if self.sla_ids:
            domain.append(("sla_id", "in", self.sla_ids.ids))
        # Those that the manager may see, read with the rights of the cron.
        clocks = self.env["aftersales.clock"].search(domain, order="due, id").sudo()
        outcomes = []
        for start in range(0, len(clocks), BATCH):
            some = clocks[start : start + BATCH]
            outcomes += some._foresee(self.moment)
        return outcomes


class AftersalesClockSimulationLine(models.TransientModel):
    """What would happen to one document."""

    _name = "aftersales.clock.simulation.line"
    _description = "Line of a Simulation of Deadlines"
    _order = "id"

    simulation_id = fields.Many2one(
        "aftersales.clock.simulation", required=True, ondelete="cascade", index=True
    )
    claim_id = fields.Many2one("aftersales.claim", readonly=True, ondelete="cascade")
    case_id = fields.Many2one(
        "aftersales.supplier.case",
        string="Supplier Case",
        readonly=True,
        ondelete="cascade",
    )
    stage = fields.Selection(
        lambda self: (
            self.env["aftersales.clock"]
            ._fields["stage"]
            ._description_selection(self.env)
        ),
        string="Waits For",
        readonly=True,
    )
    due = fields.Datetime(readonly=True)
    outcome = fields.Selection(OUTCOMES, readonly=True)
    verb = fields.Char(string="By", readonly=True)
    reason = fields.Char(readonly=True)


class AftersalesClock(models.Model):
    _inherit = "aftersales.clock"

    def _foresee(self, moment):
        """What the cron would do to these clocks at ``moment``; writes nothing.

        :return: list of values of ``aftersales.clock.simulation.line``
        """
        waiting = self._still_waiting()
        late = waiting.filtered(lambda clock: clock.due <= moment)
        verdicts = late.filtered(lambda clock: not clock.lapsed_date)._judge(moment)
        outcomes = []
        for clock in waiting:
            code, params = "remind", {}
            if clock in verdicts:
                code, params = verdicts[clock]
            elif clock in late:
                code = "none"
            if code == "none" and clock.escalate_date and clock.escalate_date <= moment:
                code = "task"
            outcomes.append(
                {
                    "claim_id": clock.claim_id.id,
                    "case_id": clock.case_id.id,
                    "stage": clock.stage,
                    "due": clock.due,
                    "outcome": code,
                    "verb": clock._foreseen_verb(code),
                    "reason": clock._foreseen_reason(code, params),
                }
            )
        return outcomes

    def _foreseen_verb(self, code):
        if code in ("remind", "task", "none") or not self.silence_verb:
            return ""
        return self.env._(SILENCE[self.silence_verb])

    def _foreseen_reason(self, code, params):
        reasons = {
            "move": self.env._("It was told, and nobody answered."),
            "untold": self.env._("No message has left the house so far."),
            "told_late": self.env._("The message left after the deadline."),
            "refused": params.get("error", ""),
            "task": self.env._("A manager is asked.")
            if self.escalate_to == "manager"
            else self.env._("The responsible is asked."),
            "none": self.env._("Silence means nothing here."),
            "remind": self.env._("The deadline is near."),
        }
        return reasons[code]
