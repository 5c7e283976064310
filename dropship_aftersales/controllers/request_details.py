"""A new request, second and third page: evidence and wish, then check and send."""

from odoo import http
from odoo.http import request

from ..models.evidence.evidence import MAX_FILES
from .claim_form import ClaimForm
from .portal_access import (
    attempt,
    clean_text,
    moment_formatter,
    open_document,
    redirect_to,
    render_denied,
    render_private,
    uploaded_files,
    visitor,
)
from .qr_code import qr_code
from .request_portal import leave_sent, render_items, request_values

# Buttons that keep what was typed and ask nothing: page by button.
GO = {"back": "items", "stay": "details"}


class RequestDetails(http.Controller):
    # ------------------------------------------------------------------ photos, wish

    @http.route(
        "/my/claims/<int:claim_id>/details",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_details(self, claim_id, access_token=None, **_kw):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        if elsewhere := self._elsewhere(claim_sudo, access_token):
            return elsewhere
        return self._render_details(claim_sudo, access_token)

    @http.route(
        "/my/claims/<int:claim_id>/details",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def claim_details_save(
        self, claim_id, access_token=None, go="", remove_file="", **typed
    ):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        if elsewhere := self._elsewhere(claim_sudo, access_token):
            return elsewhere
        self._save_texts(claim_sudo, typed)
        if remove_file:
            claim_sudo._removable_evidence().filtered(
                lambda evidence: str(evidence.id) == remove_file
            ).unlink()
            return redirect_to(f"{claim_sudo.access_url}/details", access_token)
        error = attempt(
            claim_sudo,
            lambda: claim_sudo._add_evidence(uploaded_files("file"), "customer"),
        )
        if error:
            return self._render_details(
                claim_sudo, access_token, [("file_choose", error)]
            )
        if go in GO:
            return redirect_to(f"{claim_sudo.access_url}/{GO[go]}", access_token)
        if claim_sudo._lacks_evidence():
            return self._render_without_evidence(claim_sudo, access_token)
        return redirect_to(f"{claim_sudo.access_url}/check", access_token)

    def _save_texts(self, claim_sudo, typed):
        """What was typed is kept whatever happens to the files."""
        claim_sudo._save_wishes(typed)
        claim_sudo.write(
            {
                "description": clean_text(typed.get("description")),
                "no_evidence_reason": clean_text(typed.get("no_evidence")),
            }
        )

    def _render_without_evidence(self, claim_sudo, access_token):
        words = claim_sudo._evidence_missing_words()
        return self._render_details(claim_sudo, access_token, [("file_choose", words)])

    def _render_details(self, claim_sudo, access_token, errors=()):
        reasons = claim_sudo.line_ids.reason_id
        return render_private(
            "dropship_aftersales.portal_request_details",
            {
                **request_values(claim_sudo.order_id, claim_sudo, access_token),
                "errors": errors,
                "needs_evidence": any(reasons.mapped("evidence_required")),
                "wanted": claim_sudo._wanted_words(),
                "groups": claim_sudo._wish_groups(),
                "files": claim_sudo._portal_files(access_token),
                "max_files": MAX_FILES,
                "phone_code": qr_code(
                    claim_sudo.get_base_url()
                    + claim_sudo.get_portal_url(suffix="/details")
                ),
            },
        )

    # ------------------------------------------------------------------ check, send

    @http.route(
        "/my/claims/<int:claim_id>/check",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_check(self, claim_id, access_token=None, **_kw):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        if elsewhere := self._elsewhere(claim_sudo, access_token):
            return elsewhere
        return self._render_check(claim_sudo, access_token)

    @http.route(
        "/my/claims/<int:claim_id>/check",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def claim_send(self, claim_id, access_token=None, **_kw):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        if elsewhere := self._elsewhere(claim_sudo, access_token):
            return elsewhere
        if claim_sudo._lacks_evidence():
            return self._render_without_evidence(claim_sudo, access_token)
        actor, author = visitor(claim_sudo, "customer")
        if error := attempt(
            claim_sudo, lambda: claim_sudo._follow("submit", actor, author=author)
        ):
            return self._render_overtaken(claim_sudo, access_token, error)
        return leave_sent(claim_sudo, access_token)

    def _render_overtaken(self, claim_sudo, access_token, error):
        """The items once more, as they can be had now, with all that was typed."""
        form = ClaimForm(claim_sudo.order_id, draft=claim_sudo)
        form.parse()
        if not form.errors:
            form.errors.append(("items", error))
        return render_items(form, access_token, f"{claim_sudo.access_url}/items")

    def _render_check(self, claim_sudo, access_token):
        groups = claim_sudo._wish_groups()
        return render_private(
            "dropship_aftersales.portal_request_check",
            {
                **request_values(claim_sudo.order_id, claim_sudo, access_token),
                "groups": groups,
                "files": claim_sudo._portal_files(access_token),
                "contact": self._contact(claim_sudo),
                "steps": claim_sudo._steps("customer"),
                "moment": moment_formatter(claim_sudo.company_id),
            },
        )

    def _contact(self, claim_sudo):
        """How we reach the customer; in full for nobody but himself."""
        partner = claim_sudo.partner_id
        own = request.env.user.partner_id == partner
        ways = [partner.email or "", partner.phone or ""]
        return {
            "name": partner.name or "",
            "own": own,
            "ways": [
                way if own else f"{way[:2]}…{way[-4:]}" for way in filter(None, ways)
            ],
        }

    # ------------------------------------------------------------------ both pages

    def _elsewhere(self, claim_sudo, access_token):
        """Where a page leads that is not this request's turn; nothing if it is."""
        if claim_sudo.state != "draft":
            return leave_sent(claim_sudo, access_token)
        if not claim_sudo.line_ids:
            return redirect_to(f"{claim_sudo.access_url}/items", access_token)
        return None
