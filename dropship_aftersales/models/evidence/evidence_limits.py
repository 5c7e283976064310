"""How much may be sent, and what it is when a phone says it its own way."""

from odoo import models
from odoo.exceptions import ValidationError

MAX_TOTAL = 200 * 1024 * 1024


class AftersalesEvidence(models.Model):
    _inherit = "aftersales.evidence"

    def _check_total(self, vals_list):
        """A claim has so many bytes, and each supplier's case as many of its own."""
        super()._check_total(vals_list)
        added = {}
        for vals in vals_list:
            owner = (vals.get("claim_id"), vals.get("case_id") or False)
            added[owner] = added.get(owner, 0) + vals.get("size", 0)
        groups = self._read_group(
            [("claim_id", "in", [claim_id for claim_id, _case in added])],
            ["claim_id", "case_id"],
            ["size:sum"],
        )
        known = {(claim.id, case.id): size for claim, case, size in groups}
        if any(known.get(owner, 0) + size > MAX_TOTAL for owner, size in added.items()):
            raise ValidationError(
                self.env._(
                    "All files together are larger than %s MB. Remove a video, or "
                    "send a shorter one.",
                    MAX_TOTAL // (1024 * 1024),
                )
            )

    def _shown_kind(self):
        """What this file shows: photos of some phones are kept as files."""
        self.ensure_one()
        is_image = (self.mimetype or "").startswith("image/")
        return "photo" if is_image else self.kind
