"""What happens once, when the addon is installed or removed."""

from odoo.exceptions import UserError

OPEN = ("draft", "review", "evidence", "supplier", "offer", "approved")


def post_init_hook(env):
    """Write down what kits consist of that were ordered before."""
    env["sale.order.line"]._aftersales_note_earlier_kits()


def uninstall_hook(env):
    """Without this addon a claim on two legs reads as one on two tables.

    What was given for parts stays in the documents; its rows give no units back any
    more. Open claims on parts must be ended first, unless all claims go as well.

    :raise UserError: naming the claims that are still open
    """
    base = env["ir.module.module"].search([("name", "=", "dropship_aftersales")])
    if base.state == "to remove":
        return
    lines = env["aftersales.claim.line"].search([("component_id", "!=", False)])
    if still := lines.claim_id.filtered(lambda claim: claim.state in OPEN):
        raise UserError(
            env._(
                "These claims are on parts of kits: %(claims)s. Solve or cancel them "
                "before you remove Dropship After-Sales: Kits.",
                claims=", ".join(still.mapped("name")),
            )
        )
    lines.remedy_ids._write_engine(
        {"state": "cancelled", "settled_qty": 0.0, "unshipped_qty": 0.0}
    )
    lines._write_engine({"held_quantity": 0.0})
    for claim, parts in lines.grouped("claim_id").items():
        claim._message_log(
            body=env._(
                "Dropship After-Sales: Kits was removed. What was given for these "
                "parts stays in the documents: %(parts)s.",
                parts=", ".join(parts.mapped("display_name")),
            )
        )
