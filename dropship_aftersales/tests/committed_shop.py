"""A shop whose documents are committed, for sessions that run at the same time."""

from .common import ShopMixin


def committed_shop(env, mixin=ShopMixin):
    """The fixtures of the flow tests, on the cursor of ``env``."""
    shop = type("CommittedShop", (mixin,), {"env": env})
    shop.dropship_route = env.ref("stock_dropshipping.route_drop_shipping")
    shop.customer = env["res.partner"].create({"name": "Race Customer"})
    shop.supplier = env["res.partner"].create({"name": "Race Supplier"})
    shop.defect = env.ref("dropship_aftersales.reason_defect")
    return shop
