"""What customers see of their files, and which they may take back."""

from odoo import models

from ..claims.claim import UNDECIDED


class AftersalesEvidence(models.Model):
    _inherit = "aftersales.evidence"

    def _portal_file(self, page_url, access_token=None, removable=False):
        """This file as the tiles show it.

        :param str page_url: address of the claim or case through which it is opened
        """
        self.ensure_one()
        url = f"{page_url}/evidence/{self.id}"
        query = f"?access_token={access_token}" if access_token else ""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "url": url + query,
            "thumb": f"{url}/thumb{query}" if self.kind == "photo" else "",
            "removable": removable,
        }


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _removable_evidence(self):
        """What the customer sent and may take back: until the decision, his own."""
        open_claims = self.filtered(lambda claim: claim.state in ("draft", *UNDECIDED))
        return open_claims.evidence_ids.filtered(
            lambda evidence: evidence.source == "customer"
        )

    def _portal_files(self, access_token=None):
        """The customer's files of this claim, as the tiles show them."""
        self.ensure_one()
        removable = self._removable_evidence()
        return [
            evidence._portal_file(self.access_url, access_token, evidence in removable)
            for evidence in self.evidence_ids
            if evidence.source == "customer"
        ]
