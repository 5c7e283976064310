"""Tasks that deadlines give, and the words in them."""

from odoo import models
from odoo.exceptions import UserError

from ..notifications.notification_case import DEADLINE as CASE_DEADLINE
from ..notifications.notification_claim import DEADLINE as CLAIM_DEADLINE
from ..workflow.workflow_mixin import SYSTEM

# Conditions of a verb that only look; the others have none that silence could miss.
LOOKING_CHECKS = ("cancel", "accept")


class AftersalesNotifiedMixin(models.AbstractModel):
    _inherit = "aftersales.notified.mixin"

    # External id of the task that a deadline gives.
    _deadline_activity = ""

    def _deadline_activity_type(self):
        # Missing while the addon is installed or removed.
        type_id = self._type_id(self._deadline_activity)
        return self.env["mail.activity.type"].browse(type_id or ())

    def _deadline_asks(self):
        """Whether a deadline of theirs gave a task that is not done with."""
        # Clocks are the system's to read.
        return any(self.sudo().clock_ids.mapped("is_asking"))

    def _first_manager(self):
        """The first after-sales manager of the document's company."""
        self.ensure_one()
        managers = self.env.ref("dropship_aftersales.group_manager")
        # Whoever's clock it is need not see accounts.
        users_sudo = self.env["res.users"].sudo()
        return users_sudo.search(
            [
                ("all_group_ids", "in", managers.ids),
                ("company_ids", "in", self.company_id.ids),
                ("share", "=", False),
            ],
            limit=1,
            order="id",
        )

    def _silence_refusal(self, verb):
        """Why the system cannot take ``verb`` now, empty when it can; only looks."""
        self.ensure_one()
        document_sudo = self.sudo()
        if not document_sudo._can_follow(verb, SYSTEM):
            return document_sudo._move_refused(verb)
        if verb in LOOKING_CHECKS:
            try:
                document_sudo._run_hook(f"_check_{verb}", SYSTEM)
            except UserError as error:
                return str(error)
        return ""


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"
    _deadline_activity = CLAIM_DEADLINE

    def _asks(self, activity_type):
        if activity_type == self._deadline_activity_type():
            return self._deadline_asks()
        return super()._asks(activity_type)


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"
    _deadline_activity = CASE_DEADLINE

    def _asks(self, activity_type):
        if activity_type == self._deadline_activity_type():
            return self._deadline_asks()
        return super()._asks(activity_type)


class AftersalesClock(models.Model):
    _inherit = "aftersales.clock"

    def _task_words(self, code, params):
        """What the task says, in the language of who gets it."""
        self.ensure_one()
        stage = self.display_name
        texts = {
            "soon": lambda: self.env._("%s: the deadline is near.", stage),
            "late": lambda: self.env._("%s: the deadline has passed.", stage),
            "untold": lambda: self.env._(
                "%s: the deadline has passed, but no message reached the other party. "
                "Nothing happens by itself: call, or correct the address and send it "
                "again.",
                stage,
            ),
            "refused": lambda: self.env._(
                "%(stage)s: the deadline has passed without an answer, and it cannot "
                "go on by itself. %(error)s",
                stage=stage,
                **params,
            ),
            "failed": lambda: self.env._(
                "%(stage)s: what was due could not be done. %(error)s",
                stage=stage,
                **params,
            ),
        }
        return texts[code]()
