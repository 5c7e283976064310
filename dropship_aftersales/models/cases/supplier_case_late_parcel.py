"""A parcel that reaches the supplier after the case was closed."""

from odoo import models
from odoo.exceptions import UserError

from ..workflow.workflow_mixin import AGENT, MANAGER

LATE_PARCEL = "dropship_aftersales.activity_late_parcel"
OVER = ("cancelled", "written_off", "settled")


class AftersalesSupplierCase(models.Model):
    """Late goods are a normal outcome: the supplier says so, and an agent decides
    whether the claim is opened again or the parcel goes back."""

    _inherit = "aftersales.supplier.case"

    def _may_report_late_parcel(self):
        """Nothing is expected any more, so there is no receipt to confirm."""
        self.ensure_one()
        return self.state in OVER

    def _check_late_parcel(self):
        if not self._may_report_late_parcel():
            raise UserError(
                self.env._("This case is open: confirm what arrived on its page.")
            )

    def _enter_late_parcel(self, text, files):
        """What the supplier said on the phone or wrote, entered by the user.

        :param list files: ``(name, bytes)`` pairs that the supplier sent to the user
        :raise AccessError: the case is not the user's to report for
        :raise UserError: as :meth:`_report_late_parcel`, or a file cannot be used
        """
        self.ensure_one()
        actor = self._derive_actor()
        if files:
            self._add_late_parcel_files(files, source="agent")
        self._as_system()._report_late_parcel(
            text.strip(), actor, self.env.user.partner_id
        )
        return True

    def _report_late_parcel(self, text, actor, author):
        """Note what came, and ask the claim's responsible what happens with it.

        Saying the same again changes nothing.

        :raise UserError: nothing was written, or the receipt can be confirmed
        """
        self.ensure_one()
        if not text:
            raise UserError(
                self.env._("Write what is in the parcel, and in which state.")
            )
        self._check_late_parcel()
        self._lock_rows()
        last = self.opinion_ids[-1:]
        if last.kind == "parcel" and last.text == text:
            return
        self.env["aftersales.case.opinion"].create(
            self._prepare_opinion_vals("parcel", "supplier", actor, author, text, {})
        )
        note = self.env._(
            "%(case)s was closed (%(state)s), and a parcel came all the same: %(text)s",
            case=self.name,
            state=self._state_label(self.state),
            text=text,
        )
        claim = self.claim_id
        claim._message_log(body=note, author_id=author.id)
        if actor in (AGENT, MANAGER):
            # He knows; what follows is his to do.
            return
        activity_type = self.env.ref(LATE_PARCEL)
        claim._ask_responsible(
            activity_type,
            claim._responsible_user(),
            activity_type.summary,
            claim._note_for(note),
        )
