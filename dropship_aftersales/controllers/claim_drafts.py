"""Requests that are begun anew, and drafts that are thrown away."""

from odoo import http
from odoo.http import request

from .customer_portal import CustomerClaims
from .portal_access import (
    attempt,
    check_request_rate,
    open_document,
    redirect_to,
    render_denied,
    render_private,
)


class ClaimDrafts(CustomerClaims):
    @http.route(
        "/my/claims/<int:claim_id>/again",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def claim_again(self, claim_id, access_token=None, **_kw):
        """Begin a new request with the items of an old one, or go on with the one that
        was begun."""
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo or claim_sudo.state == "draft":
            return render_denied()
        order_sudo = claim_sudo.order_id
        drafts = [order_sudo._aftersales_draft()]
        error = ""

        def begin():
            check_request_rate(order_sudo)
            drafts.append(order_sudo._aftersales_save_draft(vals_list))

        if not drafts[0]:
            vals_list = claim_sudo._again_vals()
            error = (
                attempt(claim_sudo, begin)
                if vals_list
                else request.env._(
                    "These items cannot be requested again. Write to us below."
                )
            )
        if error:
            return self._render_claim(claim_sudo, access_token, error=error)
        draft_sudo = drafts[-1]
        token = draft_sudo.access_token if access_token else None
        return redirect_to(f"{draft_sudo.access_url}/items", token)

    @http.route(
        "/my/claims/<int:claim_id>/delete",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def claim_delete(self, claim_id, access_token=None, **_kw):
        """Delete a request that was not sent yet."""
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        order_sudo = claim_sudo.order_id
        if error := attempt(claim_sudo, claim_sudo.unlink):
            return self._render_claim(claim_sudo, access_token, error=error)
        if access_token:
            return render_private(
                "dropship_aftersales.portal_deleted", {"page_name": "aftersales"}
            )
        return redirect_to(order_sudo.access_url)
