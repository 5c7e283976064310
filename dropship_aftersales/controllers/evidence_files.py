"""Evidence as files: through its claim or case, and never as what it is not."""

from odoo import http
from odoo.http import request

from .portal_access import PRIVATE_HEADERS, open_document, render_denied

THUMBNAIL = 256
FILE_HEADERS = {
    **PRIVATE_HEADERS,
    "Cache-Control": "private, max-age=3600",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "application/pdf": "pdf",
}


class EvidenceFiles(http.Controller):
    @http.route(
        [
            "/my/claims/<int:claim_id>/evidence/<int:evidence_id>",
            "/my/claims/<int:claim_id>/evidence/<int:evidence_id>/<any(thumb):size>",
        ],
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_file(self, claim_id, evidence_id, size="", access_token=None, **_kw):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        evidence_sudo = claim_sudo.evidence_ids.filtered(
            lambda evidence: evidence.id == evidence_id
        )
        if not evidence_sudo:
            return render_denied()
        if size or evidence_sudo.kind == "photo":
            return self._photo(evidence_sudo, THUMBNAIL if size else None)
        return self._file(evidence_sudo)

    @http.route(
        [
            "/my/cases/<int:case_id>/evidence/<int:evidence_id>",
            "/my/cases/<int:case_id>/evidence/<int:evidence_id>/<any(thumb):size>",
        ],
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def case_file(self, case_id, evidence_id, size="", access_token=None, **_kw):
        case_sudo = open_document("aftersales.supplier.case", case_id, access_token)
        if not case_sudo or case_sudo.state == "draft":
            return render_denied()
        evidence_sudo = case_sudo._visible_evidence().filtered(
            lambda evidence: evidence.id == evidence_id
        )
        if not evidence_sudo:
            return render_denied()
        if size or evidence_sudo.kind == "photo":
            return self._photo(evidence_sudo, THUMBNAIL if size else None)
        return self._file(evidence_sudo)

    def _photo(self, evidence_sudo, size=None):
        copy = evidence_sudo._photo_copy(*([size] if size else []))
        if not copy:
            return render_denied()
        return self._respond(copy, "image/jpeg", evidence_sudo, "inline")

    def _file(self, evidence_sudo):
        mimetype = evidence_sudo.mimetype
        if mimetype not in EXTENSIONS:
            return render_denied()
        # A document opens in a program of its own, never inside our site.
        disposition = "inline" if evidence_sudo.kind == "video" else "attachment"
        return self._respond(
            evidence_sudo._bytes(), mimetype, evidence_sudo, disposition
        )

    def _respond(self, content, mimetype, evidence_sudo, disposition):
        name = f"{evidence_sudo.kind}-{evidence_sudo.id}.{EXTENSIONS[mimetype]}"
        return request.make_response(
            content,
            headers={
                **FILE_HEADERS,
                "Content-Type": mimetype,
                "Content-Disposition": f'{disposition}; filename="{name}"',
            }.items(),
        )
