"""The customer's answer to what we asked him to show, piece by piece."""

import re
from functools import partial

from odoo import http
from odoo.http import request

from .customer_portal import CustomerClaims
from .portal_access import (
    attempt,
    clean_text,
    open_document,
    redirect_to,
    render_denied,
    uploaded_files,
    visitor,
)

PIECE_KEY = re.compile(r"(file|cannot)_(\d+)")


class EvidenceRounds(CustomerClaims):
    @http.route(
        "/my/claims/<int:claim_id>/evidence",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def claim_evidence(self, claim_id, access_token=None, note="", **typed):
        """Hand in what was asked for. What was sent along stays, whatever is wrong
        with the rest."""
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        note = clean_text(note)
        actor, author = visitor(claim_sudo, "customer")
        if self._is_second_click(claim_sudo, typed):
            return redirect_to(claim_sudo.access_url, access_token, done="evidence")
        errors = self._keep_pieces(claim_sudo, typed)
        if not errors:
            errors = [
                attempt(
                    claim_sudo,
                    lambda: claim_sudo._take_evidence(
                        uploaded_files("file"), note, actor, author
                    ),
                )
            ]
        if error := " ".join(filter(None, errors)):
            return self._render_claim(
                claim_sudo, access_token, error=error, typed={"note": note, **typed}
            )
        return redirect_to(claim_sudo.access_url, access_token, done="evidence")

    def _is_second_click(self, claim_sudo, typed):
        """The same form again: it was handed in with what it says."""
        pieces = [match[2] for name in typed if (match := PIECE_KEY.fullmatch(name))]
        return bool(pieces) and claim_sudo._has_answered(pieces)

    def _keep_pieces(self, claim_sudo, typed):
        """Keep files and words of each piece.

        :return: what is wrong, a sentence each
        """
        errors = []
        names = {*typed, *request.httprequest.files}
        for name in sorted(names):
            match = PIECE_KEY.fullmatch(name)
            if not match:
                continue
            what, piece_id = match.groups()
            files = uploaded_files(name) if what == "file" else []
            why = clean_text(typed.get(name)) if what == "cannot" else None
            if what == "file" and not files:
                # The browser sends empty inputs along.
                continue

            errors.append(
                attempt(
                    claim_sudo,
                    partial(self._keep_piece, claim_sudo, piece_id, files, why),
                )
            )
        return list(dict.fromkeys(filter(None, errors)))

    def _keep_piece(self, claim_sudo, piece_id, files, why):
        piece = claim_sudo._asked_piece(piece_id)
        if files:
            piece._add_files(files)
        else:
            piece._refuse(why)
