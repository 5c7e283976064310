"""What a supplier types in the form of his answer."""

import math

from odoo.exceptions import UserError

from .portal_access import clean_text

PREFIX = "share_"


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
            share = math.nan
        if not 0 <= share <= 100:
            raise UserError(
                self.case.env._("“%s” is no share: enter a number from 0 to 100.", text)
            )
        return round(share, 2)
