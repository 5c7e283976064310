"""A new request, first page: which items, and what is wrong with them."""

from odoo import http
from odoo.http import request

from .claim_form import ClaimForm
from .portal_access import (
    attempt,
    check_request_rate,
    open_document,
    redirect_to,
    render_denied,
    render_private,
)


def leave_sent(claim_sudo, access_token):
    """Where a page of a request leads that was sent meanwhile: a second click, or the
    back button."""
    done = {"approved": "granted", "resolved": "granted", "rejected": "answered"}
    return redirect_to(
        claim_sudo.access_url, access_token, done=done.get(claim_sudo.state, "sent")
    )


def request_values(order_sudo, claim_sudo, access_token, order_url=""):
    """What the three pages of a request have in common.

    :param str order_url: the order's page, if the visitor may open it
    """
    if not access_token:
        order_url = f"/my/orders/{order_sudo.id}"
    return {
        "page_name": "aftersales_form",
        "claim": claim_sudo,
        "request_order": order_sudo,
        "order_url": order_url,
        "res_company": order_sudo.company_id,
        "access_token": access_token,
    }


def render_items(form, access_token, url, order_url=""):
    """The page on which items are chosen.

    :param str url: where the page is and its form goes
    """
    return render_private(
        "dropship_aftersales.portal_claim_form",
        {
            **request_values(form.order, form.draft, access_token, order_url),
            "form": form,
            "url": url,
        },
    )


class RequestItems(http.Controller):
    """By the order, or by the request itself: who has only the link of the request
    sees nothing else of the order."""

    # ------------------------------------------------------------------ by the order

    @http.route(
        "/my/orders/<int:order_id>/claim",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def order_items(self, order_id, access_token=None, **_kw):
        order_sudo = open_document("sale.order", order_id, access_token)
        if not order_sudo:
            return render_denied()
        form = ClaimForm(order_sudo, draft=order_sudo._aftersales_draft())
        return render_items(form, access_token, *self._order_urls(form, access_token))

    @http.route(
        "/my/orders/<int:order_id>/claim",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def order_items_save(self, order_id, access_token=None, **_kw):
        order_sudo = open_document("sale.order", order_id, access_token)
        if not order_sudo:
            return render_denied()
        draft_sudo = order_sudo._aftersales_draft()
        form = ClaimForm(order_sudo, request.httprequest.form, draft_sudo)
        return self._save(form, access_token, *self._order_urls(form, access_token))

    @http.route(
        "/my/orders/<int:order_id>/claim/quote",
        type="jsonrpc",
        auth="public",
        website=True,
        readonly=True,
    )
    def order_items_quote(self, order_id, typed, access_token=None):
        return self._quote(open_document("sale.order", order_id, access_token), typed)

    def _order_urls(self, form, access_token):
        """Addresses of the page of items and of its order."""
        order_url = f"/my/orders/{form.order.id}"
        query = f"?access_token={access_token}" if access_token else ""
        return f"{order_url}/claim", order_url + query

    # ------------------------------------------------------------------ by the request

    @http.route(
        "/my/claims/<int:claim_id>/items",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_items(self, claim_id, access_token=None, **_kw):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        if claim_sudo.state != "draft":
            return leave_sent(claim_sudo, access_token)
        form = ClaimForm(claim_sudo.order_id, draft=claim_sudo)
        return render_items(form, access_token, f"{claim_sudo.access_url}/items")

    @http.route(
        "/my/claims/<int:claim_id>/items",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def claim_items_save(self, claim_id, access_token=None, **_kw):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        if claim_sudo.state != "draft":
            return leave_sent(claim_sudo, access_token)
        form = ClaimForm(claim_sudo.order_id, request.httprequest.form, claim_sudo)
        return self._save(form, access_token, f"{claim_sudo.access_url}/items")

    @http.route(
        "/my/claims/<int:claim_id>/items/quote",
        type="jsonrpc",
        auth="public",
        website=True,
        readonly=True,
    )
    def claim_items_quote(self, claim_id, typed, access_token=None):
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if claim_sudo.state != "draft":
            return {}
        return self._quote(claim_sudo.order_id, typed)

    # ------------------------------------------------------------------ both

    def _save(self, form, access_token, *urls):
        lines = form.parse()
        saved = []
        if not form.errors:
            error = attempt(
                form.order, lambda: saved.append(self._save_draft(form, lines))
            )
            if error:
                # What is left may have changed meanwhile: show it as it is now.
                form = ClaimForm(form.order, form.typed, form.draft)
                form.errors.append(("items", error))
        if form.errors:
            return render_items(form, access_token, *urls)
        (claim_sudo,) = saved
        token = claim_sudo.access_token if access_token else None
        return redirect_to(f"{claim_sudo.access_url}/details", token)

    def _save_draft(self, form, lines):
        if not form.draft:
            check_request_rate(form.order)
        return form.order._aftersales_save_draft(lines)

    def _quote(self, order_sudo, typed):
        if not order_sudo or not isinstance(typed, dict):
            return {}
        return ClaimForm(order_sudo, typed).quote()
