"""The pages that ask the customer once more before he settles something for good."""

from odoo import http

from .customer_portal import CustomerClaims
from .portal_access import (
    open_document,
    page_values,
    redirect_to,
    render_denied,
    render_private,
)


class ClaimConfirmations(CustomerClaims):
    @http.route(
        "/my/claims/<int:claim_id>/accept",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_accept(self, claim_id, access_token=None, **_kw):
        """Ask once more, with the sum, before the offer is accepted."""
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        values = page_values(claim_sudo, "customer", access_token, "")
        offer_sudo = claim_sudo._current_offer()
        if "accept" not in values["move"]["actions"] or not offer_sudo:
            return redirect_to(claim_sudo.access_url, access_token)
        values |= {
            "page_name": "aftersales_claim",
            "claim": claim_sudo,
            "offer": offer_sudo,
        }
        return render_private("dropship_aftersales.portal_offer_accept", values)

    @http.route(
        "/my/claims/<int:claim_id>/withdraw",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_withdraw(self, claim_id, access_token=None, **_kw):
        """Ask once more before the request is withdrawn."""
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        values = page_values(claim_sudo, "customer", access_token, "")
        if "cancel" not in values["move"]["actions"]:
            return redirect_to(claim_sudo.access_url, access_token)
        values |= {"page_name": "aftersales_claim", "claim": claim_sudo}
        return render_private("dropship_aftersales.portal_claim_withdraw", values)
