"""What customer and agent read of the offers of a claim."""

from datetime import timedelta

from odoo import api, fields, models

# What rounds are called that ended otherwise than by a refusal.
ROUNDS = {
    "countered": "counter",
    "expired": "offer_ended",
    "withdrawn": "offer_ended",
}

SAME_MOMENT = timedelta(seconds=5)


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    counter_note = fields.Char(
        compute="_compute_counter_note",
        groups="base.group_user",
        help="What the customer suggests instead of our offer.",
    )

    @api.depends("state", "offer_ids.state")
    def _compute_counter_note(self):
        for claim in self:
            counter = claim._origin and claim._origin._open_counter()
            claim.counter_note = counter._suggestion_words() if counter else False

    def _customer_offer(self):
        words = super()._customer_offer()
        offer = self._current_offer()
        if not offer:
            return words
        if offer._has_ended():
            return {
                **words,
                "headline": self.env._("Our offer has ended"),
                "text": self.env._("We look at your request again and write to you."),
                "silence": "",
                "chip": self.env._("We are checking"),
                "tone": "info",
            }
        amount = self.currency_id.format(offer.amount_total)
        sentence = self.env._(
            "We offer you %s. Accept it, suggest something else, or decline it.",
            amount,
        )
        return {
            **words,
            "text": "\n".join(filter(None, [offer.message, sentence])),
            "silence": self.env._(
                "If we hear nothing by then, the offer ends and we look at your "
                "request again."
            ),
        }

    def _is_open(self, verb, actor):
        if not super()._is_open(verb, actor):
            return False
        # What has ended is answered by nobody; how it stands is said by itself.
        return verb not in ("accept", "refuse") or not (
            self._current_offer() and self._current_offer()._has_ended()
        )

    def _given_amount(self):
        """What is offered counts as it was offered, not as it would be booked now."""
        offer = self._current_offer() if self.state == "offer" else None
        return offer.amount_total if offer else super()._given_amount()

    def _until(self, stage):
        offer = self._current_offer() if stage == "offer" else None
        return offer.valid_until if offer else super()._until(stage)

    def _agent_texts(self):
        texts = super()._agent_texts()
        if self._open_counter():
            texts["review"] = lambda: (
                self.env._("The customer suggests something else"),
                self.counter_note,
                self.env._("Nothing is promised; the customer waits."),
            )
        return texts

    def _rounds(self):
        """How an offer ended is told by its row: not every end is a refusal."""
        rounds = super()._rounds()
        if not any(verb == "refuse" for verb, _date, _actor in rounds):
            return rounds
        # What of it customers read is put into words for them.
        ends_sudo = self.sudo().offer_ids.filtered(lambda o: o.state in ROUNDS)
        return [
            (self._end_of_round(ends_sudo, date) if verb == "refuse" else verb, *rest)
            for verb, *rest in rounds
            for date in rest[:1]
        ]

    def _end_of_round(self, ends, date):
        """The verb that tells what ended at ``date``."""
        for offer in ends:
            # Closed in the same transaction, a moment before.
            if abs(offer.answered_date - date) < SAME_MOMENT:
                return ROUNDS[offer.state]
        return "refuse"

    def _round_label(self, verb, actor):
        if verb == "counter":
            return self.env._("You suggested something else")
        if verb == "offer_ended":
            return self.env._("Our offer ended")
        return super()._round_label(verb, actor)

    def _earlier_offers(self):
        """Who said what when, for the customer, the newest first.

        :return: list of dicts with ``date``, ``offered`` (sentence), ``rows`` (as
            ``_row_words``), ``message``, ``answered`` (datetime), ``outcome``
            (sentence) and ``said`` (the customer's words)
        """
        self.ensure_one()
        # Offers are put into words for the customer.
        offers_sudo = self.sudo().offer_ids.filtered(lambda o: o.state != "open")
        return [
            {
                "date": offer.create_date,
                "offered": self.env._(
                    "We offered you %s.", self.currency_id.format(offer.amount_total)
                ),
                "rows": offer._row_words(),
                "message": offer.message,
                "answered": offer.answered_date,
                "outcome": offer._outcome_words("customer"),
                "said": offer.counter_text,
            }
            for offer in offers_sudo.sorted("id", reverse=True)
        ]

    def _counter_choices(self):
        """What the customer may suggest instead.

        :return: list of ``(wish, label)``
        """
        lines_sudo = self.sudo().line_ids
        return [
            (wish, lines_sudo[:1]._wish_label(wish))
            for wish in self.sudo()._counter_wishes()
        ]


class AftersalesOffer(models.Model):
    _inherit = "aftersales.offer"

    def _suggestion_words(self):
        """The suggestion as the agent reads it, with the customer's own words."""
        self.ensure_one()
        if self.counter_text:
            return self.env._(
                "%(wish)s – “%(words)s”",
                wish=self._counter_words(),
                words=self.counter_text,
            )
        return self._counter_words()
