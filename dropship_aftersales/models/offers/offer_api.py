"""Offers for shops and apps."""

from odoo import api, models
from odoo.exceptions import ValidationError

from ..workflow.numbers import is_number

ANSWER_KEYS = frozenset(
    {"external_ref", "channel", "offer", "answer", "wish", "amount", "text"}
)
ANSWERS = ("accept", "refuse", "counter")


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    @api.model
    def api_status(self, external_ref):
        """Where the claims with this reference stand.

        :return: list of dicts with ``id``, ``name``, ``state``, ``url``, ``deadline``
            and ``offer``: None, or the newest offer (``id``, ``state``, ``amount`` and
            ``tax`` in ``currency``, ``valid_until``, ``message``, ``rows``)
        """
        results = super().api_status(external_ref)
        claims = {claim.id: claim for claim in self.browse(r["id"] for r in results)}
        for result in results:
            result["offer"] = claims[result["id"]]._api_offer()
        return results

    @api.model
    def api_answer_offer(self, values):
        """Answer the offer for the customer; the same answer twice changes nothing.

        :param dict values: ``external_ref`` (required), ``channel``, ``answer``
            (accept, refuse or counter), ``offer`` (id of the one he saw; recommended),
            and for a suggestion ``wish``, ``amount`` (tax included) and ``text``
        :return: as :meth:`api_status`, with ``answer``: what was asked for, or
            ``expired`` or ``changed`` when the offer did not hold any more
        :raise AccessError: the user is no after-sales agent
        :raise ValidationError: naming the key that is wrong
        :raise UserError: another offer is open, or the suggestion is not possible
        """
        self.check_access("write")
        claim = self._api_answered(values)
        claim._check_agent()
        offers = claim.offer_ids
        # Without an id it is the open one; once answered, the one that was.
        offer = claim._current_offer() or claim._last_offer()
        if (number := values.get("offer")) is not None:
            is_id = type(number) is int
            offer = offers.filtered(lambda record: is_id and record.id == number)
            if not offer:
                raise self._api_error("offer", self.env._("no offer of this claim"))
        actor, author = claim._derive_actor(), self.env.user.partner_id
        # Rights on the claim were checked; the verb writes documents of other apps.
        answer = claim._as_system()._answer_offer(
            values["answer"],
            actor,
            author=author,
            offer=offer,
            wish=values.get("wish"),
            amount=values.get("amount"),
            text=self._api_text(values.get("text")),
        )
        return {
            **claim._api_result(),
            "deadline": claim.deadline or None,
            "offer": claim._api_offer(),
            "answer": answer,
        }

    def _api_answered(self, values):
        """The claim that ``values`` answer for.

        :raise ValidationError: naming the key that is wrong
        """
        if not isinstance(values, dict):
            raise ValidationError(self.env._("Send a set of named values."))
        if unknown := values.keys() - ANSWER_KEYS:
            key = sorted(map(str, unknown))[0]
            raise self._api_error(key, self.env._("unknown key"))
        reference = self._api_text(values.get("external_ref")).strip()
        channel = values.get("channel") or "api"
        claim = reference and self._api_find(channel, reference)
        if not claim:
            raise self._api_error("external_ref", self.env._("no such claim"))
        if values.get("answer") not in ANSWERS:
            raise self._api_error(
                "answer", self.env._("one of accept, refuse and counter")
            )
        amount = values.get("amount")
        if amount is not None and not is_number(amount):
            raise self._api_error("amount", self.env._("a number above 0"))
        return claim

    def _api_offer(self):
        """The newest offer, for machines; None when there was none."""
        self.ensure_one()
        offer_sudo = self._last_offer()
        if not offer_sudo:
            return None
        lines_sudo = offer_sudo.claim_id.line_ids
        order_lines = {line.id: line.sale_line_id.id for line in lines_sudo}
        return {
            "id": offer_sudo.id,
            "state": offer_sudo.state,
            "amount": offer_sudo.amount_total,
            "tax": offer_sudo.amount_tax,
            "currency": offer_sudo.currency_id.name,
            "valid_until": offer_sudo.valid_until or None,
            "message": offer_sudo.message or "",
            "rows": [
                {
                    "order_line_id": order_lines.get(row["line_id"]),
                    **{name: value for name, value in row.items() if name != "line_id"},
                }
                for row in offer_sudo.rows or []
            ],
        }
