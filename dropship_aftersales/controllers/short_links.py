"""Short private links of text messages."""

from odoo import SUPERUSER_ID, http
from odoo.http import request

from ..models.portal.short_link import LENGTH
from .portal_access import PRIVATE_HEADERS, redirect_to, render_denied


class ShortLinks(http.Controller):
    @http.route(
        f"/c/<string(length={LENGTH}):code>",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET"],
        readonly=True,
    )
    def short_link(self, code, **_kw):
        """Lead to the page of a claim or case, with its token."""
        # The code is as good as the token it stands for.
        mixin = request.env["aftersales.short.link.mixin"].with_user(SUPERUSER_ID)
        document_sudo = mixin._by_short_code(code)
        if not document_sudo.access_token:
            return render_denied()
        response = redirect_to(document_sudo.access_url, document_sudo.access_token)
        response.headers.update(PRIVATE_HEADERS)
        return response
