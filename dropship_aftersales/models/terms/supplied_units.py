"""Who supplied the claimed units at what cost, written down beside what he promised.

In the order in which suppliers are asked, so that every unit is counted with the one
who will answer for it.
"""

from odoo import models

from ..cases.supplier_units import SupplierUnits
from ..claims.claim import UNDECIDED

# Whose units are claimed follows from these.
DECISIVE = frozenset({"quantity", "goods_status", "supplier_ids"})


class AftersalesClaimLine(models.Model):
    _inherit = "aftersales.claim.line"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & DECISIVE:
            self._count_supply_anew()
        return result

    def _count_supply_anew(self):
        """Who supplied the units that are claimed now, as long as nothing is given."""
        # Suppliers and purchases are the engine's to read; who may change the item was
        # checked.
        lines_sudo = self.sudo().filtered(
            lambda line: (
                line.claim_state in UNDECIDED
                and line.supplier_terms
                and not any(
                    remedy.state in ("running", "done") for remedy in line.remedy_ids
                )
            )
        )
        supplies = lines_sudo._todays_supply()
        suppliers = {
            int(supplier) for supply in supplies.values() for supplier in supply
        }
        # Whoever came to supply it since is held to what he promises today.
        written = lines_sudo._written_promises(
            self.env["res.partner"].sudo().browse(suppliers)
        )
        for line_sudo, supply in supplies.items():
            known = line_sudo.supplier_terms.keys() | supply.keys()
            promises = {
                supplier: {**terms, "supply": []}
                for supplier, terms in written[line_sudo].items()
                if supplier in known
            }
            _add_supply(promises, supply)
            line_sudo._write_engine({"supplier_terms": promises})

    def _written_contracts(self):
        """What was written down of these lines; of claims from before anything was,
        what holds today: ``{line: {id of a supplier: terms}}`` with ``supply``."""
        contracts = self._written_promises()
        unwritten = self.filtered(lambda line: not line.supplier_terms)
        for line, supply in unwritten._todays_supply().items():
            _add_supply(contracts[line], supply)
        return contracts

    def _todays_contracts(self):
        """What suppliers promise today, with ``supply`` as of ``_todays_supply``."""
        contracts = self._todays_promises()
        for line, supply in self._todays_supply().items():
            _add_supply(contracts[line], supply)
        return contracts

    def _todays_supply(self):
        """Who supplied these lines, or is still to ship to them.

        :return: ``{line: {id of a supplier: list of dicts}}`` of ``rank`` (who is asked
            first), ``purchase_line``, ``product``, ``units`` (the product's own),
            ``cost`` of one (in ``currency``, tax excluded), ``is_stop`` (not shipped)
            and ``is_request`` (not even confirmed: nobody is asked to stop it)
        """
        units = SupplierUnits(self)
        supply = {}
        for line in self:
            supply[line] = {}
            for rank, (purchase_line, quantity, kind) in enumerate(
                line._supplied_units(units)
            ):
                supplier = purchase_line.order_id.partner_id.commercial_partner_id
                supply[line].setdefault(str(supplier.id), []).append(
                    {
                        "rank": rank,
                        "purchase_line": purchase_line.id,
                        "product": purchase_line.product_id.id,
                        "units": quantity,
                        "cost": purchase_line._aftersales_unit_cost(),
                        "currency": purchase_line.currency_id.id,
                        **kind,
                    }
                )
        return supply

    def _supplied_units(self, units):
        """``(purchase line, units, what they are)`` of the claimed goods, taken from
        ``units``."""
        self.ensure_one()
        nothing = self.remedy_ids.browse()
        found = []
        for product, wanted in self._goods(self.quantity).items():
            stops, supplied = [], []
            for share in self._share_goods(nothing, product, wanted, units):
                kind = {"is_stop": share.is_stop, "is_request": False}
                entry = (share.purchase_line, share.quantity, kind)
                (stops if share.is_stop else supplied).append(entry)
                wanted -= share.quantity
            for purchase_line, quantity in self._requested_units(product).items():
                taken = min(wanted, quantity)
                if product.uom_id.compare(taken, 0.0) > 0:
                    kind = {"is_stop": True, "is_request": True}
                    stops.append((purchase_line, taken, kind))
                    wanted -= taken
            # Of units that never came, those that nobody shipped are given first.
            found += stops + supplied
        return found

    def _requested_units(self, product):
        """What of ``product`` is on requests that no supplier confirmed:
        ``{purchase line: its own units}``."""
        if self.goods_status != "not_received":
            return {}
        return {
            purchase_line: quantity
            for purchase_line, quantity in self.sale_line_id._aftersales_open_purchases(
                product
            ).items()
            if purchase_line.state != "purchase"
        }


def _add_supply(promises, supply):
    """Let ``promises`` (of one line) say what each supplier supplied."""
    for supplier, entries in supply.items():
        promises.setdefault(supplier, {})["supply"] = entries
