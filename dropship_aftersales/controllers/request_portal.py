"""The form by which a customer requests after-sales service for an order."""

import re
from uuid import uuid4

from odoo import http
from odoo.http import request

from ..models.evidence import MAX_FILES
from .claim_form import ClaimForm
from .portal_access import (
    attempt,
    open_document,
    redirect_to,
    render_denied,
    render_private,
    uploaded_files,
    visitor,
)

FORM_KEY = re.compile(r"[0-9a-f]{32}")


class RequestForm(http.Controller):
    @http.route(
        "/my/orders/<int:order_id>/claim",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_form(self, order_id, access_token=None, **_kw):
        order_sudo = open_document("sale.order", order_id, access_token)
        if not order_sudo:
            return render_denied()
        return self._render_form(ClaimForm(order_sudo), access_token)

    @http.route(
        "/my/orders/<int:order_id>/claim",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def claim_submit(self, order_id, access_token=None, form_key="", **_kw):
        order_sudo = open_document("sale.order", order_id, access_token)
        if not order_sudo:
            return render_denied()
        if not FORM_KEY.fullmatch(str(form_key)):
            form_key = uuid4().hex
        claim_sudo = order_sudo._aftersales_requested(form_key)
        if not claim_sudo:
            form = ClaimForm(order_sudo, request.httprequest.form)
            lines = form.parse()
            files = uploaded_files()
            if not form.errors:
                actor, author = visitor(order_sudo, "customer")
                opened = []
                error = attempt(
                    order_sudo,
                    lambda: opened.append(
                        order_sudo._aftersales_request(
                            form_key, lines, files, actor, author
                        )
                    ),
                )
                if error:
                    # What is left may have changed meanwhile: show it as it is now.
                    form = ClaimForm(order_sudo, request.httprequest.form)
                    form.errors.append(("items", error))
            if form.errors:
                return self._render_form(form, access_token, form_key, bool(files))
            claim_sudo = opened[0]
        token = claim_sudo.access_token if access_token else None
        return redirect_to(claim_sudo.access_url, token, done="sent")

    def _render_form(self, form, access_token, form_key=None, files_lost=False):
        return render_private(
            "dropship_aftersales.portal_claim_form",
            {
                "page_name": "aftersales_form",
                "form": form,
                "res_company": form.order.company_id,
                "access_token": access_token,
                "form_key": form_key or uuid4().hex,
                "files_lost": files_lost,
                "max_files": MAX_FILES,
            },
        )
