"""The customer's list and pages of claims."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.evidence import MAX_FILES
from .portal_access import (
    clean_text,
    moment_formatter,
    open_document,
    page_values,
    redirect_to,
    render_denied,
    render_private,
    uploaded_files,
    visitor,
)
from .portal_post import document_post

VERBS = ("submit", "accept", "refuse", "appeal", "cancel")


def claim_post(form):
    """A form on the claim's page, see :func:`document_post`."""
    return document_post(
        "aftersales.claim", f"/my/claims/<int:document_id>/{form}", "_render_claim"
    )


class CustomerClaims(CustomerPortal):
    # ------------------------------------------------------------------ home, list

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        # Counted over transfers, which customers cannot read; the domain is their own.
        claims_sudo = request.env["aftersales.claim"].sudo()
        partner = request.env.user.partner_id
        if "aftersales_claim_count" in counters:
            values["aftersales_claim_count"] = claims_sudo.search_count(
                claims_sudo._portal_domain(partner)
            ) or self._has_orders(partner)
        if "aftersales_mine_count" in counters:
            values["aftersales_mine_count"] = claims_sudo.search_count(
                claims_sudo._portal_domain(partner, "mine")
            )
        return values

    def _has_orders(self, partner):
        """1 for a customer who has no request yet but could send one, else 0."""
        domain = [
            ("partner_id", "child_of", partner.commercial_partner_id.id),
            ("state", "=", "sale"),
        ]
        return request.env["sale.order"].sudo().search_count(domain, limit=1)

    @http.route(
        ["/my/claims", "/my/claims/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claims(self, page=1, filterby="all", **_kw):
        # As on the home page: the domain admits the visitor's own claims only.
        claims_sudo = request.env["aftersales.claim"].sudo()
        filters = {
            "all": {"label": request.env._("All"), "order": "id desc"},
            "mine": {"label": request.env._("Your turn"), "order": "deadline, id"},
            "running": {"label": request.env._("Running"), "order": "id desc"},
            "over": {"label": request.env._("Done"), "order": "id desc"},
        }
        filterby = filterby if filterby in filters else "all"
        domain = claims_sudo._portal_domain(request.env.user.partner_id, filterby)
        pager = portal_pager(
            "/my/claims",
            total=claims_sudo.search_count(domain),
            page=page,
            step=20,
            url_args={"filterby": filterby},
        )
        return render_private(
            "dropship_aftersales.portal_claims",
            {
                "page_name": "aftersales_claims",
                "claims": claims_sudo.search(
                    domain,
                    order=filters[filterby]["order"],
                    limit=20,
                    offset=max(0, pager["offset"]),
                ),
                "pager": pager,
                "filters": filters,
                "filterby": filterby,
                "moment": moment_formatter(request.env.company),
            },
        )

    # ------------------------------------------------------------------ claim page

    @http.route(
        "/my/claims/<int:claim_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_page(self, claim_id, access_token=None, done=None, **kw):
        # Nothing of the address but this becomes part of the page.
        thread = {"pid": kw.get("pid"), "hash": kw.get("hash")}
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        return self._render_claim(claim_sudo, access_token, done=done, **thread)

    @http.route(
        [
            "/my/claims/<int:claim_id>/do",
            "/my/claims/<int:claim_id>/parcel",
            "/my/claims/<int:claim_id>/evidence",
        ],
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_back(self, claim_id, access_token=None, **_kw):
        """Where the reload of an answered form leads: to the page itself."""
        return redirect_to(f"/my/claims/{claim_id}", access_token)

    def _render_claim(self, claim_sudo, access_token, error="", done=None, **kw):
        values = page_values(claim_sudo, "customer", access_token, error, **kw)
        values |= {
            "page_name": "aftersales_claim",
            "claim": claim_sudo,
            "done": self._done_words().get(done),
            "max_files": MAX_FILES,
        }
        return render_private("dropship_aftersales.portal_claim", values)

    def _done_words(self):
        """What is said after a form was taken, by the key in the address."""
        return {
            "sent": request.env._("We have your request. You hear from us."),
            "parcel": request.env._(
                "Thank you. We know now that your parcel is on its way."
            ),
            "evidence": request.env._("Thank you. We have what you sent."),
            "submit": request.env._("We have your request. You hear from us."),
            "accept": request.env._("Thank you. We are on it."),
            "refuse": request.env._(
                "You declined our offer. We look at your request again."
            ),
            "appeal": request.env._("We look at your request again."),
            "cancel": request.env._("Your request is withdrawn."),
        }

    # ------------------------------------------------------------------ actions

    @claim_post("do")
    def claim_do(self, claim_sudo, /, verb="", note="", seen="", **_kw):
        if verb not in VERBS:
            return None
        route = claim_sudo._routes[verb]
        if claim_sudo.state == route.target and claim_sudo.state not in route.sources:
            # The second of two clicks.
            return verb
        if verb == "accept" and seen != str(claim_sudo._given_amount()):
            raise UserError(
                request.env._("Our offer has changed. Please look at it again.")
            )
        actor, author = visitor(claim_sudo, "customer")
        claim_sudo._follow(verb, actor, author=author)
        if note := clean_text(note):
            claim_sudo._post_for(author, note)
        return verb

    @claim_post("parcel")
    def claim_parcel(self, claim_sudo, /, parcel="", carrier="", tracking="", **_kw):
        chosen_sudo = claim_sudo._open_returns().filtered(
            lambda picking: str(picking.id) == parcel
        )
        tracking = clean_text(tracking, 64)
        if not chosen_sudo:
            raise UserError(
                request.env._("This parcel has arrived already or is not needed.")
            )
        if not tracking:
            raise UserError(request.env._("Enter the tracking number of your parcel."))
        _actor, author = visitor(claim_sudo, "customer")
        chosen_sudo._aftersales_declare(clean_text(carrier, 64), tracking, author)
        return "parcel"

    @claim_post("evidence")
    def claim_evidence(self, claim_sudo, /, note="", **_kw):
        note, files = clean_text(note), uploaded_files()
        if not files and not note:
            raise UserError(request.env._("Choose a file, or write why you have none."))
        actor, author = visitor(claim_sudo, "customer")
        claim_sudo._take_evidence(files, note, actor, author)
        return "evidence"
