"""Evidence as files: through its claim or case, and never as what it is not."""

from odoo import http
from odoo.http import request

from .portal_access import PRIVATE_HEADERS, open_document, render_denied

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
    "image/heic": "heic",
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
        return self._serve(claim_sudo.evidence_ids, evidence_id, size)

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
        visible_sudo = case_sudo and case_sudo._visible_evidence()
        return self._serve(visible_sudo, evidence_id, size)

    def _serve(self, visible_sudo, evidence_id, size):
        evidence_sudo = visible_sudo.filtered(lambda file: file.id == evidence_id)
        if not evidence_sudo:
            return render_denied()
        if size or evidence_sudo.kind == "photo":
            return self._photo(evidence_sudo, small=bool(size))
        return self._file(evidence_sudo)

    def _photo(self, evidence_sudo, small):
        copy = evidence_sudo._photo_copy(small)
        if not copy:
            return render_denied()
        name = self._name(evidence_sudo, "image/jpeg")
        return request.make_response(
            copy,
            headers={
                **FILE_HEADERS,
                "Content-Type": "image/jpeg",
                "Content-Disposition": f'inline; filename="{name}"',
            }.items(),
        )

    def _file(self, evidence_sudo):
        """As it was sent, in parts where a player asks for them."""
        mimetype = evidence_sudo.mimetype
        if mimetype not in EXTENSIONS:
            return render_denied()
        stream = request.env["ir.binary"]._get_stream_from(
            evidence_sudo,
            "content",
            filename=self._name(evidence_sudo, mimetype),
            mimetype=mimetype,
        )
        # A document opens in a program of its own, never inside our site.
        response = stream.get_response(as_attachment=evidence_sudo.kind != "video")
        response.headers.update(FILE_HEADERS)
        return response

    def _name(self, evidence_sudo, mimetype):
        """What the file is called where it is kept: names tell who took it."""
        return f"{evidence_sudo.kind}-{evidence_sudo.id}.{EXTENSIONS[mimetype]}"
