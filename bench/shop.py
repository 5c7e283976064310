"""A small shop with many orders: delivered, invoiced and billed, all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from odoo import fields

ORDERED = 5
PRICE = 100.0
COST = 60.0
TAX = 15.0
LAMP, CUSTOMER = "Bench Lamp", "Bench Customer"
CLERK, AGENT = "bench_clerk", "bench_agent"


@dataclass
class Shop:
    """Who trades in it; ``clerk`` may do all that native clicks ask for."""

    env: Any
    lamps: Any
    customers: Any
    clerk: Any
    agent: Any

    @property
    def orders(self) -> Any:
        """All that was sold, the oldest first."""
        return self.env["sale.order"].search(
            [("order_line.product_id", "in", self.lamps.ids)], order="id"
        )


def find_shop(env: Any) -> Shop:
    """The shop that another process opened."""
    users = env["res.users"]
    return Shop(
        env,
        env["product.product"].search([("name", "=like", f"{LAMP} %")], order="id"),
        env["res.partner"].search([("name", "=like", f"{CUSTOMER} %")], order="id"),
        clerk=users.search([("login", "=", CLERK)]),
        agent=users.search([("login", "=", AGENT)]),
    )


def open_shop(env: Any, suppliers: int = 5, customers: int = 20) -> Shop:
    """Partners, one lamp a supplier, and two users in one company."""
    vendors = env["res.partner"].create(
        [
            {"name": f"Supplier {number}", "email": f"s{number}@example.com"}
            for number in range(suppliers)
        ]
    )
    sales_tax = env["account.tax"].create(
        {"name": "Bench sale", "amount": TAX, "type_tax_use": "sale"}
    )
    route = env.ref("stock_dropshipping.route_drop_shipping")
    lamps = env["product.product"].create(
        [
            {
                "name": f"{LAMP} {vendor.name}",
                "is_storable": True,
                "list_price": PRICE,
                "taxes_id": sales_tax.ids,
                "supplier_taxes_id": [],
                "invoice_policy": "delivery",
                "purchase_method": "receive",
                "route_ids": route.ids,
                "seller_ids": [
                    (0, 0, {"partner_id": vendor.id, "price": COST}),
                ],
            }
            for vendor in vendors
        ]
    )
    return Shop(
        env,
        lamps,
        env["res.partner"].create(
            [
                {"name": f"{CUSTOMER} {number}", "email": f"c{number}@example.com"}
                for number in range(customers)
            ]
        ),
        clerk=_user(env, CLERK, CLERK_GROUPS),
        agent=_user(env, AGENT, AGENT_GROUPS),
    )


CLERK_GROUPS = (
    "sales_team.group_sale_manager",
    "purchase.group_purchase_manager",
    "stock.group_stock_manager",
    "account.group_account_manager",
)
AGENT_GROUPS = ("base.group_user", "dropship_aftersales.group_agent")


def _user(env: Any, login: str, groups: tuple[str, ...]) -> Any:
    return env["res.users"].create(
        {
            "name": login,
            "login": login,
            "email": f"{login}@example.com",
            "company_id": env.company.id,
            "company_ids": env.company.ids,
            "group_ids": [env.ref(name).id for name in groups],
        }
    )


def sell(shop: Shop, number: int, units: float = ORDERED) -> Any:
    """Orders of one lamp line each, with all documents posted on both sides."""
    env = shop.env
    orders = env["sale.order"].create(
        [
            {
                "partner_id": shop.customers[index % len(shop.customers)].id,
                "order_line": [
                    (
                        0,
                        0,
                        {
                            "product_id": shop.lamps[index % len(shop.lamps)].id,
                            "product_uom_qty": units,
                        },
                    )
                ],
            }
            for index in range(number)
        ]
    )
    orders.action_confirm()
    purchases = orders.order_line.purchase_line_ids.order_id
    purchases.button_confirm()
    pickings = purchases.picking_ids
    pickings.move_ids.picked = True
    pickings._action_done()
    for order in orders:
        # One call would join the orders of a customer on one invoice.
        order._create_invoices()
    orders.invoice_ids.action_post()
    # One call would bill a supplier's orders together.
    for purchase in purchases:
        purchase.action_create_invoice()
    bills = purchases.invoice_ids
    bills.invoice_date = fields.Date.today()
    bills.action_post()
    env.flush_all()
    return orders
