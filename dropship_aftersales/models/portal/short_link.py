"""Short private links: a text message has no room for a token."""

import secrets
import string

from odoo import api, fields, models

ALPHABET = string.ascii_letters + string.digits
# 62 letters to the power of 11: 65 bits.
LENGTH = 11


class AftersalesShortLinkMixin(models.AbstractModel):
    """Gives a portal document a short address that lives and ends with its token."""

    _name = "aftersales.short.link.mixin"
    _description = "Short Private Link"

    short_code = fields.Char(
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="What follows /c/ in the short private link. Renewed with the token.",
    )
    _short_code_unique = models.UniqueIndex("(short_code)")

    def write(self, vals):
        if "access_token" not in vals:
            return super().write(vals)
        # A new token, by whoever wrote it: the old short link dies with the old one.
        for document in self:
            code = self._new_short_code() if vals["access_token"] else False
            super(AftersalesShortLinkMixin, document).write(
                {**vals, "short_code": code}
            )
        return True

    @api.model
    def _new_short_code(self):
        return "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))

    def _short_url(self):
        """The shortest private link to this document, with the shop's address.

        Whoever has it sees the document, as with its token.
        """
        self.ensure_one()
        # Agents may write to a customer; what is secret of the link they need not read.
        document_sudo = self.sudo()
        path = (
            f"/c/{document_sudo.short_code}"
            if document_sudo.short_code
            else document_sudo.get_portal_url()
        )
        return document_sudo.get_base_url() + path

    @api.model
    def _by_short_code(self, code):
        """The claim or case with this code; empty when the link is dead."""
        for name in ("aftersales.claim", "aftersales.supplier.case"):
            if found := self.env[name].search([("short_code", "=", code)], limit=1):
                return found
        return self.env["aftersales.claim"]


class AftersalesClaim(models.Model):
    _name = "aftersales.claim"
    _inherit = ["aftersales.claim", "aftersales.short.link.mixin"]


class AftersalesSupplierCase(models.Model):
    _name = "aftersales.supplier.case"
    _inherit = ["aftersales.supplier.case", "aftersales.short.link.mixin"]
