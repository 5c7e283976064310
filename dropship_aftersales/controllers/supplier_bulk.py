"""Many cases answered at once: chosen, shown with their effect, then done."""

from odoo import SUPERUSER_ID, http
from odoo.fields import Domain
from odoo.http import request

from .portal_access import attempt, redirect_to, render_denied, render_private, visitor
from .supplier_portal import own_cases

ACTIONS = ("accept", "receive")
MAX_CASES = 200


class SupplierBulk(http.Controller):
    @http.route(
        ["/my/cases/check", "/my/cases/done"],
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def bulk_back(self, **_kw):
        """Where the reload of a sent form leads: to the list."""
        return redirect_to("/my/cases")

    @http.route(
        "/my/cases/check",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def bulk_check(self, action="", **_kw):
        """Show what would be done; changes nothing."""
        if action not in ACTIONS:
            return render_denied()
        chosen_sudo = self._chosen()
        possible_sudo = chosen_sudo.filtered(
            lambda case: action in case._bulk_actions()
        )
        return render_private(
            "dropship_aftersales.portal_cases_check",
            {
                "page_name": "aftersales_cases_bulk",
                "action": action,
                "cases": possible_sudo,
                "left_out": chosen_sudo - possible_sudo,
                "sums": self._sums(possible_sudo),
            },
        )

    @http.route(
        "/my/cases/done",
        type="http",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def bulk_do(self, action="", **_kw):
        """Do it together; what one is refused for holds up no other.

        Sending it again shows the same page and changes nothing.
        """
        if action not in ACTIONS:
            return render_denied()
        chosen_sudo = self._chosen()
        open_sudo = chosen_sudo.filtered(lambda case: not case._bulk_is_done(action))
        possible_sudo = open_sudo.filtered(lambda case: action in case._bulk_actions())
        refused = {
            case_sudo: case_sudo._bulk_refusal(action)
            for case_sudo in open_sudo - possible_sudo
        }
        for company, cases_sudo in possible_sudo.grouped("company_id").items():
            refused |= self._do(cases_sudo.with_company(company), action)
        return render_private(
            "dropship_aftersales.portal_cases_done",
            {
                "page_name": "aftersales_cases_bulk",
                "action": action,
                "cases": [case for case in chosen_sudo if case not in refused],
                "refused": [
                    (case, refused[case]) for case in chosen_sudo if case in refused
                ],
            },
        )

    def _do(self, cases_sudo, action):
        """Do it for cases of one company: by halves if it cannot be done together.

        :return: ``{case: what went wrong, in words}``; such a case is not changed
        """
        actor, author = visitor(cases_sudo[:1], "supplier")
        error = attempt(
            cases_sudo, lambda: cases_sudo._bulk_follow(action, actor, author)
        )
        if not error:
            return {}
        if len(cases_sudo) == 1:
            return {cases_sudo: error}
        half = len(cases_sudo) // 2
        return self._do(cases_sudo[:half], action) | self._do(cases_sudo[half:], action)

    def _chosen(self):
        """The cases that were ticked, as system user; other people's are not found."""
        ticked = request.httprequest.form.getlist("case")[:MAX_CASES]
        ids = [int(value) for value in ticked if value.isdecimal() and len(value) < 10]
        cases_sudo, partner = own_cases()
        found_sudo = cases_sudo.search(
            cases_sudo._portal_domain(partner) & Domain("id", "in", ids), order="id"
        )
        return found_sudo.with_user(SUPERUSER_ID)

    def _sums(self, cases_sudo):
        """The sum of each currency, as text: amounts of different ones do not add."""
        return [
            currency.format(sum(case._asked_amount() for case in of_currency))
            for currency, of_currency in cases_sudo.grouped("currency_id").items()
        ]
