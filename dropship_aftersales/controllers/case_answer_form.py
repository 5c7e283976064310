"""What a supplier types in the form of his answer."""

from odoo.exceptions import UserError

from ..models.workflow.numbers import is_number
from .portal_access import clean_text

PREFIX = "share_"
# Answers that are given with this form; a yes has a button of its own too.
NOT_YES = ("partly", "dispute", "propose")


class AnswerForm:
    """The shares as they were typed, one for all items or one for each."""

    def __init__(self, case_sudo, typed):
        self.case = case_sudo
        self.typed = typed
        self.lines = case_sudo._shared_lines()

    def is_foreign(self):
        """Whether it names an item that is none of this case: no form of ours."""
        own = {f"{PREFIX}{line.id}" for line in self.lines}
        return any(name.startswith(PREFIX) and name not in own for name in self.typed)

    def shares(self):
        """``{case line: percent}`` of what was typed.

        :raise UserError: something typed is no share; what is missing is left out
        """
        shares = {}
        for line in self.lines:
            text = self._text(f"{PREFIX}{line.id}") or self._text("share")
            if text:
                shares[line] = self._parse(text)
        return shares

    def outlook(self):
        """What the shares as typed mean in money; empty while they are no shares."""
        try:
            shares = self.shares()
        except UserError:
            return ""
        if len(shares) < len(self.lines) or not shares:
            return ""
        return self.case._answer_outlook(shares)

    def _text(self, name):
        value = self.typed.get(name)
        return clean_text(value, 12) if isinstance(value, str) else ""

    def _parse(self, text):
        try:
            share = float(text.replace("%", "").replace(",", ".").strip())
        except ValueError:
            share = None
        if not is_number(share, 0, 100):
            raise UserError(
                self.case.env._("“%s” is no share: enter a number from 0 to 100.", text)
            )
        return round(share, 2)


def answer_values(case_sudo, typed):
    """What the form of the answer shows: what was typed, or else what was answered."""
    is_typed = typed.get("verb") in NOT_YES
    if case_sudo.state == "disputed" and not is_typed:
        typed = _said_before(case_sudo)
    proposals = case_sudo._fields["proposal"]
    return {
        "answer": typed,
        "is_answer_typed": is_typed,
        "last_answer": case_sudo._last_answer(),
        "proposals": proposals._description_selection(case_sudo.env),
        "answer_outlook": AnswerForm(case_sudo, typed).outlook(),
        "whole_amount": case_sudo._whole_words(),
    }


def _said_before(case_sudo):
    """What the supplier would have typed to say what he answered last."""
    typed = {
        "verb": case_sudo.answer or "dispute",
        "reason": case_sudo.dispute_reason or "",
        "proposal": case_sudo.proposal or "",
    }
    if typed["verb"] == "partly":
        shares = case_sudo._proposed_shares()
        if len(set(shares.values())) == 1:
            typed["share"] = f"{next(iter(shares.values())):g}"
        else:
            typed |= {f"{PREFIX}{line.id}": f"{s:g}" for line, s in shares.items()}
    return typed
