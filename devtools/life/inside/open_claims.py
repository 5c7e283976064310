"""Claims that are in the middle of something, beside those of the demo shop."""

from __future__ import annotations

from typing import Any


def run(env: Any) -> None:
    """Make them by the tools of the addon's own tests, and leave them behind."""
    from odoo.addons.dropship_aftersales.tests.common import ShopMixin

    class Shop(ShopMixin):  # type: ignore[misc]
        pass

    Shop.env = env
    Shop._set_up_shop()
    # Messages of what happens now stay in the queue: nothing sends them.
    _sent_back(Shop)
    _waits_for_the_suppliers_number(Shop)
    _waits_for_an_invoice(Shop)
    _with_files(Shop)
    env.cr.commit()


def _billed(shop: Any, quantity: int = 3) -> Any:
    order = shop._delivered((shop.lamp, quantity))
    shop._invoice(order)
    shop._bill(order)
    return order


def _sent_back(shop: Any) -> None:
    """One return to come, one under way, one of which half has arrived."""
    _to_come, shipped, half = (
        shop._grant(shop._claim(_billed(shop), 2), return_to="supplier")
        for _claim in range(3)
    )
    for claim in (shipped, half):
        claim.picking_ids.carrier_tracking_ref = "TRACK"
        claim.picking_ids.action_aftersales_ship()
    shop._acknowledge(half, 1)


def _waits_for_the_suppliers_number(shop: Any) -> None:
    """A draft vendor refund of an accepted case."""
    shop.company.aftersales_refund_needs_number = True
    claim = shop._grant(shop._claim(_billed(shop), 2), return_to="none")
    claim.case_ids.action_accept()
    claim._advance()


def _waits_for_an_invoice(shop: Any) -> None:
    order = shop._delivered((shop.lamp, 3))
    shop._invoice(order, post=False)
    shop._grant(shop._claim(order, 2), return_to="none")
    unbilled = shop._delivered((shop.lamp, 3))
    shop._grant(shop._claim(unbilled, 1), return_to="none")


def _with_files(shop: Any) -> None:
    claim = shop._claim(_billed(shop), 1, submit=False)
    claim._add_evidence([("note.pdf", b"%PDF-1.4 the lamp flickers")], "customer")
    claim.action_submit()
