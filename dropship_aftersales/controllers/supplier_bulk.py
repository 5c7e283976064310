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
        """Do it case by case; what one is refused for holds up no other.

        Sending it again shows the same page and changes nothing.
        """
        if action not in ACTIONS:
            return render_denied()
        results = []
        for case_sudo in self._chosen():
            error = ""
            if not case_sudo._bulk_is_done(action):
                error = self._do(case_sudo, action)
            results.append((case_sudo, error))
        return render_private(
            "dropship_aftersales.portal_cases_done",
            {
                "page_name": "aftersales_cases_bulk",
                "action": action,
                "cases": [case_sudo for case_sudo, error in results if not error],
                "refused": [result for result in results if result[1]],
            },
        )

    def _do(self, case_sudo, action):
        """What went wrong, in words; nothing of this case is changed then."""
        if action not in case_sudo._bulk_actions():
            return case_sudo._bulk_refusal(action)
        case_sudo = case_sudo.with_company(case_sudo.company_id)
        actor, author = visitor(case_sudo, "supplier")
        return attempt(case_sudo, lambda: case_sudo._bulk_follow(action, actor, author))

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
            currency.format(sum(case.expected_amount for case in of_currency))
            for currency, of_currency in cases_sudo.grouped("currency_id").items()
        ]
