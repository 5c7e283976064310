"""The rounds of a claim on the agent's screen, loaded after the form opened."""

from odoo import api, fields, models

from ..claims.claim import UNDECIDED
from .portal_evidence import TYPES


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    @api.readonly
    def get_evidence_rounds(self):
        """What the customer was asked to show, the latest round first.

        :return: list of dicts: ``id``, ``date`` and ``until`` (UTC, or False),
            ``state`` and ``state_label``, ``asked_by`` (words, empty for us), ``text``
            and ``pieces``
        """
        self.ensure_one()
        self.check_access("read")
        self._check_agent()
        return [
            request._screen_values()
            for request in self.evidence_request_ids.sorted("id", reverse=True)
        ]


class AftersalesEvidenceRequest(models.Model):
    _inherit = "aftersales.evidence.request"

    def _screen_values(self):
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        takes_files = self.claim_id.state in UNDECIDED
        return {
            "id": self.id,
            "date": fields.Datetime.to_string(self.asked_date),
            "until": fields.Datetime.to_string(self.deadline) or False,
            "state": self.state,
            "state_label": states[self.state],
            "asked_by": self.env._("Passed on for the supplier")
            if self.asked_by == "supplier"
            else "",
            "text": self.text or "",
            "pieces": [
                {
                    "id": piece.id,
                    "name": piece._asked_words(),
                    "words": piece._answer_words(),
                    "received": piece.received,
                    "refused": bool(piece.refusal) and not piece.evidence_ids,
                    "types": TYPES[piece.kind],
                    "takes_files": takes_files,
                }
                for piece in self.piece_ids
            ],
        }
