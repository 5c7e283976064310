"""Odoo's own slips of transfers tell both sides of a dropshipment about each other."""

from odoo.exceptions import AccessError
from odoo.http import request

from odoo.addons.sale_stock.controllers.portal import SaleStockPortal


class PrivateSlips(SaleStockPortal):
    def _stock_picking_check_access(self, picking_id, access_token=None):
        # What kind of transfer it is decides who may see it, whoever asks.
        picking_sudo = request.env["stock.picking"].sudo().browse(picking_id).exists()
        if request.env.user.share and (
            picking_sudo.picking_type_id.code == "dropship"
            or picking_sudo.is_aftersales_return
        ):
            raise AccessError(
                request.env._("Look at your order or request to see this parcel.")
            )
        return super()._stock_picking_check_access(picking_id, access_token)
