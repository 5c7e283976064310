"""The supplier changes his answer until we decide; decisions are about the one that was
seen."""

from odoo import models
from odoo.exceptions import UserError

from ..workflow.workflow_mixin import SUPPLIER

# What he may say to our question other than yes.
NOT_YES = ("partly", "dispute", "propose")


class AftersalesSupplierCase(models.Model):
    """Nobody acts on an answer that was changed behind his back."""

    _inherit = "aftersales.supplier.case"

    def _last_answer(self):
        """What the supplier answered last, as an opinion; empty if he never did."""
        self.ensure_one()
        # Suppliers read no opinions as records; on his page he reads his own.
        said_sudo = self.sudo().opinion_ids
        return said_sudo.filtered(
            lambda opinion: opinion.party == "supplier" and opinion.kind in NOT_YES
        ).sorted("id")[-1:]

    def _check_seen(self, seen, actor=None):
        """Refuse to act on another answer than the one that was ``seen``.

        The caller has locked the case, so that the answer stays what it is.

        :param seen: what :meth:`_last_answer` was when the screen was opened; None when
            there was no screen
        :raise UserError: the answer was changed meanwhile
        """
        self.ensure_one()
        if seen is None or seen == self._last_answer():
            return
        if actor == SUPPLIER:
            raise UserError(
                self.env._(
                    "An answer was given meanwhile: look at it before you change it."
                )
            )
        raise UserError(
            self.env._("The supplier changed his answer meanwhile: look at it again.")
        )

    def _check_answerable(self, verb):
        """Refuse an answer where nobody asks for one any more.

        :raise UserError: it was decided meanwhile, or the case is not asked
        """
        self.ensure_one()
        if self.state in self._routes[verb].sources:
            return
        if self.state in ("accepted", "settled") and self.answer in NOT_YES:
            raise UserError(
                self.env._(
                    "It was decided meanwhile, so the answer stays as it was. Read the "
                    "decision on this page."
                )
            )
        raise UserError(self._move_refused(verb))

    def action_change(self):
        """Say something else than before, for the reason written in
        ``dispute_reason``."""
        return self._act("change")

    def _check_change(self, actor):
        """To say the same once more is no news for anybody."""
        for case in self:
            last = case._last_answer()
            if last and last._as_said() == case._as_said():
                raise UserError(
                    self.env._("Nothing of the answer is changed: %s", case.name)
                )

    def _as_said(self):
        """What the supplier says now, as a later opinion would keep it."""
        self.ensure_one()
        return (
            self.answer or "dispute",
            self.proposal,
            self.dispute_reason or "",
            {str(line.id): share for line, share in self._proposed_shares().items()},
        )

    def _follow_as_seen(self, verb, seen):
        """Take ``verb`` as the user, who decides about the answer ``seen``.

        :raise UserError: the answer was changed meanwhile
        """
        self.ensure_one()
        self.check_access("write")
        self._lock_rows()
        self._check_seen(seen)
        return self._act(verb)


class AftersalesCaseOpinion(models.Model):
    _inherit = "aftersales.case.opinion"

    def _as_said(self):
        """What was said, to compare with what is said now."""
        self.ensure_one()
        return self.kind, self.proposal, self.text or "", self.shares or {}
