"""Documents start and stop their clocks where they come to wait for somebody."""

from datetime import timedelta

from odoo import SUPERUSER_ID, fields, models


class AftersalesWorkflowMixin(models.AbstractModel):
    _inherit = "aftersales.workflow.mixin"

    def _set_deadline(self, deadline):
        if self.deadline != deadline:
            self._write_engine({"deadline": deadline})

    def _aftersales_asked(self):
        return self._asked_deadline()

    def _aftersales_renewed(self, now):
        """Until when it waits when the date that was asked is over; False: as the rule
        says."""
        return False

    def _aftersales_hours(self):
        """Time that was agreed, and wins over the rule's; 0 when none was."""
        return 0.0

    def _aftersales_extend(self, due):
        """The party has until ``due`` now; where nothing was said of its time, only
        the clock says so."""


class AftersalesClaim(models.Model):
    """Waits for its customer or for us; of what it set off it shows the earliest."""

    _inherit = "aftersales.claim"

    clock_ids = fields.One2many(
        "aftersales.clock",
        "claim_id",
        string="Running Deadlines",
        domain=[("is_running", "=", True)],
        readonly=True,
        groups="base.group_user",
    )

    def _start_clocks(self, verb):
        self._update_deadlines()
        return super()._start_clocks(verb)

    def _update_deadlines(self):
        """Whatever belongs to these claims waits for whom it waits for now."""
        clocks = self.env["aftersales.clock"]
        # Transfers and supplier cases are the system's to look at.
        claims_sudo = self.sudo()
        clocks._keep(claims_sudo.picking_ids.filtered("is_aftersales_return"))
        clocks._keep(claims_sudo.case_ids)
        clocks._keep(claims_sudo)

    def _aftersales_waits(self):
        """The claim's part of a stage of deadlines; None when others' clocks run."""
        self.ensure_one()
        if self.state in ("review", "evidence", "supplier", "offer"):
            return self.state
        stage = self._stage() if self.state == "approved" else None
        return stage if stage in ("travel", "inspect", "refund") else None

    def _aftersales_extend(self, due):
        """The party has until ``due`` now: what was said of its time is changed."""
        self.ensure_one()
        if self.state == "offer":
            self._current_offer().valid_until = due
        elif self.state == "evidence" and self._open_round().deadline:
            self._open_round().deadline = due


class AftersalesSupplierCase(models.Model):
    """Waits for its supplier's answer, receipt and credit, or for our ruling."""

    _inherit = "aftersales.supplier.case"

    clock_ids = fields.One2many(
        "aftersales.clock",
        "case_id",
        string="Running Deadlines",
        domain=[("is_running", "=", True)],
        readonly=True,
        groups="base.group_user",
    )

    def _start_clocks(self, verb):
        self.env["aftersales.clock"]._keep(self)
        return super()._start_clocks(verb)

    def write(self, vals):
        result = super().write(vals)
        if "supplier_reference" in vals:
            # The credit is there.
            self.env["aftersales.clock"]._keep(self)
        return result

    def _aftersales_waits(self):
        """The case's part of a stage of deadlines, or None."""
        self.ensure_one()
        stage = self._stage()
        if stage == "receive":
            # Nothing can be received before it is sent.
            return stage if self._has_parcels_under_way() else None
        if stage == "credit" and self._waits_for_month():
            return None
        return stage

    def _waits_for_month(self):
        """Everything due is settled when the month is over; nobody has to act."""
        day = self._posting_day()
        return bool(day) and day > self._today()

    def _has_parcels_under_way(self):
        return any(
            picking.aftersales_shipped_date and picking.state not in ("done", "cancel")
            for picking in self.picking_ids
        )

    def _aftersales_hours(self):
        """What the supplier's terms say of its answer; 0 when they say nothing."""
        return (self.state == "asked" and self._answer_hours()) or 0.0


class StockPicking(models.Model):
    """A parcel that the customer should send back waits for him."""

    _inherit = "stock.picking"

    def _aftersales_waits(self):
        self.ensure_one()
        is_waiting = (
            self.is_aftersales_return
            and self.state not in ("done", "cancel")
            and not self.aftersales_shipped_date
            # Who has his money already still owes the goods.
            and self.aftersales_claim_id.state in ("approved", "resolved")
        )
        return "ship" if is_waiting else None

    def _aftersales_asked(self):
        return self.aftersales_ship_by

    def _aftersales_renewed(self, now):
        return now + timedelta(days=self.company_id.aftersales_return_days)

    def _aftersales_hours(self):
        return 0.0

    def _aftersales_extend(self, due):
        self.aftersales_ship_by = due

    def action_aftersales_ship(self):
        result = super().action_aftersales_ship()
        # The parties of the claim have no rights on transfers; super checked them.
        pickings_sudo = self.with_user(SUPERUSER_ID)
        clocks_sudo = pickings_sudo.env["aftersales.clock"]
        clocks_sudo._keep(pickings_sudo)
        clocks_sudo._keep(pickings_sudo.aftersales_case_id)
        clocks_sudo._keep(pickings_sudo.aftersales_claim_id)
        return result
