"""The supplier cases and the return transfers that follow from a claim."""

from datetime import timedelta

from odoo import fields, models

from .reverse_shipment import ShipmentRequest
from .supplier_share import OPEN_STATES
from .workflow_mixin import SYSTEM


class AftersalesClaim(models.Model):
    _inherit = "aftersales.claim"

    def _open_cases(self):
        """Open and ask one case per supplier and currency, or bring open ones up to
        date with the remedies that are proposed now."""
        shares = self.line_ids._supplier_shares()
        # What was asked before anything was proposed makes room for the proposals.
        asked_before = self.case_ids.line_ids.filtered(
            lambda line: not line.remedy_id and line.case_id.state in OPEN_STATES
        )
        asked_before.filtered(lambda line: line.case_id.claim_id.remedy_ids).unlink()
        known = asked_before.exists().claim_line_id
        shares = [share for share in shares if share.remedy or share.line not in known]
        cases = self._cases_by_key(shares)
        self.env["aftersales.supplier.case.line"].create(
            [self._prepare_case_line_vals(cases[s.case_key], s) for s in shares]
        )
        changed = self.env["aftersales.supplier.case"].union(*cases.values())
        changed.filtered(lambda case: case.state in ("settled", "written_off"))._follow(
            "reopen", SYSTEM
        )
        changed.filtered(lambda case: case.state == "draft")._follow("ask", SYSTEM)
        self.case_ids._update_costs()

    def _cases_by_key(self, shares):
        """``{case key: case}`` for ``shares``, created where the claim has none yet."""
        cases = {
            (case.claim_id, case.partner_id, case.currency_id): case
            for case in self.case_ids
            if case.state != "cancelled"
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
        price = purchase_line.product_uom_id._compute_price(
            purchase_line.price_subtotal / purchase_line.product_qty
            if purchase_line.product_qty
            else purchase_line.price_unit_discounted,
            product.uom_id,
        )
        return {
            "case_id": case.id,
            "claim_line_id": share.line.id,
            "remedy_id": share.remedy.id,
            "purchase_line_id": purchase_line.id,
            "product_id": product.id,
            "quantity": share.quantity,
            "price_unit": price,
            "percent": share.percent,
            "awaits_goods": share.awaits_goods,
            "is_stop": share.is_stop,
        }

    def _create_reverse_shipments(self, remedies):
        """Open the return transfers of ``remedies``; their goods are expected back by
        the company's ship-by time."""
        requests = []
        for remedy in remedies.filtered(lambda remedy: remedy.return_to != "none"):
            case_lines = remedy.case_line_ids.filtered("awaits_goods")
            if remedy.return_to == "supplier" and case_lines:
                portions = [(line, line.quantity) for line in case_lines]
            else:
                portions = [(case_lines, remedy.quantity)]
            requests += [
                ShipmentRequest(
                    remedy=remedy,
                    case_line=case_line,
                    sale_line=remedy.sale_line_id,
                    quantity=quantity,
                    lots=remedy.line_id.lot_ids,
                    destination=remedy.return_to,
                )
                for case_line, quantity in portions
            ]
        if not requests:
            return
        pickings = self.env["aftersales.reverse.shipment"]._create_shipments(requests)
        for company, returned in pickings.grouped("company_id").items():
            ship_by = fields.Datetime.now() + timedelta(
                days=company.aftersales_return_days
            )
            returned.write({"aftersales_ship_by": ship_by})
            returned.aftersales_claim_id._write_engine({"deadline": ship_by})
