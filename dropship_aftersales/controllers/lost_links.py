"""The way on for whoever has a dead link."""

from odoo import SUPERUSER_ID, http
from odoo.http import request
from odoo.tools import email_normalize

from .portal_access import clean_text, redirect_to, render_private

EMAIL_LIMIT = 254


class LostLinks(http.Controller):
    @http.route(
        "/my/link",
        type="http",
        auth="public",
        website=True,
        sitemap=False,
        methods=["GET"],
        readonly=True,
    )
    def lost_link(self, sent="", **_kw):
        return self._render(sent=bool(sent))

    @http.route("/my/link", type="http", auth="public", website=True, methods=["POST"])
    def lost_link_send(self, email="", **_kw):
        """Have the private links sent; the answer is the same for everybody."""
        typed = clean_text(email, EMAIL_LIMIT)
        normalized = email_normalize(typed)
        if not normalized:
            return self._render(typed=typed)
        # Nobody has rights on what was asked; nothing of it is answered here.
        links = request.env["aftersales.lost.link"].with_user(SUPERUSER_ID)
        links._ask(normalized, request.httprequest.remote_addr)
        return redirect_to("/my/link", sent="1")

    def _render(self, sent=False, typed=None):
        return render_private(
            "dropship_aftersales.portal_lost_link",
            {
                "page_name": "aftersales_lost_link",
                "sent": sent,
                "lost_email": typed or "",
                "is_wrong": typed is not None,
            },
        )
