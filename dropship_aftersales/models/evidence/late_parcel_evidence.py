"""What shows a parcel that reached the supplier after his case was over.

The evidence of a case that is over stays as it was. What comes later is kept beside it
and marked, and stays as it is in turn once the parcel is reported.
"""

from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class AftersalesEvidence(models.Model):
    _inherit = "aftersales.evidence"

    @api.constrains("late_parcel")
    def _check_late_parcel(self):
        for evidence in self.filtered("late_parcel"):
            case = evidence.case_id
            if not case or not case._may_report_late_parcel():
                raise ValidationError(
                    self.env._(
                        "A late parcel comes after its case was over. Add the file to "
                        "the case itself."
                    )
                )

    def write(self, vals):
        if vals.keys() - {"shared_with_supplier"}:
            self._check_unreported()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _check_open(self):
        late = self.filtered(
            lambda file: file.late_parcel and file.case_id._may_report_late_parcel()
        )
        return super(AftersalesEvidence, self - late)._check_open()

    @api.ondelete(at_uninstall=False)
    def _check_unreported(self):
        if reported := self.filtered(lambda file: file._is_reported_parcel()):
            raise UserError(
                self.env._(
                    "%s shows a parcel that was reported; it stays as it is. Add "
                    "another file instead.",
                    ", ".join(reported.mapped("name")),
                )
            )

    def _is_reported_parcel(self):
        """Whether a report of a late parcel followed this file."""
        self.ensure_one()
        # What was said in a case is read here for suppliers too.
        opinions_sudo = self.case_id.sudo().opinion_ids
        return self.late_parcel and any(
            opinion.kind == "parcel" and opinion.create_date >= self.create_date
            for opinion in opinions_sudo
        )


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _add_late_parcel_files(self, files, source):
        """Keep files as what shows a parcel that came after the case was over.

        :param list files: ``(name, bytes)`` pairs
        :param str source: who sent them: supplier, or agent for him
        :return: the evidence of these files, created or there already
        :raise UserError: a file cannot be used, there are too many, or the case is
            open; none is kept then
        """
        self.ensure_one()
        self._check_late_parcel()
        return self.evidence_ids.filtered("late_parcel")._keep_beside(
            files,
            {
                "claim_id": self.claim_id.id,
                "case_id": self.id,
                "late_parcel": True,
                "source": source,
            },
        )

    def _evidence_of(self, line=None):
        return super()._evidence_of(line).filtered(lambda file: not file.late_parcel)

    def _removable_evidence(self):
        """Files of a late parcel until it is reported, whatever became of the case."""
        before = super()._removable_evidence()
        return before.filtered(lambda file: not file.late_parcel) | (
            self.evidence_ids.filtered(
                lambda file: (
                    file.late_parcel
                    and file.source == "supplier"
                    and not file._is_reported_parcel()
                )
            )
        )

    def _late_parcel_files(self, access_token=None):
        """What the supplier sent of a parcel that he has not reported yet, as the
        tiles show it."""
        self.ensure_one()
        return [
            evidence._portal_file(self.access_url, access_token, removable=True)
            for evidence in self._removable_evidence()
            if evidence.late_parcel
        ]
