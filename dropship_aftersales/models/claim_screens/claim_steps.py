"""The way of a claim, step by step."""

from odoo import models

from ..workflow.workflow_mixin import AGENT, CUSTOMER

DECISIONS = ("approve", "accept", "reject")
# So many past rounds are told one by one; more are folded.
TOLD_ROUNDS = 1


class AftersalesClaim(models.Model):
    """Says what of the claim's way is done, what is now and what is next."""

    _inherit = "aftersales.claim"

    def _steps(self, audience):
        """The way of the claim, as far as it is known.

        :param str audience: customer or agent
        :return: list of dicts with ``label``, ``state`` (done, now, next), ``date``
            (datetime or False), ``lines`` (details, one sentence each) and ``earlier``
            (a past round, which pages fold away)
        """
        self.ensure_one()
        way = self.sudo()._way(audience == AGENT)
        current = next((i for i, step in enumerate(way) if not step["reached"]), None)
        if current is None:
            current = len(way)
        return [
            {
                "label": step["label"],
                "state": "done" if i < current else "now" if i == current else "next",
                "date": i < current and step["date"],
                "lines": step["lines"],
                "earlier": step["earlier"],
            }
            for i, step in enumerate(way)
        ]

    def _step(self, label, reached=False, date=False, lines=(), earlier=False):
        return {
            "label": label,
            "reached": reached,
            "date": date,
            "lines": list(lines),
            "earlier": earlier,
        }

    def _way(self, for_agent):
        sent = self._step(
            self._sent_label(for_agent),
            self.state != "draft",
            self.submitted_date or self.state_since,
        )
        way = [sent, *self._way_of_rounds()]
        if self.state == "cancelled":
            label = self._ended_words()["step"]
            return [*way, self._step(label, True, self.state_since)]
        if self.state not in ("rejected", "approved", "resolved", "closed"):
            return [*way, *self._way_undecided(for_agent)]
        if self._stage() == "rejected":
            return [*way, self._step(self._refused_label(), True, self.decided_date)]
        return [
            *way,
            self._step(
                self._decided_label(for_agent),
                True,
                self.decided_date,
                lines=self._remedy_lines(),
            ),
            *self._way_of_goods(for_agent),
            self._step(
                self._given_label(for_agent),
                self.state != "approved",
                self.resolved_date,
            ),
        ]

    def _sent_label(self, for_agent):
        if for_agent:
            return self.env._("Submitted")
        if self.state == "draft":
            return self.env._("Send your request")
        return self.env._("Request sent")

    def _way_undecided(self, for_agent):
        check = self._step(
            self.env._("Decision") if for_agent else self.env._("We check it")
        )
        last = self._step(self.env._("Solved") if for_agent else self.env._("Done"))
        if self.state == "evidence":
            asked = self._step(
                self.env._("Customer sends evidence")
                if for_agent
                else self.env._("Send what we asked for")
            )
            return [asked, check, last]
        if self.state == "offer":
            answer = self._step(
                self.env._("Customer answers our offer")
                if for_agent
                else self.env._("Answer our offer")
            )
            return [answer, last]
        return [check, last]

    # ------------------------------------------------------------------ past rounds

    def _way_of_rounds(self):
        """What was asked, offered and decided before things came to where they are."""
        told = self._rounds()
        if self.state in ("rejected", "approved", "resolved", "closed"):
            decisions = [i for i, done in enumerate(told) if done[0] in DECISIONS]
            told = told[: decisions[-1]] if decisions else []
        elif self.state in ("offer", "cancelled"):
            # The last one is where it stands: no past round yet.
            told = told[:-1]
        rounds = [
            (label, date)
            for verb, date, actor in told
            if (label := self._round_label(verb, actor))
        ]
        return [
            self._step(label, True, date, earlier=len(rounds) > TOLD_ROUNDS)
            for label, date in rounds
        ]

    def _rounds(self):
        """As :meth:`_history`, with what ended a round said more closely."""
        return self._history()

    def _round_label(self, verb, actor):
        """What a past verb is called on the customer's way; empty to leave it out."""
        if verb == "refuse" and actor not in (CUSTOMER, AGENT):
            return self.env._("Our offer ended")
        return {
            "give_evidence": lambda: self.env._("You sent what we asked for"),
            "offer": lambda: self.env._("We made you an offer"),
            "accept": lambda: self.env._("You accepted our offer"),
            "refuse": lambda: self.env._("You declined our offer"),
            "approve": lambda: self.env._("We granted it"),
            "reject": lambda: self.env._("We did not grant it"),
            "appeal": lambda: self.env._("You asked for another review"),
            "revise": lambda: self.env._("We looked at it again"),
            "reopen": lambda: self.env._("We opened it again"),
            "cancel": lambda: self._ended_words(actor)["step"],
        }.get(verb, str)()

    # ------------------------------------------------------------------ decided

    def _refused_label(self):
        return self.env._("Not granted")

    def _decided_label(self, for_agent):
        if for_agent:
            return self.env._("Decided")
        amount = self.currency_id.format(self._given_amount())
        if self._money_waits_for_goods():
            return self.env._("Approved: %s when it arrives", amount)
        return self.env._("Approved: %s", amount)

    def _remedy_lines(self):
        """Each of several things that are given, with how far it is."""
        given = self.remedy_ids.filtered(lambda remedy: remedy.state != "cancelled")
        if len(given) < 2:
            return []
        return [
            self.env._(
                "%(what)s, %(item)s: %(amount)s (%(progress)s)",
                what=remedy._given_words(),
                item=remedy.line_id.product_id.with_context(
                    display_default_code=False
                ).display_name,
                amount=self.currency_id.format(remedy.amount),
                progress=remedy._progress_words(),
            )
            for remedy in given
        ]

    def _given_label(self, for_agent):
        if for_agent:
            return self.env._("Money given")
        if self.state == "approved":
            return self.env._("Money back")
        return self.env._(
            "Money sent: %s", self.currency_id.format(self._sent_amount())
        )

    def _way_of_goods(self, for_agent):
        stage = self._stage()
        if stage == "stop":
            label = (
                self.env._("Supplier confirms that nothing is shipped")
                if for_agent
                else self.env._("We stop the delivery")
            )
            return [self._step(label)]
        returns = self.picking_ids.filtered(
            lambda picking: picking.is_aftersales_return and picking.state != "cancel"
        )
        if not returns:
            return []
        unsent = returns.filtered(
            lambda p: p.state != "done" and not p.aftersales_shipped_date
        )
        sent_dates = [
            p.aftersales_shipped_date or p.date_done for p in returns - unsent
        ]
        arrived = returns.filtered(lambda picking: picking.state == "done")
        way = [
            self._step(
                self._goods_label(for_agent, not unsent, "sent"),
                not unsent,
                max(filter(None, sent_dates), default=False),
            ),
            self._step(
                self._goods_label(for_agent, arrived == returns, "arrived"),
                arrived == returns,
                max(filter(None, arrived.mapped("date_done")), default=False),
            ),
        ]
        if stage == "inspect":
            label = (
                self.env._("Decide about what arrived")
                if for_agent
                else self.env._("We check your parcel")
            )
            way.append(self._step(label))
        return way

    def _goods_label(self, for_agent, reached, step):
        """What a step of the goods is called, before and after it is reached."""
        if for_agent:
            return (
                self.env._("Goods sent back")
                if step == "sent"
                else self.env._("Goods received")
            )
        if step == "sent":
            return (
                self.env._("Parcel sent back")
                if reached
                else self.env._("Send it back")
            )
        return self.env._("Parcel arrived") if reached else self.env._("Parcel arrives")
