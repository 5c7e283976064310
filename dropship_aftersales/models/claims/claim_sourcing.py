"""The supplier cases and the return transfers that follow from a claim."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..cases.supplier_units import OPEN_STATES
from ..returns.reverse_shipment import SUPPLIER, WAREHOUSE, ShipmentRequest
from ..workflow.workflow_mixin import SYSTEM


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    ask_partner_ids = fields.Many2many(
        "res.partner",
        "aftersales_claim_ask_partner_rel",
        string="Suppliers to Ask",
        context={"active_test": False},
        copy=False,
        groups="base.group_user",
        help="Only these are asked before a decision; all suppliers when empty.",
    )

    def _open_cases(self, asking=False):
        """Bring the supplier cases up to date with the proposed remedies, and ask.

        What a supplier was asked before anything was decided becomes the line of the
        remedy it was asked for, with the share that was agreed; questions that lead
        to no remedy are dropped. Units on top go into a case that is still open for
        them, else into a new one: nothing is added to an answer behind its back.

        :param bool asking: nothing is decided yet, suppliers are asked about it
        """
        shares = self.line_ids._supplier_shares(asking=asking)
        asked_before = self.case_ids.line_ids.filtered(
            lambda line: (
                line.case_id.state in (*OPEN_STATES, "written_off")
                and (not line.remedy_id or line.remedy_id.state == "proposed")
            )
        )
        left_over = asked_before._cover(shares)
        if not asking:
            self.case_ids.line_ids.filtered(
                lambda line: not line.remedy_id and line.case_state in OPEN_STATES
            )._withdraw()
        cases = self._cases_by_key(left_over)
        self.env["aftersales.supplier.case.line"].create(
            [
                self._prepare_case_line_vals(cases[share.case_key], share)
                for share in left_over
            ]
        )
        changed = self.env["aftersales.supplier.case"].union(*cases.values())
        changed.filtered(lambda case: case.state == "asked")._notify("ask")
        self.case_ids.filtered(lambda case: case.state == "draft")._follow(
            "ask", SYSTEM
        )
        self.case_ids._update_costs()

    def _cases_by_key(self, shares):
        """``{case key: case}`` for ``shares``; answered ones are not added to."""
        cases = {
            (case.claim_id, case.partner_id, case.currency_id): case
            for case in self.case_ids
            if case.state in ("draft", "asked")
        }
        missing = list(
            dict.fromkeys(
                share.case_key for share in shares if share.case_key not in cases
            )
        )
        created = self.env["aftersales.supplier.case"].create(
            [
                {
                    "claim_id": claim.id,
                    "partner_id": supplier.id,
                    "currency_id": currency.id,
                }
                for claim, supplier, currency in missing
            ]
        )
        cases.update(zip(missing, created, strict=True))
        return {share.case_key: cases[share.case_key] for share in shares}

    def _prepare_case_line_vals(self, case, share):
        purchase_line = share.purchase_line
        product = purchase_line.product_id
        return {
            "case_id": case.id,
            "claim_line_id": share.line.id,
            "remedy_id": share.remedy.id,
            "purchase_line_id": purchase_line.id,
            "product_id": product.id,
            "quantity": share.quantity,
            "price_unit": purchase_line._aftersales_unit_cost(),
            "percent": share.percent,
            "awaits_goods": share.awaits_goods,
            "is_stop": share.is_stop,
            "is_late": share.is_late,
        }

    def _create_reverse_shipments(self, remedies):
        """Open the return transfers of ``remedies``; their goods are expected back by
        the company's ship-by time."""
        requests = []
        for remedy in remedies.filtered(lambda remedy: remedy.return_to != "none"):
            requests += self._shipment_requests(remedy)
        if not requests:
            return
        pickings = self.env["aftersales.reverse.shipment"]._create_shipments(requests)
        for company, returned in pickings.grouped("company_id").items():
            ship_by = fields.Datetime.now() + timedelta(
                days=company.aftersales_return_days
            )
            returned.write({"aftersales_ship_by": ship_by})
        self.env["aftersales.clock"]._keep(pickings)

    def _shipment_requests(self, remedy):
        """What goes back for ``remedy``: to each supplier what it answers for, and to
        our warehouse the rest.

        :return: list of :class:`ShipmentRequest`
        """
        rest = remedy.line_id._goods(remedy.quantity)
        case_lines = remedy.case_line_ids.browse()
        portions = []
        if remedy.return_to == SUPPLIER:
            case_lines = remedy.case_line_ids.filtered("awaits_goods")
            for line in case_lines:
                portions.append((line, line.product_id, line.quantity, SUPPLIER))
                rest[line.product_id] = rest.get(line.product_id, 0.0) - line.quantity
            self._check_supplied(remedy, rest)
        portions += [
            (case_lines.browse(), product, quantity, WAREHOUSE)
            for product, quantity in rest.items()
            if product.uom_id.compare(quantity, 0.0) > 0
        ]
        lots = remedy.lot_ids or remedy.line_id.lot_ids
        return [
            ShipmentRequest(
                remedy=remedy,
                case_line=case_line,
                sale_line=remedy.sale_line_id,
                product=product,
                quantity=quantity,
                lots=lots.filtered(lambda lot, own=product: lot.product_id == own),
                destination=destination,
            )
            for case_line, product, quantity, destination in portions
        ]

    def _check_supplied(self, remedy, rest):
        """Refuse to send more to suppliers than came from them and is still there.

        :param dict rest: ``{product: its own units}`` that no supplier takes back
        """
        if any(product.uom_id.compare(rest[product], 0.0) > 0 for product in rest):
            supplied = remedy.line_id._goods(remedy.quantity)
            for product, quantity in rest.items():
                supplied[product] = supplied.get(product, 0.0) - quantity
            raise UserError(
                self.env._(
                    "%(remedy)s: only %(supplied)g came from a supplier and are still "
                    "with the customer. Lower the quantity, or take the goods to our "
                    "warehouse.",
                    remedy=remedy.display_name,
                    supplied=remedy.line_id._complete_units(supplied),
                )
            )
