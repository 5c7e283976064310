from .portal_common import PortalCase


class RequestCase(PortalCase):
    """A customer who has filled in the first page of a new request."""

    def draft(self, quantity=2, **typed):
        """The draft after the first page, and the address of its pages."""
        self.sign_in(self.customer_user)
        self.post(self.form_url, self.typed(quantity, **typed))
        claim = self.claims().filtered(lambda claim: claim.state == "draft")
        return claim, f"/my/claims/{claim.id}"

    def stored(self, evidence):
        """The file that is kept of ``evidence``."""
        (attachment,) = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "aftersales.evidence"),
                ("res_field", "=", "content"),
                ("res_id", "=", evidence.id),
            ]
        )
        return attachment
