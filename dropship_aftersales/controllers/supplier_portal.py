"""The supplier's home page and list of cases."""

from odoo import fields, http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.cases.supplier_case_list import TABS
from .portal_access import clean_text, moment_formatter, render_private

PAGE = 40
NUMBER_LIMIT = 64


def own_cases():
    """``(cases as system user, the visitor)``; the domain admits his own only.

    Lists are read over transfers and products, on which suppliers have no rights.
    """
    return request.env["aftersales.supplier.case"].sudo(), request.env.user.partner_id


class SupplierCases(CustomerPortal):
    # ------------------------------------------------------------------ home

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        cases_sudo, partner = own_cases()
        if "aftersales_case_count" in counters:
            values["aftersales_case_count"] = cases_sudo.search_count(
                cases_sudo._portal_domain(partner)
            )
        if not counters:
            # The page itself; a sentence with its plural is no counter.
            values["aftersales_case_alert"] = cases_sudo._portal_alert(partner)
        return values

    # ------------------------------------------------------------------ list

    @http.route(
        ["/my/cases", "/my/cases/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def cases(self, page=1, filterby="open", search="", **_kw):
        return self._render_cases(page, filterby, clean_text(search, NUMBER_LIMIT))

    @http.route(
        "/my/cases/scan",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def case_of_slip(self, number="", **_kw):
        """From the number on a parcel's slip to the form for its receipt."""
        number = clean_text(number, NUMBER_LIMIT)
        cases_sudo, partner = own_cases()
        found_sudo = cases_sudo._on_slip(partner, number)
        if len(found_sudo) == 1:
            return request.redirect(f"{found_sudo.access_url}?receipt=1#receipt", 303)
        if found_sudo:
            return self._render_cases(1, "all", number)
        unknown = request.env._(
            "No case of yours has the number “%s”. Check it, or search for the item.",
            number,
        )
        if not number:
            unknown = request.env._("Enter the number on the slip.")
        return self._render_cases(1, "open", "", scanned=number, scan_error=unknown)

    def _render_cases(self, page, filterby, search, **values):
        cases_sudo, partner = own_cases()
        if filterby not in TABS:
            filterby = "all" if search else "open"
        if search:
            # Whoever looks for something does not know in which tab it is.
            filterby = "all"
        domain = cases_sudo._portal_domain(partner, filterby)
        if search:
            domain &= cases_sudo._portal_search_domain(search)
        counts = cases_sudo._portal_counts(partner)
        pager = portal_pager(
            "/my/cases",
            total=cases_sudo.search_count(domain) if search else counts[filterby],
            page=page,
            step=PAGE,
            url_args={"search": search} if search else {"filterby": filterby},
        )
        found_sudo = cases_sudo.search(
            domain,
            order="id desc" if filterby in ("over", "all") else "deadline, id",
            limit=PAGE,
            offset=max(0, pager["offset"]),
        )
        moment = moment_formatter(request.env.company)
        rows = [self._prepare_row(case_sudo, moment) for case_sudo in found_sudo]
        return render_private(
            "dropship_aftersales.portal_cases",
            {
                "page_name": "aftersales_cases",
                "rows": rows,
                "tabs": self._tabs(counts),
                "filterby": filterby,
                "search": search,
                "pager": pager,
                "moment": moment,
                "bulk": {action for row in rows for action in row["actions"]},
                **values,
            },
        )

    def _tabs(self, counts):
        labels = {
            "open": request.env._("Open"),
            "answer": request.env._("To answer"),
            "receive": request.env._("To receive"),
            "settle": request.env._("To settle"),
            "waiting": request.env._("Waiting"),
            "over": request.env._("Done"),
        }
        return [
            {"key": key, "label": label, "count": counts[key]}
            for key, label in labels.items()
        ]

    def _prepare_row(self, case_sudo, moment):
        due = case_sudo.deadline
        now = fields.Datetime.now()
        return {
            "case": case_sudo,
            "move": case_sudo._next_move("supplier"),
            "actions": case_sudo._bulk_actions(),
            "is_late": bool(due and due < now),
            "is_today": bool(due and moment(due, False) == moment(now, False)),
        }
