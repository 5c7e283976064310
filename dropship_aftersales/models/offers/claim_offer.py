"""Offers: made from the proposed remedies, answered once, kept for good."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..workflow.workflow_mixin import SYSTEM

# How an answer closes the offer.
ANSWERED = {
    "accept": "accepted",
    "refuse": "refused",
    "counter": "countered",
    "withdraw": "withdrawn",
}
# How the verbs that leave the state close the open offer.
ENDS = {"accept": "accepted", "refuse": "refused", "cancel": "withdrawn"}


class AftersalesClaim(models.Model):
    """Writes every offer down and lets nobody accept what it is not worth any more."""

    _inherit = "aftersales.claim"

    offer_ids = fields.One2many(
        "aftersales.offer", "claim_id", string="Offers", groups="base.group_user"
    )
    offer_message = fields.Text(
        copy=False,
        groups="base.group_user",
        help="What the next offer says to the customer, in his language.",
    )
    offer_until = fields.Datetime(
        copy=False,
        groups="base.group_user",
        help="Until when the next offer is good; empty: as long as usual.",
    )

    # ------------------------------------------------------------------ the record

    def _current_offer(self):
        """The open offer of this claim; empty when nothing is offered."""
        self.ensure_one()
        # Customers read what is put into words for them.
        return self.sudo().offer_ids.filtered(lambda offer: offer.state == "open")

    def _last_offer(self):
        """The newest offer of this claim, whatever became of it."""
        self.ensure_one()
        return self.sudo().offer_ids.sorted("id")[-1:]

    def _log_move(self, verb, actor, author, came_from):
        result = super()._log_move(verb, actor, author, came_from)
        if verb == "offer":
            self._record_offers(author or self.env.user.partner_id)
        elif verb in ENDS:
            self._close_offers(verb, actor, author)
        return result

    def _record_offers(self, author):
        """Freeze what is proposed as the offer of each claim."""
        self.env["aftersales.offer"].create(
            [claim._prepare_offer_vals(author) for claim in self]
        )
        self.write({"offer_message": False, "offer_until": False})

    def _close_offers(self, verb, actor, author):
        """Close what nobody closed before the verb was taken."""
        vals = {"withdrawal": "cancelled"} if verb == "cancel" else {}
        expired = verb == "refuse" and actor == SYSTEM
        state = "expired" if expired else ENDS[verb]
        author = author or self.env.user.partner_id
        self.offer_ids._close(state, actor, author, **vals)

    def _prepare_offer_vals(self, author):
        self.ensure_one()
        total, tax = self._proposed_worth()
        lang = self.partner_id.lang or self.env.lang
        return {
            "claim_id": self.id,
            "valid_until": self.offer_until or self._usual_offer_end(),
            "message": self.offer_message,
            "rows": self._proposed_remedies().with_context(lang=lang)._offer_rows(),
            "amount_total": total,
            "amount_tax": tax,
            "offered_by_id": author.id,
        }

    def _proposed_remedies(self):
        return self.remedy_ids.filtered(lambda remedy: remedy.state == "proposed")

    def _proposed_worth(self):
        """What the proposed remedies would be booked with now.

        :return: ``(tax included, of it tax)``, claim currency
        """
        self.ensure_one()
        total = base = 0.0
        # What is granted is worth what the invoices say, whoever may read them.
        for strategy, remedies in self.sudo()._proposed_remedies()._by_strategy():
            for amount, untaxed in strategy._preview(remedies).values():
                total += amount
                base += untaxed
        currency = self.currency_id
        return currency.round(total), currency.round(total - base)

    # ------------------------------------------------------------------ conditions

    def _check_accept(self, actor):
        """Nobody accepts what ended, or what would be booked otherwise than shown."""
        for claim in self:
            offer = claim._current_offer()
            if offer and offer._has_ended():
                raise UserError(
                    self.env._("This offer has ended. We look at the request again.")
                )
            if offer and not offer._is_worth_it():
                raise UserError(self._offer_changed_words())
        return super()._check_accept(actor)

    def _offer_changed_words(self):
        return self.env._(
            "This offer does not hold any more, because the order or its invoice has "
            "changed. Nothing was booked. We make a new offer."
        )

    def _check_offer(self, actor):
        """What cannot be carried out is not offered."""
        super()._check_offer(actor)
        now = fields.Datetime.now()
        if self.filtered(lambda claim: claim.offer_until and claim.offer_until <= now):
            raise UserError(
                self.env._("Choose a time in the future until which the offer is good.")
            )
        for strategy, remedies in self._proposed_remedies()._by_strategy():
            strategy._check(remedies)

    # ------------------------------------------------------------------ answered

    def _answer_offer(self, answer, actor, author=None, offer=None, **said):
        """Take the customer's answer to our offer, once.

        :param str answer: accept, refuse, counter, or withdraw (ours)
        :param offer: the one he saw; by default the open one
        :param said: ``wish``, ``amount`` and ``text`` of a suggestion or refusal
        :return: what happened: ``answer``, or ``expired`` or ``changed`` when the offer
            did not hold any more and the claim is reviewed again
        :raise UserError: another offer is open, or what is suggested is not possible
        """
        self.ensure_one()
        current = self._current_offer()
        if offer and offer != current:
            if offer.claim_id == self and offer.state == ANSWERED[answer]:
                # The second of two clicks.
                return answer
            raise UserError(
                self.env._("Our offer has changed. Please look at it again.")
                if current
                else self.env._("This offer was answered already, or it has ended.")
            )
        if current and current._has_ended():
            self._follow("refuse", SYSTEM)
            return "expired"
        if answer == "accept":
            if current and not current._is_worth_it():
                current._close("withdrawn", SYSTEM, withdrawal="worth_changed")
                self._follow("refuse", SYSTEM)
                return "changed"
            self._follow("accept", actor, author=author)
            return answer
        vals = {"counter_text": said.get("text") or False}
        if answer == "counter":
            vals |= self._checked_counter(**said)
        elif answer == "withdraw":
            vals["withdrawal"] = "taken_back"
        current._close(ANSWERED[answer], actor, author, **vals)
        self._follow("refuse", actor, author=author)
        return answer

    def _answer_by_phone(self, answer, **said):
        """Enter what the customer said to an agent, see :meth:`_answer_offer`.

        :return: what the button shows: nothing, or why the offer did not hold
        :raise AccessError: the user is no agent of this claim
        """
        self.ensure_one()
        self._check_agent()
        actor = self._derive_actor()
        author = self.env.user.partner_id
        # Rights on the claim were checked; the verb writes documents of other apps.
        claim_sudo = self._as_system()
        happened = claim_sudo._answer_offer(answer, actor, author=author, **said)
        words = {
            "expired": self.env._("This offer has ended. Decide again."),
            "changed": self._offer_changed_words(),
        }.get(happened)
        if not words:
            return True
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": words,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


class AftersalesRemedy(models.Model):
    _inherit = "aftersales.remedy"

    def _check_cancel(self, actor):
        """What the customer is being offered is not taken away behind his back."""
        super()._check_cancel(actor)
        if actor == SYSTEM:
            return
        offered = self.filtered(
            lambda remedy: (
                remedy.state == "proposed" and remedy.claim_id.state == "offer"
            )
        )
        if offered:
            raise UserError(
                self.env._(
                    "%(claims)s is offered. Take the offer back first: Record answer.",
                    claims=", ".join(offered.claim_id.mapped("name")),
                )
            )
