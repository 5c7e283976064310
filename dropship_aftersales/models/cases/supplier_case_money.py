from collections import defaultdict

from odoo import models

from ..credit.demand import CreditDemand
from ..workflow.workflow_mixin import SYSTEM


class AftersalesSupplierCase(models.Model):
    """What the supplier owes and has credited; see the cost rows."""

    _inherit = "aftersales.supplier.case"

    def _progress(self):
        """Count what came back, claim what is due on posted bills, settle what is paid.

        Called again and again; changes nothing twice.
        """
        raised = {}
        for line in self.line_ids.filtered(
            lambda line: line.percent and not line.is_stop
        ):
            good = line._good_quantity()
            if line._is_worth_crediting(good):
                raised[line] = good - line.settled_qty
        self.line_ids._give_back(raised)
        self._correct_shares()
        self._credit()
        self._post_waiting_refunds()
        self._update_costs()
        self.filtered(lambda case: case._is_settled())._follow("settle", SYSTEM)

    def _credit(self):
        demands = []
        for purchase_line, case_lines in self.line_ids.grouped(
            "purchase_line_id"
        ).items():
            due = purchase_line.aftersales_to_credit_qty
            surplus = None
            for line in case_lines:
                if line.stopped:
                    over = line._billed_in_advance()
                    units = over if surplus is None else min(over, surplus)
                    surplus = (over if surplus is None else surplus) - units
                elif not line.is_stop:
                    units = min(due, line.settled_qty - line._credited_quantity())
                    due -= max(0.0, units)
                else:
                    continue
                if line.uom_id.compare(units, 0.0) > 0:
                    demands.append(
                        self._prepare_demand(line, units, unmarked=line.is_stop)
                    )
        if demands:
            self._lock_rows()
            self.env["aftersales.credit"]._create_credits(demands)

    def _prepare_demand(self, line, units, unmarked=False):
        case = line.case_id
        return CreditDemand(
            order_line=line.purchase_line_id,
            quantity=units,
            percent=line._credit_percent(),
            document_vals={
                "aftersales_claim_id": case.claim_id.id,
                "aftersales_case_id": case.id,
                "ref": case.supplier_reference or case.name,
            },
            line_vals={"aftersales_case_line_id": line.id},
            unmarked=unmarked,
        )

    def _post_waiting_refunds(self):
        """Post draft vendor refunds, unless they wait for the supplier's number or for
        the end of their month."""
        drafts = self.refund_ids.filtered(
            lambda move: (
                move.state == "draft" and move.aftersales_case_id._may_post(move)
            )
        )
        for reference, moves in drafts.grouped(
            lambda move: move.aftersales_case_id.supplier_reference
        ).items():
            if reference:
                moves.write({"ref": reference})
        self.env["aftersales.credit"]._post_credits(drafts)

    def _stop_unshipped(self):
        """Take the units that the supplier will not ship off its orders, as soon as
        a running remedy gives the customer something else for them.

        :raise UserError: some of them were shipped meanwhile
        """
        lines = self.line_ids.filtered(
            lambda line: (
                line._waits_for_stop()
                and line.case_id.state == "accepted"
                and line.remedy_id.state in ("running", "done")
            )
        )
        cuts = defaultdict(float)
        for line in lines:
            cuts[line.purchase_line_id] += line.quantity
        self.env["purchase.order.line"].union(*cuts)._aftersales_cut_unshipped(cuts)
        for line in lines:
            line._write_engine({"stopped": True})
            line.remedy_id._count_unshipped({line.product_id: line.quantity})

    def _may_progress(self):
        """Accepted, or settled before a late bill or a cancelled refund came."""
        self.ensure_one()
        return self.state == "accepted" or (
            self.state == "settled"
            and any(
                line.purchase_line_id.aftersales_to_credit_qty > 0
                for line in self.line_ids
            )
        )

    def _is_settled(self):
        """Everything due has come back and been credited."""
        self.ensure_one()
        return (
            self.state == "accepted"
            and self.claim_id.state
            in ("approved", "rejected", "resolved", "closed", "cancelled")
            and all(
                line._is_goods_settled() and line._is_credited()
                for line in self.line_ids
            )
        )


class AftersalesSupplierCaseLine(models.Model):
    _inherit = "aftersales.supplier.case.line"

    def _is_worth_crediting(self, good):
        """Whether more is credited for ``good`` units than for those given back by now.

        A share below half a cent is settled without a document of nothing: the units
        stay billed, like those of which he bears no share at all.
        """
        self.ensure_one()
        if self.uom_id.compare(good, self.settled_qty) <= 0:
            return False
        return self._credit_percent() >= 100 or bool(
            self.currency_id.compare_amounts(
                self._share_of(good), self._share_of(self.settled_qty)
            )
        )

    def _billed_in_advance(self):
        """Stopped units that were billed before they were taken off the order."""
        self.ensure_one()
        order_line = self.purchase_line_id
        over = order_line.product_uom_id._aftersales_to(
            order_line.qty_invoiced - order_line.product_qty, self.uom_id
        )
        return min(over, self.quantity - self._refunded_quantity())

    def _refunded_quantity(self):
        """Units of this line on vendor refunds, marked or not, drafts included."""
        return sum(
            line.product_uom_id._aftersales_to(line.quantity, self.uom_id)
            for line in self.credit_line_ids
            if line.parent_state != "cancel" and line.move_type == "in_refund"
        )

    def _received_amount(self):
        """What was credited: posted refunds, and units that a bill left out."""
        self.ensure_one()
        amount = 0.0
        for line in self.credit_line_ids:
            if line.parent_state == "posted":
                credited = line.move_id._aftersales_amount_in(
                    line.price_subtotal, self.currency_id
                )
                amount += credited if line.move_type == "in_refund" else -credited
        left_out = self.settled_qty - self._credited_quantity()
        to_credit = self.purchase_line_id.aftersales_to_credit_qty
        if (
            not self.is_stop
            and self.uom_id.compare(left_out, 0.0) > 0
            and self.uom_id.compare(to_credit, 0.0) <= 0
            and self._is_billed()
        ):
            amount += left_out * self.price_unit * self._credit_percent() / 100
        return self.currency_id.round(amount)
