"""Until when somebody has to act, and what his silence means, in his words."""

from odoo import fields, models

from ..workflow.workflow_mixin import AGENT, CUSTOMER, SUPPLIER, SYSTEM

# What a customer need not know the end of: others work on it.
NOT_CUSTOMERS = ("travel", "stop", "refund")
# Where a claim waits for one of the documents that it set off: whose clock is read.
AWAITED_CLOCKS = {
    "supplier": "case.asked",
    "dispute": "case.disputed",
    "ship": "transfer.ship",
    "stop": "case.asked",
}


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _next_move(self, audience):
        move = super()._next_move(audience)
        silence = self._silence_words(audience)
        if silence or move["stage"] == "evidence":
            move["silence"] = silence
        if audience == AGENT and (clock := self._clock_for(audience)):
            # What silence means is said of the same moment.
            move["until"] = clock.due
        if audience == CUSTOMER:
            if move["stage"] in NOT_CUSTOMERS:
                move["until"] = False
            elif move["stage"] == "inspect":
                move["until_label"] = self.env._("We answer by")
            elif move["stage"] == "cancelled" and (again := self._ask_again_until()):
                move["until"] = again
                move["until_label"] = self.env._("You can ask again until")
        return move

    def _ask_again_until(self):
        """Until when what was closed by silence can be claimed anew; False if it is
        over, or somebody closed it."""
        ends = [actor for verb, _date, actor in self._history() if verb == "cancel"]
        if ends[-1:] != [SYSTEM]:
            return False
        # What was promised is put into words.
        windows = self.sudo()._window_ends().values()
        last = max(filter(None, windows), default=False)
        return last and last > fields.Datetime.now() and last

    def _until(self, stage):
        if self.state == "supplier" or stage == "inspect":
            # What suppliers are given is not what the customer was promised.
            return self._own_clock().due
        return super()._until(stage)

    def _own_clock(self):
        """The clock of the claim itself; empty when it has none."""
        return self._first_clock(lambda clock: clock.res_model == "aftersales.claim")

    def _clock_for(self, audience):
        """The clock of whom ``audience`` is told to wait for; empty when none runs."""
        stage = self._agent_stage() if audience == AGENT else self._stage()
        if awaited := AWAITED_CLOCKS.get(stage):
            clock = self._first_clock(lambda other: other.stage == awaited)
            return clock or self._own_clock()
        return self._own_clock()

    def _first_clock(self, wanted):
        """The earliest of the ``wanted`` clocks that run for this claim."""
        # Clocks are the system's; what they mean is put into words. No filtered() and
        # no slice: they would read their records alone, one query per claim.
        clocks_sudo = self.sudo().clock_ids
        return min(
            (clock for clock in clocks_sudo if wanted(clock)),
            key=lambda clock: (clock.due, clock.id),
            default=clocks_sudo.browse(),
        )

    def _silence_words(self, audience):
        """What happens if nobody moves by the deadline; empty when nothing does.

        :param str audience: customer or agent
        """
        self.ensure_one()
        clock = self._clock_for(audience)
        if not clock or clock.due <= fields.Datetime.now():
            return ""
        verb = clock.silence_verb
        if verb and clock._spokesman()._silence_refusal(verb):
            # What the system could not do is not announced.
            verb = False
        if audience == AGENT:
            return clock._agent_silence(verb)
        return clock._customer_silence(verb)


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _next_move(self, audience):
        move = super()._next_move(audience)
        silence = self._silence_words(audience)
        if silence or move["stage"] == "asked":
            move["silence"] = silence
        return move

    def _silence_words(self, audience):
        """What happens if nobody moves by the deadline; empty when nothing does.

        :param str audience: supplier or agent
        """
        self.ensure_one()
        # Clocks are the system's; what they mean is put into words. No slice: it would
        # read its record alone, one query per case.
        clocks_sudo = self.sudo().clock_ids
        clock = next(iter(clocks_sudo), clocks_sudo)
        if not clock or clock.due <= fields.Datetime.now():
            return ""
        if audience == AGENT:
            return clock._agent_silence(clock.silence_verb)
        if audience != SUPPLIER or clock.silence_verb != "accept":
            return ""
        if self._is_all_late():
            # Silence is no consent to what was asked for too late.
            return self.env._("If we hear nothing by then, you owe nothing for it.")
        return self.env._("If we hear nothing by then, it counts as accepted.")

    def _is_all_late(self):
        """Everything that is asked was asked for after the supplier's window."""
        return bool(self.line_ids) and all(self.line_ids.mapped("is_late"))


class AftersalesClock(models.Model):
    _inherit = "aftersales.clock"

    def _customer_silence(self, verb):
        self.ensure_one()
        if verb == "give_evidence":
            return self.env._(
                "If we hear nothing by then, we decide with what we have."
            )
        if verb == "refuse":
            return self.env._(
                "If we hear nothing by then, our offer lapses and we look at your "
                "request again."
            )
        if verb == "cancel" and self.stage == "transfer.ship":
            return self.env._(
                "If we see no tracking number by then, we close your request."
            )
        if verb == "cancel":
            return self.env._(
                "If we hear nothing by then, we close your request. You can send a "
                "new one."
            )
        if self._party() == "us" and self.escalate_to == "manager":
            return self.env._("If we are late, a manager is told.")
        return ""

    def _agent_silence(self, verb):
        self.ensure_one()
        words = {
            "give_evidence": self.env._(
                "Without an answer by then it comes back to review."
            ),
            "refuse": self.env._("Without an answer by then the offer lapses."),
            "accept": self.env._("Without an answer by then he owes nothing for it.")
            if self.case_id._is_all_late()
            else self.env._("Without an answer by then it counts as accepted."),
            "cancel": self.env._("Without a tracking number by then it is closed.")
            if self.stage == "transfer.ship"
            else self.env._("Without an answer by then it is closed."),
        }
        if verb:
            return words[verb]
        if self.escalate_to == "manager":
            return self.env._("Then a manager gets a task.")
        if self.escalate_to:
            return self.env._("Then its responsible gets a task.")
        return ""
