"""Claims on kits and on parts of them that are in the middle of something."""

from __future__ import annotations

from typing import Any

# Which part it is goes with the addon: its claim is told by this afterwards.
PART = "A part of a kit"


def run(env: Any) -> None:
    """Make them by the tools of the addon's own tests, and leave them behind."""
    from odoo.addons.dropship_aftersales_mrp.tests.kits_common import KitCase

    class Shop(KitCase):  # type: ignore[misc]
        pass

    Shop.env = env
    Shop._set_up_shop()
    Shop._set_up_kits()
    _whole_kits(Shop)
    _one_part(Shop)
    env.cr.commit()


def _sold(shop: Any) -> Any:
    order = shop._delivered((shop.table, 5))
    shop._invoice(order)
    shop._bill(order)
    return order


def _whole_kits(shop: Any) -> None:
    """One claim to decide, one whose parts are on their way to two suppliers."""
    shop._claim(_sold(shop), 1)
    shop._grant(shop._claim(_sold(shop), 2), return_to="supplier")


def _one_part(shop: Any) -> None:
    claim = shop._part_claim(_sold(shop), shop.leg, 3, description=PART)
    shop._grant(claim, return_to="none")
