"""The customer's home card and list of requests."""

from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from .portal_access import clean_text, moment_formatter, render_private

STEP = 20
SEARCH_LIMIT = 100


class CustomerList(CustomerPortal):
    # ------------------------------------------------------------------ home

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "aftersales_claim_count" in counters:
            # Counted over transfers, which customers cannot read; the domain is their
            # own.
            claims_sudo = request.env["aftersales.claim"].sudo()
            count = claims_sudo._portal_count(request.env.user, "all")
            values["aftersales_claim_count"] = count or self._has_orders()
        return values

    def _has_orders(self):
        """1 for a customer who has no request yet but could send one, else 0."""
        partner = request.env.user.partner_id
        domain = [
            ("partner_id", "child_of", partner.commercial_partner_id.id),
            ("state", "=", "sale"),
        ]
        # Only whether there is one.
        return request.env["sale.order"].sudo().search_count(domain, limit=1)

    @http.route()
    def home(self, **kw):
        response = super().home(**kw)
        # As above; a number with its words, not one that scripts fill in later.
        claims_sudo = request.env["aftersales.claim"].sudo()
        response.qcontext["aftersales_mine"] = claims_sudo._portal_mine_words(
            request.env.user
        )
        return response

    # ------------------------------------------------------------------ list

    @http.route(
        ["/my/claims", "/my/claims/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claims(self, page=1, filterby="all", sortby="mine", search="", **_kw):
        env = request.env
        filters = {
            "all": env._("All"),
            "mine": env._("Needs me"),
            "running": env._("In progress"),
            "over": env._("Done"),
        }
        sortings = {
            "mine": env._("Needs me first"),
            "newest": env._("Newest first"),
            "oldest": env._("Oldest first"),
        }
        filterby = filterby if filterby in filters else "all"
        sortby = sortby if sortby in sortings else "mine"
        search = clean_text(search, SEARCH_LIMIT)
        # As on the home page: only the visitor's own are found.
        claims_sudo = env["aftersales.claim"].sudo()
        total = claims_sudo._portal_count(env.user, filterby, search)
        # Takes whatever the address says for a page, and the last one beyond it.
        pager = portal_pager(
            "/my/claims",
            total=total,
            page=page,
            step=STEP,
            url_args={"filterby": filterby, "sortby": sortby, "search": search},
        )
        found_sudo = claims_sudo._portal_find(
            env.user, filterby, search, sortby, STEP, pager["offset"]
        )
        is_empty = filterby == "all" and not search and not total
        # Orders are the customer's own; what can be requested is read from transfers.
        orders_sudo = env["sale.order"].sudo()
        return render_private(
            "dropship_aftersales.portal_claims",
            {
                "page_name": "aftersales_claims",
                "cards": [claim._portal_card() for claim in found_sudo],
                "orders": orders_sudo._aftersales_recent(env.user) if is_empty else [],
                "is_empty": is_empty,
                "pager": pager,
                "total": total,
                "filters": filters,
                "filterby": filterby,
                "sortings": sortings,
                "sortby": sortby,
                "search": search,
                "moment": moment_formatter(env.company),
            },
        )
