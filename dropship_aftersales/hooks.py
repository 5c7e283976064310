"""What happens once, when the addon is installed or removed."""

import logging

from odoo.tools import SQL

_logger = logging.getLogger(__name__)
# Documents of the demo shop: not the uninstallation's to remove.
DEMO_MODELS = (
    "aftersales.claim",
    "aftersales.supplier.case",
    "product.product",
    "product.template",
    "res.partner",
    "sale.order",
)


def post_init_hook(env):
    """Give companies that exist already what new ones get at creation."""
    companies = env["res.company"].with_context(active_test=False).search([])
    companies._aftersales_return_types()
    companies._create_aftersales_sequences()


def uninstall_hook(env):
    """Nothing is recomputed here: that would open every refunded order again.

    The orders keep the figures they have. Each one is told what was kept out of its
    invoicing, because the next event on its lines counts the native way again.
    """
    for model in ("sale.order.line", "purchase.order.line"):
        lines = env[model].search([("aftersales_settled_qty", "!=", 0)])
        for order, settled in lines.grouped("order_id").items():
            units = sum(settled.mapped("aftersales_settled_qty"))
            order._message_log(
                body=env._(
                    "Dropship After-Sales was removed. %(units)g units given back on "
                    "claims were kept out of invoicing: check before you invoice or "
                    "bill this order again.",
                    units=units,
                )
            )
        _logger.info("%s %s lines had units given back on claims", len(lines), model)
    types = env["stock.picking.type"].search([("is_aftersales_return", "=", True)])
    types.action_archive()
    # The fields of the addon are gone when the registry flushes next.
    env.flush_all()
    _remove_claims(env)
    _keep_the_demo_shop(env)


def _keep_the_demo_shop(env):
    """Parties and products of the demo data have orders and invoices of their own by
    now: they stay, and are nobody's to remove."""
    env["ir.model.data"].search(
        [
            ("module", "=", "dropship_aftersales"),
            ("model", "in", DEMO_MODELS),
        ]
    ).unlink()


def _remove_claims(env):
    """Claims go with the addon, before the reasons and companies they point to."""
    env["ir.attachment"].search(
        [
            ("res_model", "=like", "aftersales.%"),
            # Fields' own files are found only when asked for.
            "|",
            ("res_field", "=", False),
            ("res_field", "!=", False),
        ]
    ).unlink()
    for table in ("supplier_case_line", "supplier_case", "claim"):
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(f"aftersales_{table}")))
    env.invalidate_all()
