"""The table of screens: a row for everything that people see."""

from __future__ import annotations

from .screen import Screen

LIST = ".o_list_view .o_data_row"
FORM = ".o_form_view .o_statusbar_status"
CLAIMS = "/odoo/after-sales"
CASES = "/odoo/supplier-cases"

AGENT = (
    Screen("agent-claims", "agent", CLAIMS, ".o_list_view, .o_kanban_view"),
    Screen(
        "agent-claims-kanban", "agent", f"{CLAIMS}?view_type=kanban", ".o_kanban_view"
    ),
    Screen("agent-claims-pivot", "agent", f"{CLAIMS}?view_type=pivot", ".o_pivot"),
    Screen(
        "agent-claims-graph", "agent", f"{CLAIMS}?view_type=graph", ".o_graph_renderer"
    ),
    *(
        Screen(f"agent-claim-{name}", "agent", f"{CLAIMS}/{{claim_{name}}}", FORM)
        for name in ("sole", "seam", "evidence", "offer", "ship", "empty_box", "closed")
    ),
    Screen("agent-cases", "agent", CASES, LIST),
    *(
        Screen(f"agent-case-{name}", "agent", f"{CASES}/{{case_{name}}}", FORM)
        for name in ("label", "seam", "travel")
    ),
)

CUSTOMER = (
    Screen("customer-home", "customer", "/my"),
    Screen("customer-list", "customer", "/my/claims"),
    Screen("customer-order", "customer", "/my/orders/{order_sole}"),
    Screen("customer-new-1", "customer", "/my/orders/{order_try}/claim", whole=True),
    Screen(
        "customer-new-2", "customer", "/my/claims/{claim_draft}/details", whole=True
    ),
    Screen("customer-new-3", "customer", "/my/claims/{claim_draft}/check", whole=True),
    *(
        Screen(
            f"customer-claim-{name}",
            "customer",
            f"/my/claims/{{claim_{name}}}",
            whole=True,
        )
        for name in ("sole", "evidence", "offer", "ship", "travel", "refunded")
    ),
    *(
        Screen(
            f"customer-claim-{name}",
            "",
            f"/my/claims/{{claim_{name}}}?access_token={{token_claim_{name}}}",
            whole=True,
        )
        for name in ("rejected", "closed", "withdrawn")
    ),
    Screen(
        "customer-slip", "customer", "/my/claims/{claim_ship}/slip", "body", whole=True
    ),
    Screen("customer-withdraw", "customer", "/my/claims/{claim_sole}/withdraw"),
)

SUPPLIER = (
    Screen("supplier-home", "supplier", "/my"),
    Screen("supplier-list", "supplier", "/my/cases"),
    *(
        Screen(
            f"supplier-case-{name}",
            "supplier",
            f"/my/cases/{{case_{name}}}",
            whole=True,
        )
        for name in (
            "label",
            "seam",
            "travel",
            "empty_box",
            "unbilled",
            "given_up",
            "withdrawn",
        )
    ),
)

SCREENS = (*AGENT, *CUSTOMER, *SUPPLIER)
