"""Answers that a supplier gives to many cases at once."""

from odoo import models

from ..workflow.workflow_mixin import SUPPLIER


class AftersalesSupplierCase(models.Model):
    _inherit = "aftersales.supplier.case"

    def _bulk_actions(self):
        """What may be answered for this case together with others.

        :return: list of accept (the responsibility), receive (everything, undamaged)
        """
        self.ensure_one()
        actions = []
        if self.state == "asked" and self._can_follow("accept", SUPPLIER):
            actions.append("accept")
        if self.state in ("asked", "accepted") and self._goods_missing():
            actions.append("receive")
        return actions

    def _bulk_effect(self, action):
        """What ``action`` changes, for the supplier to read before he confirms."""
        self.ensure_one()
        goods = self.line_ids.filtered("awaits_goods")
        if action == "accept":
            if all(self.line_ids.mapped("is_stop")):
                return self.env._("You do not ship; we take the items off your order.")
            if goods:
                return self.env._(
                    "You accept; the amount is due when the goods are back."
                )
            return self.env._("You accept and credit the amount.")
        if self.state == "asked":
            return self.env._(
                "Everything arrived in good order. With this you also accept, and "
                "credit the amount."
            )
        return self.env._("Everything arrived in good order. You credit the amount.")

    def _bulk_refusal(self, action):
        """Why ``action`` is not offered for this case, in words."""
        self.ensure_one()
        if self.state in ("settled", "written_off", "cancelled"):
            return self.env._("This case is closed.")
        if action == "accept":
            return self.env._("You have answered already.")
        if not self._expects_goods():
            return self.env._("Nothing is sent back for this case.")
        if self.state == "disputed":
            return self.env._("You disagreed: we decide first.")
        return self.env._("You have told us what arrived.")

    def _bulk_is_done(self, action):
        """``action`` was taken before: the second of two clicks changes nothing."""
        self.ensure_one()
        if action == "accept":
            return self.state in ("accepted", "settled")
        goods = self.line_ids.filtered("awaits_goods")
        return bool(goods) and all(
            line.outcome == "ok"
            and not line.damaged
            and line.uom_id.compare(line.received, line.quantity) >= 0
            for line in goods
        )

    def _bulk_follow(self, action, actor, author):
        """Take ``action`` on these cases, as :meth:`_bulk_actions` offers it.

        :raise UserError: it is not possible any more
        """
        if action == "accept":
            self._follow("accept", actor, author=author)
        else:
            self._acknowledge(self._complete_receipt(), actor, author)

    def _complete_receipt(self):
        """The report that everything arrived undamaged."""
        return [
            {
                "case_line_id": line.id,
                "received": max(line.quantity, line.received),
                "damaged": line.damaged,
                "outcome": "ok",
            }
            for line in self.line_ids.filtered("awaits_goods")
        ]
