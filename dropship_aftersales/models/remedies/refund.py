from odoo import models
from odoo.exceptions import UserError


class RefundStrategy(models.AbstractModel):
    """Money back for units, once their trigger came true.

    The units *given back* (``settled_qty``) are taken out of what Odoo invoices; what
    of them was on a posted invoice is credited, the others are simply never invoiced.
    """

    _name = "aftersales.remedy.refund"
    _inherit = ["aftersales.remedy.strategy"]
    _description = "Refund"
    _consumes_units = True
    _computes_amount = True

    def _compute_amounts(self, remedies):
        """What was credited, and what the units still to be credited are worth."""
        open_units = {
            remedy: remedy.quantity - remedy._credited_quantity()
            for remedy in remedies
            # Still being entered: no item yet.
            if remedy.sale_line_id
        }
        wanting = [
            remedy
            for remedy, units in open_units.items()
            if remedy.uom_id.compare(units, 0.0) > 0
            and not remedy.line_id._is_worthless()
        ]
        amounts = self.env["aftersales.credit"]._refund_amounts(
            [self._prepare_demand(remedy, open_units[remedy]) for remedy in wanting]
        )
        still = dict(zip(wanting, amounts, strict=True))
        for remedy in remedies:
            remedy.amount = remedy._credited_amount() + still.get(remedy, 0.0)

    def _check(self, remedies):
        for remedy in remedies:
            if remedy.return_to != "none" and remedy.line_id.goods_status == (
                "not_received"
            ):
                raise UserError(
                    self.env._(
                        "%(line)s was not received: nothing can be sent back. Choose "
                        "a refund without return.",
                        line=remedy.line_id.display_name,
                    )
                )
            if remedy.return_to == "none" and remedy.trigger != "approval":
                raise UserError(
                    self.env._(
                        "%(line)s: nothing is sent back, so the refund cannot wait "
                        "for it. Choose a refund on approval.",
                        line=remedy.line_id.display_name,
                    )
                )

    def _start(self, remedies):
        remedies._lock_rows()
        remedies.claim_id._create_reverse_shipments(remedies)
        remedies._take_unshipped_off()

    # ------------------------------------------------------------------ progress

    def _progress(self, remedies):
        raised = {}
        for remedy in remedies:
            given = self._given_quantity(remedy)
            if remedy.uom_id.compare(given, remedy.settled_qty) > 0:
                raised[remedy] = given - remedy.settled_qty
        remedies._give_back(raised)
        self._credit(remedies)

    def _given_quantity(self, remedy):
        """Units whose trigger came true, in the product's unit."""
        if remedy.refund_in_full:
            return remedy.quantity
        waiting = remedy._units_to_stop()
        if remedy.trigger == "approval":
            return remedy.quantity - waiting
        if remedy.trigger == "shipment":
            return remedy._shipped_quantity()
        if remedy.trigger == "receipt":
            return min(remedy.quantity, remedy._good_quantity())
        return remedy.settled_qty

    def _credit(self, remedies):
        """Credit what of the given units is on posted invoices and not credited yet."""
        demands = []
        for sale_line, granted in remedies.grouped("sale_line_id").items():
            due = sale_line.aftersales_to_credit_qty
            # Of those with a fee every unit is invoiced and credited; only what the
            # others give may be left out of an invoice instead.
            due -= sum(
                remedy.settled_qty - remedy._credited_quantity()
                for remedy in sale_line.aftersales_remedy_ids - granted
                if remedy._is_reduced() and not remedy.line_id._is_part()
            )
            for remedy in granted.sorted(lambda remedy: not remedy._is_reduced()):
                if remedy.line_id._is_worthless():
                    continue
                units = remedy.settled_qty - remedy._credited_quantity()
                if not remedy.line_id._is_part():
                    units = min(due, units)
                    due -= max(0.0, units)
                if remedy.uom_id.compare(units, 0.0) > 0:
                    demands.append(self._prepare_demand(remedy, units))
        if not demands:
            return
        self.env["aftersales.remedy"].union(
            *(remedies.browse(d.line_vals["aftersales_remedy_id"]) for d in demands)
        )._lock_rows()
        credit = self.env["aftersales.credit"]
        credit._post_credits(credit._create_credits(demands))

    def _prepare_demand(self, remedy, units, in_full=False):
        """Ask for ``units`` of ``remedy``.

        :param bool in_full: at the price that was billed, whatever the conditions
        """
        claim = remedy.claim_id
        return remedy.line_id.sudo()._credit_demand(
            units,
            percent=100.0 if in_full else remedy._effective_percent(),
            line_note=remedy._reduction_words,
            document_vals={"aftersales_claim_id": claim.id, "ref": claim.name},
            line_vals={"aftersales_remedy_id": remedy.id},
        )

    # ------------------------------------------------------------------ questions

    def _is_done(self, remedies):
        return remedies.filtered(
            lambda remedy: (
                remedy.uom_id.compare(remedy.settled_qty, remedy.quantity) >= 0
                and remedy.uom_id.compare(self._to_credit_quantity(remedy), 0.0) <= 0
                and all(
                    remedy.left_as_credit or move._aftersales_is_settled()
                    for move in remedy.credit_line_ids.move_id
                    if move.state == "posted"
                )
                and not remedy.credit_line_ids.filtered(
                    lambda line: line.parent_state == "draft"
                )
            )
        )

    def _to_credit_quantity(self, remedy):
        """Units that a credit note is still to come for: of the order line, because
        claims share its invoices; of the remedy alone if it gives money for parts."""
        if remedy.line_id._is_worthless():
            return 0.0
        if remedy.line_id._is_part():
            return remedy.settled_qty - remedy._credited_quantity()
        return remedy.sale_line_id.aftersales_to_credit_qty

    def _is_final(self, remedy):
        return bool(
            remedy.settled_qty
            or remedy.move_ids.filtered(
                lambda move: (
                    move.state == "done" or move.picking_id.aftersales_shipped_date
                )
            )
        )

    # ------------------------------------------------------------------ ends

    def _settle_received(self, remedies):
        for remedy in remedies:
            if remedy.uom_id.compare(remedy._good_quantity(), 0.0) <= 0 and (
                not remedy.settled_qty
            ):
                raise UserError(
                    self.env._(
                        "Nothing of %(remedy)s arrived in good order. Cancel the "
                        "remedy, or refund it in full.",
                        remedy=remedy.display_name,
                    )
                )
            kept = max(remedy.settled_qty, remedy._good_quantity())
            remedy._cancel_open_moves()
            # What the inspection was for is decided by settling it.
            remedy._write_engine(
                {"quantity": kept, "refund_in_full": remedy.trigger == "inspection"}
            )
            remedy._shrink_case_lines()
        remedies.line_id._match_grant_to_remedies()

    def _cancel(self, remedies):
        remedies._cancel_open_moves()
        remedies.case_line_ids._withdraw()
