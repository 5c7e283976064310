"""Claims on orders that had some before the addon was removed and installed again."""

from __future__ import annotations

from typing import Any


def run(env: Any) -> None:
    """Print what could be done.

    :raise AssertionError: it cannot be claimed on, or its books do not balance
    """
    from unittest import TestCase

    from odoo.addons.dropship_aftersales.tests.books import BooksMixin
    from odoo.addons.dropship_aftersales.tests.common import ShopMixin

    class Shop(ShopMixin, BooksMixin, TestCase):  # type: ignore[misc]
        pass

    Shop.env = env
    Shop.defect = env.ref("dropship_aftersales.reason_defect")
    lines = env["sale.order.line"].search(
        [
            ("product_id.name", "=", "Lamp"),
            ("state", "=", "sale"),
            ("qty_delivered", ">", 0),
        ]
    )
    claimed = 0
    for line in lines.filtered(lambda line: line.aftersales_claimable_qty >= 1):
        claim = Shop._claim(line.order_id, 1, line=line)
        claim.company_id.aftersales_approval_limit = 0
        Shop._grant(claim, return_to="supplier")
        assert claim.picking_ids, f"{claim.name} has no return transfer"
        claimed += 1
    assert claimed, "Nothing can be claimed on orders that had claims before."
    env.cr.commit()
    print(f"FOUND {claimed} orders claimed on again")
