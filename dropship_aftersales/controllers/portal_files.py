"""Files that go up one by one, from the tiles or as a plain form."""

from odoo import http
from odoo.http import request

from .portal_access import (
    PRIVATE_HEADERS,
    attempt,
    open_document,
    redirect_to,
    render_denied,
    render_private,
    uploaded_files,
)


def take_files(document_sudo, access_token, add, back):
    """Answer a post of files for ``document_sudo``.

    :param document_sudo: the claim or case, empty when the visitor may not open it
    :param add: called with the ``(name, bytes)`` pairs; returns the evidence created
    :param str back: the page that a plain form leads to afterwards
    :return: the first file as JSON for the tiles, a redirect for a plain form
    """
    if not document_sudo:
        return _refuse(request.env._("This link is no longer valid."), 403)
    files = uploaded_files("file")
    if not files:
        return _refuse(request.env._("Choose a file first."), 422, back, access_token)
    added = []
    if error := attempt(document_sudo, lambda: added.extend(add(files))):
        return _refuse(error, 422, back, access_token)
    if not _is_tile():
        return redirect_to(back, access_token)
    return _json(added[0]._portal_file(document_sudo.access_url, access_token))


def drop_file(document_sudo, access_token, evidence_sudo, back):
    """Answer a post that removes ``evidence_sudo``; removing twice is no error."""
    if not document_sudo:
        return _refuse(request.env._("This link is no longer valid."), 403)
    if error := attempt(document_sudo, evidence_sudo.unlink):
        return _refuse(error, 422, back, access_token)
    return _json({}) if _is_tile() else redirect_to(back, access_token)


def _is_tile():
    return "application/json" in (request.httprequest.headers.get("Accept") or "")


def _json(values, status=200):
    response = request.make_json_response(values, status=status)
    response.headers.update(PRIVATE_HEADERS)
    return response


def _refuse(words, status, back="", access_token=None):
    if _is_tile():
        return _json({"error": words}, status)
    if not back:
        return render_denied()
    return render_private(
        "dropship_aftersales.portal_file_refused",
        {
            "page_name": "aftersales",
            "words": words,
            "back": back,
            "access_token": access_token,
        },
        status=status,
    )


class ClaimFiles(http.Controller):
    @http.route(
        "/my/claims/<int:claim_id>/files",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def claim_file_add(self, claim_id, access_token=None, piece="", **_kw):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)

        def add(files):
            if piece:
                return claim_sudo._asked_piece(piece)._add_files(files)
            return claim_sudo._add_evidence(files, source="customer")

        return take_files(
            claim_sudo,
            access_token,
            add,
            back=claim_sudo and claim_sudo._portal_resume_url(),
        )

    @http.route(
        "/my/claims/<int:claim_id>/files/<int:evidence_id>/remove",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def claim_file_remove(self, claim_id, evidence_id, access_token=None, **_kw):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        return drop_file(
            claim_sudo,
            access_token,
            claim_sudo._removable_evidence().filtered(
                lambda evidence: evidence.id == evidence_id
            ),
            back=claim_sudo and claim_sudo._portal_resume_url(),
        )
