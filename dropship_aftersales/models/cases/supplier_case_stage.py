"""Where a supplier case stands for its supplier, and what is due from him now."""

from odoo import api, fields, models

from ..remedies.stake import STAKES

STAGES = [
    ("draft", "Draft"),
    ("asked", "To answer"),
    ("disputed", "Disputed"),
    ("receive", "To receive"),
    ("credit", "To settle"),
    ("finish", "We are finishing it"),
    ("settled", "Settled"),
    ("written_off", "Written off"),
    ("cancelled", "Cancelled"),
]


class AftersalesSupplierCase(models.Model):
    """Says where the case stands; stored so that lists find what is due."""

    _inherit = "aftersales.supplier.case"

    supplier_stage = fields.Selection(
        STAGES,
        compute="_compute_supplier_stage",
        store=True,
        groups="base.group_user",
        help="What the supplier is asked to do next, finer than the state.",
    )
    due_amount = fields.Monetary(
        compute="_compute_supplier_stage",
        store=True,
        groups="base.group_user",
        help="What the supplier should credit by now and has not credited, tax "
        "excluded. Damaged goods count once we decided about them.",
    )

    _portal_list_index = models.Index(
        "(commercial_partner_id, supplier_stage, deadline)"
    )

    @api.depends(
        "state",
        "supplier_reference",
        "received_amount",
        "line_ids.awaits_goods",
        "line_ids.quantity",
        "line_ids.percent",
        "line_ids.price_unit",
        "line_ids.received",
        "line_ids.damaged",
        "line_ids.damage_credited_qty",
        "line_ids.outcome",
        "line_ids.remedy_id.state",
        "line_ids.agreed_stake",
        *(f"line_ids.remedy_id.{name}" for name in STAKES),
        "cost_ids.expected_amount",
    )
    def _compute_supplier_stage(self):
        for case in self:
            due = sum(line._due_amount() for line in case.line_ids)
            due = case.currency_id.round(due - case.received_amount)
            is_open = case.state == "accepted"
            case.due_amount = max(0.0, due) if is_open else 0.0
            case.supplier_stage = case._stage()

    def _stage(self):
        """Where the case stands for its supplier, finer than its state.

        :return: a key of ``STAGES``
        """
        self.ensure_one()
        if self.state != "accepted":
            return self.state
        if self._goods_missing():
            return "receive"
        is_due = self.currency_id.compare_amounts(self.due_amount, 0.0) > 0
        return "credit" if is_due and not self.supplier_reference else "finish"

    def _expects_goods(self):
        """Goods may still arrive, or the report on them may still be corrected."""
        self.ensure_one()
        return self.state in ("asked", "disputed", "accepted") and any(
            line.awaits_goods and line.quantity for line in self.line_ids
        )

    def _goods_missing(self):
        """Lines of which not all units have been reported yet."""
        return self.line_ids.filtered(
            lambda line: (
                line.awaits_goods
                and line.uom_id.compare(line.received, line.quantity) < 0
                and line.outcome in (False, "ok")
            )
        )

    def _waits_for_bill(self):
        """What is due is settled with a bill that has not come; there is no refund."""
        self.ensure_one()
        return not self.refund_ids.filtered(lambda move: move.state != "cancel")

    def _is_left_out(self):
        """Whole units are left out of the bill; of others a part is credited on it."""
        self.ensure_one()
        return all(
            line._credit_percent() == 100 for line in self.line_ids if line.percent
        )


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _due_amount(self):
        """What the supplier owes by now for what it reported, credited or not.

        An answer alone moves nothing: units count once a remedy gives them.
        """
        self.ensure_one()
        if self.is_stop:
            shares = self.cost_ids.filtered(lambda cost: cost.bearer == "supplier")
            return sum(shares.mapped("expected_amount"))
        if self.remedy_id.state not in ("running", "done"):
            return 0.0
        units = self.quantity
        if self.awaits_goods:
            units = max(0.0, min(units, self.received) - self.withheld)
        return self._share_of(units)

    def _share_of(self, units):
        """What the supplier credits for ``units`` in good order, tax excluded."""
        self.ensure_one()
        cost = units * self.price_unit
        return self.currency_id.round(cost * self._credit_percent() / 100)
