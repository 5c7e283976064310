from odoo import models
from odoo.exceptions import AccessError

from ..workflow.workflow_mixin import AGENT, CUSTOMER, MANAGER, SYSTEM


class AftersalesClaim(models.Model):
    """What people may do with a claim; each verb checks who asks and when."""

    _inherit = "aftersales.claim"

    def _party_of(self, partner):
        if (
            partner.commercial_partner_id == self.commercial_partner_id
            and self._is_for_visitors()
        ):
            return CUSTOMER
        return None

    def action_submit(self):
        """Hand the claim in and reserve its units.

        :raise UserError: it has no line, a line cannot be claimed, or fewer units are
            left than it asks for
        """
        return self._act("submit")

    def action_ask_evidence(self):
        """Ask the customer for the evidence described in ``evidence_request``."""
        return self._act("ask_evidence")

    def action_give_evidence(self):
        """Say that the evidence asked for is there."""
        return self._act("give_evidence")

    def action_ask_supplier(self):
        """Open and ask one supplier case per supplier.

        :raise UserError: no line was bought from a supplier
        """
        return self._act("ask_supplier")

    def action_offer(self):
        """Offer the proposed remedies to the customer.

        :raise UserError: no remedy is proposed
        """
        return self._act("offer")

    def action_accept(self):
        """Take the offer."""
        return self._act("accept")

    def action_refuse(self):
        """Decline the offer; the claim is reviewed again."""
        return self._act("refuse")

    def action_approve(self):
        """Grant what was decided line by line and start the remedies.

        Granted units without a proposed remedy get a refund as their goods ask for.

        :raise UserError: a line is undecided, or nothing is granted
        :raise AccessError: the amount is above the user's limit
        """
        return self._act("approve")

    def action_reject(self):
        """Refuse the whole claim.

        :raise UserError: a remedy runs or was given, or a line is granted
        """
        return self._act("reject")

    def action_appeal(self):
        """Have the refused units looked at again, within the appeal window."""
        return self._act("appeal")

    def action_revise(self):
        """Take an approved claim back into review; running remedies go on."""
        return self._act("revise")

    def action_reopen(self):
        """Review an ended claim again and reserve its units again."""
        return self._act("reopen")

    def action_cancel(self):
        """Withdraw the claim with all that was started and is not final.

        :raise UserError: money was sent or a parcel is on its way
        """
        return self._act("cancel")

    def action_grant_all(self):
        """Grant every undecided line in full; approving stays a step of its own."""
        self._check_agent()
        for quantity, lines in self._undecided_lines().grouped("quantity").items():
            lines.write({"decision": "granted", "granted_quantity": quantity})

    def action_refuse_all(self):
        """Refuse every undecided line; rejecting stays a step of its own."""
        self._check_agent()
        self.line_ids._refuse_pending()

    def _is_editable(self):
        """Lines and remedies may be changed: nothing is decided or offered."""
        self.ensure_one()
        return self.state in ("draft", "review", "evidence", "supplier")

    def _check_agent(self):
        if self._derive_actor() not in (AGENT, MANAGER, SYSTEM):
            raise AccessError(self.env._("Only an after-sales agent may do this."))
