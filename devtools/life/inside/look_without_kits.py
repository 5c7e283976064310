"""Look at all claims where nothing knows of kits any more."""

from __future__ import annotations

from typing import Any

from . import look


def run(env: Any) -> None:
    """Pages and files of all; the books of kits are beyond what is left.

    :raise AssertionError: something is not in order
    """
    kits = env["mrp.bom"].search([("type", "=", "phantom")]).product_tmpl_id
    claims = env["aftersales.claim"].search([])
    look.run(
        env,
        claims.filtered(
            lambda claim: not claim.order_id.order_line.product_template_id & kits
        ),
    )
