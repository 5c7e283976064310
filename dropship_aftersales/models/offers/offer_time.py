"""How long an offer is good."""

from datetime import timedelta

from odoo import fields, models

from ..deadlines.sla_calendar import Plan

STAGE = "claim.offer"
# Where no rule says how long an offer is good.
USUAL_TIME = timedelta(days=7)


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _asked_deadline(self):
        """Until when somebody said that this claim waits, for its state."""
        if self.state == "offer":
            return self._current_offer().valid_until
        return super()._asked_deadline()

    def _usual_offer_end(self):
        """Until when an offer made now is good: as the rule of deadlines says."""
        self.ensure_one()
        # Rules of deadlines are the managers' to read; the date is everybody's.
        claim_sudo = self.sudo()
        now = fields.Datetime.now()
        rules_sudo = claim_sudo.env["aftersales.sla"]._rows_for({STAGE})
        rule_sudo = rules_sudo._match(STAGE, claim_sudo)
        if not rule_sudo.hours:
            return now + USUAL_TIME
        plan = Plan(claim_sudo.env, {claim_sudo: STAGE})
        return plan.after(claim_sudo, rule_sudo, rule_sudo.hours, now)
