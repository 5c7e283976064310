"""Two companies, their agents, catalogue, customers and suppliers."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

CUSTOMERS = 20_000
SUPPLIERS = 300
PRODUCTS = 300
AGENTS = 10
AGENT = "dropship_aftersales.group_agent"
OWN = "dropship_aftersales.group_agent_own"
PASSWORD = "volume-bench"


@dataclass
class World:
    """Ids of the second company and of whom copies are spread over.

    The first customer and the first supplier are the heavy ones, the second customer
    is a normal one and the only one who bought the first product. The last agent sees
    its own claims only.
    """

    second: int
    customers: list[int]
    suppliers: list[int]
    products: list[int]
    agents: list[int]


def build(env: Any, customers: int) -> World:
    second = env["res.company"].create(
        {"name": "Second Shop", "country_id": env.ref("base.us").id}
    )
    env["account.chart.template"].try_loading("generic_coa", second, install_demo=False)
    env.user.company_ids = [(4, second.id)]
    if not env["stock.warehouse"].search_count([("company_id", "=", second.id)]):
        env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": second.id}
        )
    suppliers = _partners(env, "Supplier", SUPPLIERS)
    world = World(
        second.id,
        _partners(env, "Customer", customers),
        suppliers,
        _products(env, suppliers[0]),
        _agents(env, env.company | second),
    )
    for login, partner_id in (
        ("bench_heavy_customer", world.customers[0]),
        ("bench_customer", world.customers[1]),
        ("bench_supplier", world.suppliers[0]),
    ):
        partner = env["res.partner"].browse(partner_id)
        named = {"name": partner.name, "email": partner.email}
        _user(env, login, "base.group_portal", partner_id=partner.id, **named)
    return world


def _partners(env: Any, word: str, number: int) -> list[int]:
    """Companies of their own, copied from one real one."""
    first = env["res.partner"].create(
        {
            "name": f"{word} 00000",
            "email": f"{word.lower()}00000@example.com",
            "street": "1 Long Road",
            "city": "Kiel",
            "zip": "24103",
            "country_id": env.ref("base.de").id,
        }
    )
    env.flush_all()
    skipped = {"id", "commercial_partner_id"}
    columns = [
        field.name
        for field in first._fields.values()
        if field.store and field.column_type and field.name not in skipped
    ]
    names = {
        name: f"replace({name}, '00000', lpad(i::text, 5, '0'))"
        for name in ("name", "complete_name", "email", "email_normalized")
    }
    listed = ", ".join(columns)
    values = ", ".join(names.get(column, column) for column in columns)
    env.cr.execute(
        f"INSERT INTO res_partner ({listed}) SELECT {values}"
        " FROM res_partner, generate_series(1, %s) AS i WHERE id = %s RETURNING id",
        (number - 1, first.id),
    )
    ids = [first.id, *(each for (each,) in env.cr.fetchall())]
    env.cr.execute(
        "UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY (%s)", (ids,)
    )
    env.invalidate_all()
    return ids


def _products(env: Any, supplier: int) -> list[int]:
    route = env.ref("stock_dropshipping.route_drop_shipping")
    products = env["product.product"].create(
        [
            {
                "name": f"Thing {number:03}",
                "default_code": f"T{number:03}",
                "is_storable": True,
                "list_price": 100.0,
                "taxes_id": [],
                "supplier_taxes_id": [],
                "invoice_policy": "delivery",
                "purchase_method": "receive",
                "route_ids": route.ids,
                "seller_ids": [
                    (
                        0,
                        0,
                        {"partner_id": supplier, "price": 60.0, "company_id": False},
                    )
                ],
            }
            for number in range(PRODUCTS)
        ]
    )
    ids: list[int] = products.ids
    return ids


def _agents(env: Any, companies: Any) -> list[int]:
    return [
        _user(
            env,
            f"bench_agent_{number}",
            "base.group_user",
            OWN if number == AGENTS - 1 else AGENT,
            company_ids=companies.ids,
        ).id
        for number in range(AGENTS)
    ]


def _user(env: Any, login: str, *groups: str, **vals: Any) -> Any:
    # No invitations.
    users = env["res.users"].with_context(no_reset_password=True)
    return users.create(
        {
            "name": login,
            "login": login,
            "password": PASSWORD,
            "email": f"{login}@example.com",
            "company_id": env.company.id,
            "company_ids": env.company.ids,
            "group_ids": [env.ref(name).id for name in groups],
            **vals,
        }
    )


def photo() -> bytes:
    """A photo as evidence, base64."""
    output = BytesIO()
    Image.new("RGB", (640, 480), "red").save(output, "JPEG")
    return base64.b64encode(output.getvalue())
