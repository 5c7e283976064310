"""Papers of a claim: the slip for the parcel, and what the refunds are booked by."""

from odoo import http
from odoo.http import content_disposition, request

from .portal_access import (
    PRIVATE_HEADERS,
    open_document,
    redirect_to,
    render_denied,
    render_private,
)

SLIP = "dropship_aftersales.action_report_return_slip"
REFUND = "account.account_invoices"


def has_pdf_engine():
    """Whether the server can make PDF files."""
    state = request.env["ir.actions.report"].get_wkhtmltopdf_state()
    return state in ("ok", "upgrade")


class ClaimPapers(http.Controller):
    @http.route(
        "/my/claims/<int:claim_id>/slip",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def return_slip(self, claim_id, access_token=None, **_kw):
        """The slip to print, or to copy from the screen."""
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        slips = claim_sudo._return_slips()
        if not slips:
            return redirect_to(claim_sudo.access_url, access_token)
        return render_private(
            "dropship_aftersales.portal_slip",
            {
                "page_name": "aftersales_slip",
                "claim": claim_sudo,
                "slips": slips,
                "access_token": access_token,
                "has_pdf": has_pdf_engine(),
            },
        )

    @http.route(
        "/my/claims/<int:claim_id>/slip.pdf",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def return_slip_pdf(self, claim_id, access_token=None, **_kw):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        if not has_pdf_engine() or not claim_sudo._return_slips():
            return redirect_to(f"{claim_sudo.access_url}/slip", access_token)
        return self._pdf(SLIP, claim_sudo, f"{claim_sudo.name}.pdf")

    @http.route(
        "/my/claims/<int:claim_id>/refunds/<int:refund_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
    )
    def refund_document(self, claim_id, refund_id, access_token=None, **_kw):
        """The document of one refund of this claim, once it is final."""
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        refund_sudo = claim_sudo._posted_refunds().filtered(
            lambda move: move.id == refund_id
        )
        if not refund_sudo:
            return render_denied()
        if has_pdf_engine():
            return self._pdf(REFUND, refund_sudo, f"{refund_sudo.name}.pdf")
        # Accounting's own report, as system user as on its own pages.
        reports_sudo = request.env["ir.actions.report"].sudo()
        content, _type = reports_sudo._render_qweb_html(REFUND, refund_sudo.ids)
        return request.make_response(content, headers=PRIVATE_HEADERS.items())

    def _pdf(self, report, document_sudo, name):
        reports_sudo = request.env["ir.actions.report"].sudo()
        content, _type = reports_sudo._render_qweb_pdf(report, document_sudo.ids)
        return request.make_response(
            content,
            headers={
                **PRIVATE_HEADERS,
                "Content-Type": "application/pdf",
                "Content-Disposition": content_disposition(name.replace("/", "-")),
            }.items(),
        )
