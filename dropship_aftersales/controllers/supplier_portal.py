"""The supplier's list and pages of cases."""

from odoo import http
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager

from ..models.supplier_case_line import OUTCOMES
from .claim_form import parse_number
from .portal_access import (
    attempt,
    clean_text,
    moment_formatter,
    open_document,
    page_values,
    redirect_to,
    render_denied,
    render_private,
    visitor,
)

REFERENCE_LIMIT = 64


class SupplierCases(CustomerPortal):
    # ------------------------------------------------------------------ home, list

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        # Counted over transfers, which suppliers cannot read; the domain is their own.
        cases_sudo = request.env["aftersales.supplier.case"].sudo()
        partner = request.env.user.partner_id
        if "aftersales_case_count" in counters:
            values["aftersales_case_count"] = cases_sudo.search_count(
                cases_sudo._portal_domain(partner)
            )
        if "aftersales_answer_count" in counters:
            values["aftersales_answer_count"] = cases_sudo.search_count(
                cases_sudo._portal_domain(partner, "answer")
            ) + cases_sudo.search_count(cases_sudo._portal_domain(partner, "receive"))
        return values

    @http.route(
        ["/my/cases", "/my/cases/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def cases(self, page=1, filterby=None, **_kw):
        # As on the home page: the domain admits the visitor's own cases only.
        cases_sudo = request.env["aftersales.supplier.case"].sudo()
        partner = request.env.user.partner_id
        tabs = [
            {
                "key": key,
                "label": label,
                "count": cases_sudo.search_count(
                    cases_sudo._portal_domain(partner, key)
                ),
            }
            for key, label in self._tab_labels().items()
        ]
        if filterby not in self._tab_labels():
            # What is due first; nothing due: the whole list.
            due = (tab["key"] for tab in tabs if tab["count"] and tab["key"] != "over")
            filterby = next(due, "over")
        total = next(tab["count"] for tab in tabs if tab["key"] == filterby)
        pager = portal_pager(
            "/my/cases",
            total=total,
            page=page,
            step=20,
            url_args={"filterby": filterby},
        )
        cases_sudo = cases_sudo.search(
            cases_sudo._portal_domain(partner, filterby),
            order="id desc" if filterby == "over" else "deadline, id",
            limit=20,
            offset=max(0, pager["offset"]),
        )
        return render_private(
            "dropship_aftersales.portal_cases",
            {
                "page_name": "aftersales_cases",
                "cases": cases_sudo,
                "tabs": tabs,
                "filterby": filterby,
                "pager": pager,
                "moment": moment_formatter(request.env.company),
            },
        )

    def _tab_labels(self):
        return {
            "answer": request.env._("To answer"),
            "receive": request.env._("To receive"),
            "settle": request.env._("To settle"),
            "waiting": request.env._("Waiting"),
            "over": request.env._("Done"),
        }

    # ------------------------------------------------------------------ case page

    @http.route(
        "/my/cases/<int:case_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def case_page(self, case_id, access_token=None, done=None, **kw):
        # Nothing of the address but this becomes part of the page.
        thread = {"pid": kw.get("pid"), "hash": kw.get("hash")}
        case_sudo = self._open_case(case_id, access_token)
        if not case_sudo:
            return render_denied()
        return self._render_case(case_sudo, access_token, done=done, **thread)

    @http.route(
        [
            "/my/cases/<int:case_id>/answer",
            "/my/cases/<int:case_id>/receipt",
            "/my/cases/<int:case_id>/reference",
        ],
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def case_back(self, case_id, access_token=None, **_kw):
        """Where the reload of an answered form leads: to the page itself."""
        return redirect_to(f"/my/cases/{case_id}", access_token)

    def _open_case(self, case_id, access_token):
        case_sudo = open_document("aftersales.supplier.case", case_id, access_token)
        # A draft is the shop's own business.
        return case_sudo if case_sudo and case_sudo.state != "draft" else None

    def _render_case(self, case_sudo, access_token, error="", done=None, **kw):
        outcome = case_sudo.line_ids._fields["outcome"]
        values = page_values(case_sudo, "supplier", access_token, error, **kw)
        values |= {
            "page_name": "aftersales_case",
            "case": case_sudo,
            "outcomes": outcome._description_selection(request.env),
            "done": self._done_case_words().get(done),
        }
        return render_private("dropship_aftersales.portal_case", values)

    def _done_case_words(self):
        """What is said after a form was taken, by the key in the address."""
        return {
            "accept": request.env._("Thank you. We have your answer."),
            "dispute": request.env._(
                "We have your answer. We decide and write to you here."
            ),
            "receipt": request.env._("Thank you. We know now what arrived."),
            "reference": request.env._(
                "Thank you. We have the number of your credit note."
            ),
        }

    # ------------------------------------------------------------------ actions

    @http.route(
        "/my/cases/<int:case_id>/answer",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def case_answer(self, case_id, access_token=None, verb="", reason="", **_kw):
        case_sudo = self._open_case(case_id, access_token)
        if not case_sudo or verb not in ("accept", "dispute"):
            return render_denied()
        reason = clean_text(reason)
        route = case_sudo._routes[verb]
        if case_sudo.state == route.target and case_sudo.state not in route.sources:
            # The second of two clicks.
            return redirect_to(case_sudo.access_url, access_token, done=verb)
        actor, author = visitor(case_sudo, "supplier")
        if verb == "dispute" and not reason:
            error = request.env._("Write why this is not your fault.")
        else:

            def follow():
                case_sudo._follow(verb, actor, author=author)
                if verb == "dispute":
                    case_sudo.write({"dispute_reason": reason})

            error = attempt(case_sudo, follow)
        if error:
            return self._render_case(
                case_sudo, access_token, error=error, typed={"reason": reason}
            )
        return redirect_to(case_sudo.access_url, access_token, done=verb)

    @http.route(
        "/my/cases/<int:case_id>/receipt",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def case_receipt(self, case_id, access_token=None, **typed):
        case_sudo = self._open_case(case_id, access_token)
        if not case_sudo:
            return render_denied()
        report, error = self._read_receipt(case_sudo, typed)
        if not error:
            actor, author = visitor(case_sudo, "supplier")
            error = attempt(
                case_sudo, lambda: case_sudo._acknowledge(report, actor, author)
            )
        if error:
            return self._render_case(case_sudo, access_token, error=error, typed=typed)
        return redirect_to(case_sudo.access_url, access_token, done="receipt")

    def _read_receipt(self, case_sudo, typed):
        """``(report, what is wrong)``; reads the lines of this case only."""
        report = []
        if not case_sudo._expects_goods():
            return report, request.env._(
                "Nothing is expected back for this case any more."
            )
        for line in case_sudo.line_ids.filtered("awaits_goods"):
            received = parse_number(typed.get(f"received_{line.id}") or "0")
            damaged = parse_number(typed.get(f"damaged_{line.id}") or "0")
            outcome = typed.get(f"outcome_{line.id}") or "ok"
            if None in (received, damaged) or min(received, damaged) < 0:
                return [], request.env._("Enter numbers of items, 0 or more.")
            if damaged > received:
                return [], request.env._(
                    "More items are damaged than arrived. Damaged items count as "
                    "arrived."
                )
            if outcome not in dict(OUTCOMES):
                return [], request.env._("Choose what was in the parcel.")
            report.append(
                {
                    "case_line_id": line.id,
                    "received": received,
                    "damaged": damaged,
                    "outcome": outcome,
                    "note": clean_text(typed.get(f"note_{line.id}")),
                }
            )
        return report, ""

    @http.route(
        "/my/cases/<int:case_id>/reference",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def case_reference(self, case_id, access_token=None, reference="", **_kw):
        case_sudo = self._open_case(case_id, access_token)
        if not case_sudo:
            return render_denied()
        reference = clean_text(reference, REFERENCE_LIMIT)
        if case_sudo.supplier_reference == reference and reference:
            return redirect_to(case_sudo.access_url, access_token, done="reference")
        if not reference:
            error = request.env._("Enter the number of your credit note.")
        elif not case_sudo._may_enter_reference():
            error = request.env._(
                "A credit note is not expected now. Write to us if this is wrong."
            )
        else:
            error = attempt(
                case_sudo, lambda: case_sudo.write({"supplier_reference": reference})
            )
        if error:
            return self._render_case(
                case_sudo, access_token, error=error, typed={"reference": reference}
            )
        return redirect_to(case_sudo.access_url, access_token, done="reference")
