"""The customer's page of a claim and what he does on it."""

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from ..models.evidence.evidence import MAX_FILES
from ..models.workflow.numbers import MOST
from .claim_form import parse_number
from .portal_access import (
    clean_text,
    open_document,
    page_values,
    redirect_to,
    render_denied,
    render_private,
    visitor,
)
from .portal_post import document_post

PARCEL_LIMIT = 128
VERBS = ("submit", "appeal", "cancel")
ANSWERS = ("accept", "refuse")


def claim_post(form):
    """A form on the claim's page, see :func:`document_post`."""
    return document_post(
        "aftersales.claim", f"/my/claims/<int:document_id>/{form}", "_render_claim"
    )


class CustomerClaims(http.Controller):
    # ------------------------------------------------------------------ claim page

    @http.route(
        "/my/claims/<int:claim_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_page(self, claim_id, access_token=None, done=None, **kw):
        # Nothing of the address but this becomes part of the page.
        thread = {"pid": kw.get("pid"), "hash": kw.get("hash")}
        claim_sudo = open_document("aftersales.claim", claim_id, access_token)
        if not claim_sudo:
            return render_denied()
        return self._render_claim(claim_sudo, access_token, done=done, **thread)

    @http.route(
        [
            "/my/claims/<int:claim_id>/do",
            "/my/claims/<int:claim_id>/counter",
            "/my/claims/<int:claim_id>/parcel",
            "/my/claims/<int:claim_id>/evidence",
            "/my/claims/<int:claim_id>/again",
            "/my/claims/<int:claim_id>/delete",
        ],
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def claim_back(self, claim_id, access_token=None, **_kw):
        """Where the reload of an answered form leads: to the page itself."""
        return redirect_to(f"/my/claims/{claim_id}", access_token)

    def _render_claim(self, claim_sudo, access_token, error="", done=None, **kw):
        values = page_values(claim_sudo, "customer", access_token, error, **kw)
        actions = values["move"]["actions"]
        is_over = values["move"]["stage"] in ("done", "rejected", "cancelled")
        slots = claim_sudo._portal_slots(access_token)
        if slots:
            # The pieces have a place of their own on the page.
            values["move"]["text"] = claim_sudo._open_round().text
        values |= {
            "page_name": "aftersales_claim",
            "claim": claim_sudo,
            "done": self._done_words().get(done),
            "max_files": MAX_FILES,
            "refunds": claim_sudo._posted_refunds(),
            "has_money": claim_sudo.state in ("approved", "resolved", "closed")
            and bool(claim_sudo.remedy_ids),
            "slots": slots,
            # What is asked for is shown where it is asked.
            "has_files": ("give_evidence" not in actions or bool(slots))
            and (
                bool(claim_sudo.evidence_ids)
                or bool(claim_sudo._portal_rounds())
                or (
                    claim_sudo.state != "draft"
                    and "add_evidence" in actions
                    and "give_evidence" not in actions
                )
            ),
            "offer": claim_sudo._current_offer(),
            "earlier_offers": claim_sudo._earlier_offers(),
            "slips": claim_sudo._return_slips() if "ship" in actions else [],
            "door": claim_sudo.order_id._aftersales_door() if is_over else {},
        }
        return render_private("dropship_aftersales.portal_claim", values)

    def _done_words(self):
        """What is said after a form was taken, by the key in the address."""
        return {
            "sent": request.env._("We have your request. You hear from us."),
            "granted": request.env._("Approved. You read here what comes next."),
            "answered": request.env._("We have your request. Our answer is here."),
            "parcel": request.env._(
                "Thank you. We know now that your parcel is on its way."
            ),
            "evidence": request.env._("Thank you. We have what you sent."),
            "submit": request.env._("We have your request. You hear from us."),
            "accept": request.env._("Thank you. We are on it."),
            "refuse": request.env._(
                "You declined our offer. We look at your request again."
            ),
            "counter": request.env._(
                "Thank you for your suggestion. We look at it and write to you."
            ),
            "expired": request.env._(
                "This offer has ended. We look at your request again and write to you."
            ),
            "changed": request.env._(
                "Our offer does not hold any more, because your order or its invoice "
                "has changed. Nothing was booked. We write to you with a new one."
            ),
            "appeal": request.env._("We look at your request again."),
            "cancel": request.env._("Your request is withdrawn."),
        }

    # ------------------------------------------------------------------ actions

    @claim_post("do")
    def claim_do(self, claim_sudo, /, verb="", note="", seen="", offer="", **_kw):
        if verb not in VERBS + ANSWERS:
            return None
        route = claim_sudo._routes[verb]
        if claim_sudo.state == route.target and claim_sudo.state not in route.sources:
            # The second of two clicks.
            return verb
        actor, author = visitor(claim_sudo, "customer")
        note = clean_text(note)
        if verb in ANSWERS:
            return self._answer(claim_sudo, verb, offer, seen, text=note)
        claim_sudo._follow(verb, actor, author=author)
        if note:
            claim_sudo._post_for(author, note)
        return verb

    @claim_post("counter")
    def claim_counter(
        self, claim_sudo, /, wish="", amount="", note="", offer="", **_kw
    ):
        """Suggest something else than what is offered."""
        number = parse_number(amount, MOST)
        if number is None and clean_text(amount):
            raise UserError(request.env._("Enter the amount as a number."))
        return self._answer(
            claim_sudo,
            "counter",
            offer,
            wish=clean_text(wish),
            amount=number,
            text=clean_text(note),
        )

    def _answer(self, claim_sudo, answer, offer, seen=None, **said):
        """Answer the offer that was on the page.

        :param str offer: its id; older pages say only the sum that was ``seen``
        :return: the key of the words that say what happened
        """
        offers_sudo = claim_sudo.offer_ids
        chosen_sudo = offers_sudo.filtered(lambda record: str(record.id) == offer)
        current_sudo = claim_sudo._current_offer()
        if (offer and not chosen_sudo) or (
            answer == "accept" and not offer and seen != str(current_sudo.amount_total)
        ):
            raise UserError(
                request.env._("Our offer has changed. Please look at it again.")
            )
        actor, author = visitor(claim_sudo, "customer")
        return claim_sudo._answer_offer(
            answer, actor, author=author, offer=chosen_sudo, **said
        )

    @claim_post("parcel")
    def claim_parcel(
        self, claim_sudo, /, parcel="", carrier="", tracking="", another="", **_kw
    ):
        chosen_sudo = claim_sudo._open_returns().filtered(
            lambda picking: str(picking.id) == parcel
        )
        tracking = clean_text(tracking, PARCEL_LIMIT)
        if not chosen_sudo:
            raise UserError(
                request.env._("This parcel has arrived already or is not needed.")
            )
        if not tracking:
            raise UserError(request.env._("Enter the tracking number of your parcel."))
        _actor, author = visitor(claim_sudo, "customer")
        chosen_sudo._aftersales_declare(
            clean_text(carrier, PARCEL_LIMIT), tracking, author, bool(another)
        )
        return "parcel"
