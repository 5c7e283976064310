"""What the boxes on top of a claim's form say of its policies."""

from odoo import api, fields, models


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    policy_summary = fields.Char(
        compute="_compute_policy_summary",
        groups="base.group_user",
        help="What the policies say of its items, each thing once.",
    )

    @api.depends("line_ids.policy_text", "line_ids.policy_outcome")
    @api.depends_context("lang")
    def _compute_policy_summary(self):
        for claim in self:
            # What the policy likes least is what the decision is about.
            words = [
                line.policy_text
                for line in claim.line_ids
                if line.policy_outcome == claim.policy_outcome and line.policy_text
            ]
            claim.policy_summary = " ".join(dict.fromkeys(words))

    def action_try_policies(self):
        """Show why the policies say what they say; nothing is written."""
        self.ensure_one()
        self._check_agent()
        lines = [
            line for line in self.line_ids if line.policy_outcome == self.policy_outcome
        ]
        return lines[0].action_try_policies() if lines else False
