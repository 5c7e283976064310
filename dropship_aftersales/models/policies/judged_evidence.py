"""What the policies say of a claim is said again when evidence comes or goes."""

from odoo import api, models


class AftersalesEvidence(models.Model):
    _inherit = "aftersales.evidence"

    @api.model_create_multi
    def create(self, vals_list):
        evidence = super().create(vals_list)
        evidence._judge_claims()
        return evidence

    def unlink(self):
        claims = self.claim_id
        result = super().unlink()
        claims.exists().line_ids.filtered("policy_terms")._judge()
        return result

    def _judge_claims(self):
        """Say again what the policies say of these claims."""
        self.claim_id.line_ids.filtered(
            lambda line: (line.policy_reason or {}).get("code") == "evidence_missing"
        )._judge()
