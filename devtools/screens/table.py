"""The table of screens: a row for everything that people see."""

from __future__ import annotations

from .screen import Screen, Step, click, wait_for

LIST = ".o_list_view .o_data_row, .o_kanban_view .o_kanban_record"
FORM = ".o_form_view .o_statusbar_status"
CLAIMS = "/odoo/after-sales"
CASES = "/odoo/supplier-cases"
ACTION = "/odoo/action-dropship_aftersales"
WIDE = ("wide",)
BULK = (
    click("input[name=case][data-actions~=accept]"),
    click("button[name=action][value=accept]"),
    wait_for("form[action='/my/cases/done']"),
)


def tab(title: str) -> Step:
    return click(".o_notebook .nav-link", title)


def claim_form(name: str, story: str, *steps: Step) -> Screen:
    return Screen(
        f"agent-{name}", "agent", f"{CLAIMS}/{{claim_{story}}}", FORM, steps=steps
    )


def dialog(name: str, story: str, button: str) -> Screen:
    steps = (click(".o_statusbar_buttons button", button), wait_for(".modal-footer"))
    path = f"{CLAIMS}/{{claim_{story}}}"
    return Screen(f"agent-dialog-{name}", "agent", path, FORM, steps, sizes=WIDE)


def report(name: str, path: str, ready: str) -> Screen:
    return Screen(f"agent-{name}", "agent", path, ready, sizes=WIDE)


def customer_claim(story: str) -> Screen:
    path = f"/my/claims/{{claim_{story}}}"
    return Screen(f"customer-claim-{story}", "customer", path, whole=True)


def private_claim(story: str) -> Screen:
    path = f"/my/claims/{{claim_{story}}}?access_token={{token_claim_{story}}}"
    return Screen(f"customer-claim-{story}", "", path, whole=True)


def supplier_case(story: str) -> Screen:
    path = f"/my/cases/{{case_{story}}}"
    return Screen(f"supplier-case-{story}", "supplier", path, whole=True)


AGENT = (
    Screen("agent-claims", "agent", CLAIMS, LIST),
    Screen("agent-claims-kanban", "agent", f"{CLAIMS}?view_type=kanban", LIST),
    report("claims-pivot", f"{CLAIMS}?view_type=pivot", ".o_pivot"),
    report("claims-graph", f"{CLAIMS}?view_type=graph", ".o_graph_renderer"),
    report("analysis", f"{CLAIMS}-analysis", ".o_action_manager .o_view_controller"),
    report("items", f"{CLAIMS}-items", ".o_action_manager .o_view_controller"),
    report(
        "cases-analysis", f"{CASES}-analysis", ".o_action_manager .o_view_controller"
    ),
    Screen(
        "agent-mass-approve",
        "agent",
        CLAIMS,
        ".o_list_view .o_data_row",
        (
            click("thead .o_list_record_selector input"),
            click(".o_control_panel button, .o_list_buttons button", "Decide"),
            wait_for(".o_aftersales_mass_approve"),
        ),
        sizes=WIDE,
    ),
    claim_form("claim-review", "sole"),
    claim_form("claim-disputed", "seam"),
    claim_form("claim-evidence", "evidence"),
    claim_form("claim-offer", "offer"),
    claim_form("claim-suggested", "suggested"),
    claim_form("claim-ship", "ship"),
    claim_form("claim-empty-box", "empty_box"),
    claim_form("claim-closed", "closed"),
    claim_form("evidence", "lamp", tab("Evidence")),
    claim_form(
        "evidence-viewer",
        "lamp",
        tab("Evidence"),
        click(".o_aftersales_gallery .o_aftersales_tile"),
        wait_for(".o-FileViewer"),
    ),
    claim_form("remedies", "offer", tab("Remedies")),
    claim_form("costs", "watch", tab("Costs")),
    claim_form("messages", "mug", tab("Messages")),
    dialog("ask-customer", "sole", "Ask customer"),
    dialog("decide", "sole", "Offer"),
    Screen(
        "agent-review",
        "agent",
        "/odoo/after-sales-review/{claim_sole}",
        ".o_aftersales_review",
    ),
    dialog("ask-supplier", "sole", "Ask supplier"),
    dialog("reject", "sole", "Reject"),
    dialog("answer", "label", "Record answer"),
    dialog("parcel", "ship", "Enter tracking number"),
    dialog("receive", "travel", "Receive"),
    Screen("agent-cases", "agent", CASES, LIST),
    *(
        Screen(f"agent-case-{story}", "agent", f"{CASES}/{{case_{story}}}", FORM)
        for story in ("label", "seam", "partly", "empty_box", "unbilled")
    ),
    *(
        Screen(
            f"manager-{name}",
            "admin",
            f"{ACTION}.{action}",
            ".o_action_manager .o_view_controller",
            sizes=WIDE,
        )
        for name, action in (
            ("reasons", "aftersales_reason_action"),
            ("policies", "aftersales_policy_action"),
            ("supplier-terms", "aftersales_supplier_terms_action"),
            ("deadlines", "aftersales_sla_action"),
            ("notifications", "aftersales_notification_action"),
            ("messages", "aftersales_notification_log_action"),
            ("settings", "res_config_settings_action"),
        )
    ),
)

MANAGER = (
    Screen(
        "manager-policy-try",
        "agent",
        f"{CLAIMS}/{{claim_sole}}",
        FORM,
        (click(".o_form_sheet button", "Why?"), wait_for(".modal-footer")),
        sizes=WIDE,
    ),
    Screen(
        "manager-simulate",
        "admin",
        f"{ACTION}.aftersales_sla_action",
        ".o_list_view .o_data_row",
        (
            click(".o_control_panel button, .o_list_buttons button", "Simulate"),
            wait_for(".modal-footer"),
            click(".modal-footer button", "Simulate"),
            wait_for(".modal-body [role=status]"),
        ),
        sizes=WIDE,
    ),
)

CUSTOMER = (
    Screen("customer-home", "customer", "/my"),
    Screen("customer-list", "customer", "/my/claims"),
    Screen("customer-order", "customer", "/my/orders/{order_sole}"),
    Screen(
        "customer-new-1",
        "customer",
        "/my/orders/{order_try}/claim",
        steps=(click("main form input[type=checkbox]"),),
        whole=True,
    ),
    Screen(
        "customer-new-2", "customer", "/my/claims/{claim_draft}/details", whole=True
    ),
    Screen("customer-new-3", "customer", "/my/claims/{claim_draft}/check", whole=True),
    *map(customer_claim, ("sole", "evidence", "offer", "ship", "travel", "refunded")),
    *map(private_claim, ("rejected", "closed", "withdrawn")),
    Screen(
        "customer-slip", "customer", "/my/claims/{claim_ship}/slip", "body", whole=True
    ),
    Screen("customer-withdraw", "customer", "/my/claims/{claim_sole}/withdraw"),
)

SUPPLIER = (
    Screen("supplier-home", "supplier", "/my"),
    Screen("supplier-list", "supplier", "/my/cases"),
    *map(
        supplier_case,
        ("label", "seam", "travel", "empty_box", "unbilled", "given_up", "withdrawn"),
    ),
    Screen("supplier-bulk", "supplier", "/my/cases", steps=BULK, sizes=WIDE),
    Screen(
        "supplier-bulk",
        "supplier",
        "/my/cases",
        steps=(click("label.o_aftersales_select"), *BULK),
        sizes=("phone",),
    ),
)

SCREENS = (*AGENT, *MANAGER, *CUSTOMER, *SUPPLIER)
