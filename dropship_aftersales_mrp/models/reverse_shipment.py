from odoo import Command, models


class AftersalesReverseShipment(models.AbstractModel):
    _inherit = "aftersales.reverse.shipment"

    def _prepare_move_vals(self, part, picking):
        """Parts of kits come back without their order line.

        Core takes a kit of which a part came back for one that was never delivered,
        all kits of the line with it. The claim knows where they belong.
        """
        vals = super()._prepare_move_vals(part, picking)
        if part.request.sale_line._aftersales_parts():
            vals |= {"sale_line_id": False, "reference_ids": [Command.clear()]}
        return vals
