"""The verbs that were taken on a claim, for the customer's timeline."""

from odoo import fields, models

LIMIT = 100


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    history = fields.Json(
        string="Verbs Taken",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Verbs that were taken: the verb, when (UTC), and for whom.",
    )

    def _log_move(self, verb, actor, author, came_from):
        moment = fields.Datetime.to_string(fields.Datetime.now())
        for claim in self:
            history = [*(claim.history or []), [verb, moment, actor]]
            claim._write_engine({"history": history[-LIMIT:]})
        return super()._log_move(verb, actor, author, came_from)

    def _history(self):
        """``(verb, datetime, actor)`` of what was done, the oldest first."""
        self.ensure_one()
        # What of it customers read is put into words for them.
        return [
            (verb, fields.Datetime.to_datetime(moment), actor)
            for verb, moment, actor in self.sudo().history or []
        ]
