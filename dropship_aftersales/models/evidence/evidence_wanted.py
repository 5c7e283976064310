"""What a claim should show before it is decided, and what of it is missing."""

from odoo import fields, models


class AftersalesReason(models.Model):
    _inherit = "aftersales.reason"

    evidence_type_ids = fields.Many2many(
        "aftersales.evidence.type",
        string="Evidence Wanted",
        help="What the customer should show, where no policy says it. Without any, one "
        "photo, video or document will do.",
    )


class AftersalesPolicy(models.Model):
    _inherit = "aftersales.policy"

    def _prepare_terms(self, findings):
        """What reasons want to see is written down with what policies promise, where
        these do not say it themselves."""
        every = super()._prepare_terms(findings)
        silent = {
            line: line.reason_id.id
            for line, terms in every.items()
            if not terms.get("evidence")
        }
        # Reasons are configuration, and read for everybody who fills in a form.
        reasons_sudo = (
            self.env["aftersales.reason"]
            .sudo()
            .browse(set(filter(None, silent.values())))
        )
        wanted = {
            reason.id: [[wanted.id, 1] for wanted in reason.evidence_type_ids]
            for reason in reasons_sudo.filtered("evidence_required")
        }
        for line, reason_id in silent.items():
            if reason_id in wanted:
                every[line] = {**every[line], "evidence": wanted[reason_id]}
        return every


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _missing_pieces(self):
        """What policies and reasons want to see and is not there.

        :return: ``{evidence type: count}``
        """
        self.ensure_one()
        missing = {}
        for line in self.line_ids:
            for wanted, count in line._missing_evidence():
                # One photo of the parcel shows all that was in it.
                missing[wanted] = max(missing.get(wanted, 0), count)
        if not missing and self._shows_nothing():
            fault = self.env.ref(
                "dropship_aftersales.evidence_type_fault", raise_if_not_found=False
            )
            return {fault: 1} if fault and fault.active else {}
        return missing

    def _evidence_complete(self):
        """Whether everything that reasons, policies and we asked for is there."""
        self.ensure_one()
        return (
            not self._missing_pieces()
            and not self._shows_nothing()
            and all(piece.received for piece in self._open_round().piece_ids)
        )

    def _shows_nothing(self):
        """A reason asks for evidence, and there is none."""
        self.ensure_one()
        # Customers read no evidence but their own, on the pages made for it.
        claim_sudo = self.sudo()
        return not claim_sudo.evidence_ids and any(
            claim_sudo.line_ids.reason_id.mapped("evidence_required")
        )
