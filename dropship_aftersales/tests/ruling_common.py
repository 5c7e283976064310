"""Cases whose supplier does not agree, and who bears what of them in the end."""

from .common import AftersalesCase
from .lamps_common import LampsMixin


class BearersMixin:
    def _bearers(self, case):
        """Who is to bear how much of what ``case`` costs."""
        return {
            cost.bearer: cost.expected_amount
            for cost in case.cost_ids
            if cost.expected_amount
        }


class RulingCase(LampsMixin, BearersMixin, AftersalesCase):
    def _disputed(self, quantity=2, percent=None, grant=True, order=None):
        """A case whose supplier answered no, or for a part of the cost."""
        claim = self._claim(order or self.order, quantity)
        if grant:
            self._grant(claim, "none")
        else:
            claim.action_ask_supplier()
        case = claim.case_ids
        if percent is None:
            case._give_opinion("dispute", "supplier", self.supplier, "It was fine.")
        else:
            case._give_opinion(
                "partly",
                "supplier",
                self.supplier,
                shares=dict.fromkeys(case.line_ids, percent),
            )
        return claim

    def _rule(self, case, percent, reason="The photo shows it."):
        dialog = self.env["aftersales.rule"].create({"case_id": case.id})
        dialog.line_ids.percent = percent
        dialog.reason = reason
        dialog.action_confirm()
        return dialog
