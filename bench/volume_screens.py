"""What is measured at both volumes: screens, pages and jobs as people meet them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lxml import etree

from bench.volume_jobs import CLAIM, advance, first_of, send, submit
from bench.volume_world import AGENTS

ALL = "bench_agent_0"
OWN = f"bench_agent_{AGENTS - 1}"
HEAVY_CUSTOMER, CUSTOMER = "bench_heavy_customer", "bench_customer"
SUPPLIER = "bench_supplier"
LIST_LIMIT, COUNT_LIMIT = 80, 10_001
DUE = 200
NORMAL = "Customer 00001"
MINE = [("is_my_move", "=", True)]


@dataclass(frozen=True)
class Screen:
    """Something a user does; ``work`` gets an environment of his.

    A page has the address that ``work`` returns, and is fetched over HTTP.
    """

    name: str
    login: str
    work: Callable[[Any], Any]
    is_page: bool = False


def _claim(env: Any, state: str, login: str = ALL) -> Any:
    """One of the copies in ``state`` that ``login`` is responsible for."""
    found = first_of(
        env,
        "SELECT c.id FROM aftersales_claim c JOIN res_users u ON u.id = c.user_id"
        " WHERE c.state = %s AND u.login = %s AND c.name LIKE 'CLM/____/_______'"
        " AND EXISTS (SELECT FROM aftersales_claim_line l WHERE l.claim_id = c.id)"
        " ORDER BY c.id LIMIT 1",
        state,
        login,
    )
    return env[CLAIM].browse(found)


def _fields(model: Any, kind: str) -> dict[str, Any]:
    """The ``specification`` of the fields that a view of ``model`` shows."""
    arch = etree.fromstring(model.get_view(view_type=kind)["arch"])
    return {
        name: (
            {"fields": {"display_name": {}}} if model._fields[name].relational else {}
        )
        for name in {node.get("name") for node in arch.xpath("//field")}
    }


# ---------------------------------------------------------------------- backend


def _form(state: str, login: str) -> Callable[[Any], Any]:
    def work(env: Any) -> Any:
        from odoo.addons.dropship_aftersales.tests.view_spec import form_specification

        claim = _claim(env, state, login)
        specification = form_specification(claim)
        return lambda: claim.web_read(specification)

    return work


def _list(domain: list[Any]) -> Callable[[Any], Any]:
    def work(env: Any) -> Any:
        claims = env[CLAIM]
        specification = _fields(claims, "list")
        return lambda: claims.web_search_read(
            domain,
            specification,
            limit=LIST_LIMIT,
            order="deadline, id",
            count_limit=COUNT_LIMIT,
        )

    return work


def _panel(domain: list[Any]) -> Callable[[Any], Any]:
    def work(env: Any) -> Any:
        claims = env[CLAIM]

        def read() -> None:
            claims.claim_counters()
            for name in ("waiting_for", "state"):
                claims.search_panel_select_multi_range(
                    name,
                    enable_counters=True,
                    search_domain=domain,
                    category_domain=[],
                    filter_domain=[],
                    limit=200,
                )
            claims.search_panel_select_range(
                "company_id", search_domain=domain, category_domain=[], limit=200
            )

        return read

    return work


def _kanban(domain: list[Any]) -> Callable[[Any], Any]:
    def work(env: Any) -> Any:
        claims = env[CLAIM]
        specification = _fields(claims, "kanban")
        bar = {
            "field": "activity_state",
            "colors": {"planned": "success", "today": "warning", "overdue": "danger"},
        }

        def read() -> None:
            claims.web_read_group(
                domain,
                ["state"],
                ["__count"],
                limit=80,
                auto_unfold=True,
                unfold_read_specification=specification,
                unfold_read_default_limit=LIST_LIMIT,
            )
            claims.read_progress_bar(domain, "state", bar)

        return read

    return work


def _search(kind: str) -> Callable[[Any], Any]:
    def work(env: Any) -> Any:
        claim = _claim(env, "closed", env.user.login)
        reference = first_of(
            env, "SELECT max(external_ref) FROM aftersales_claim WHERE channel = 'api'"
        )
        domains = {
            "number": _either(claim.sudo().name),
            "reference": _either(reference),
            "customer": [
                (
                    "partner_id",
                    "child_of",
                    env["res.partner"].search([("name", "=", NORMAL)]).id,
                )
            ],
            "customer's name": [("partner_id", "child_of", NORMAL)],
            "order": [("order_id", "ilike", claim.sudo().order_id.name)],
            "product": [("line_ids.product_id", "ilike", "Thing 000")],
        }
        return _list(domains[kind])(env)

    return work


def _either(text: str) -> list[Any]:
    return ["|", ("name", "ilike", text), ("external_ref", "ilike", text)]


def _grouped(env: Any) -> Any:
    claims = env[CLAIM]
    return lambda: claims.web_read_group(
        MINE, ["user_id"], ["__count", "exposure:sum"], limit=80
    )


def _counters(env: Any) -> Any:
    order = _claim(env, "review").sudo().order_id.with_env(env)
    partners = env["res.partner"].search(
        [("name", "in", ("Customer 00000", "Supplier 00000"))]
    )
    product = env["product.product"].search([("default_code", "=", "T000")])

    def read() -> None:
        for records in (order, partners, product, product.product_tmpl_id):
            records.mapped("aftersales_claim_count")
        partners.mapped("aftersales_case_count")

    return read


# ---------------------------------------------------------------------- portal


def _at(address: str) -> Callable[[Any], Any]:
    return lambda env: address


def _claim_page(env: Any) -> str:
    claim = first_of(
        env,
        "SELECT max(c.id) FROM aftersales_claim c JOIN res_users u"
        " ON u.partner_id = c.partner_id WHERE u.login = %s AND c.state = 'closed'",
        CUSTOMER,
    )
    return f"/my/claims/{claim}"


def _case_page(env: Any) -> str:
    case = first_of(
        env,
        "SELECT max(c.id) FROM aftersales_supplier_case c JOIN res_users u"
        " ON u.partner_id = c.partner_id"
        " WHERE u.login = %s AND c.supplier_stage = 'receive'",
        SUPPLIER,
    )
    return f"/my/cases/{case}"


SCREENS = (
    Screen("claim form, to review", ALL, _form("review", ALL)),
    Screen("claim form, in progress", ALL, _form("approved", ALL)),
    Screen("claim form, closed", ALL, _form("closed", ALL)),
    Screen("claim form, own claims only", OWN, _form("review", OWN)),
    Screen("list, my move", ALL, _list(MINE)),
    Screen("list, my move, own claims only", OWN, _list(MINE)),
    Screen("list of all claims", ALL, _list([])),
    Screen("list of all claims, own claims only", OWN, _list([])),
    Screen("counters and search panel", ALL, _panel(MINE)),
    Screen("counters and search panel, own claims only", OWN, _panel(MINE)),
    Screen("kanban, my move", ALL, _kanban(MINE)),
    Screen("search by number", ALL, _search("number")),
    Screen("search by number, own claims only", OWN, _search("number")),
    Screen("search by shop's reference", ALL, _search("reference")),
    Screen("search by customer", ALL, _search("customer")),
    Screen("search by customer's name", ALL, _search("customer's name")),
    Screen("search by order", ALL, _search("order")),
    Screen("search by product", ALL, _search("product")),
    Screen("grouped by responsible, my move", ALL, _grouped),
    Screen("counters of order, partners, product", ALL, _counters),
    Screen("new claim and submit", ALL, submit),
    Screen("advancing, nothing due", "__system__", advance(0)),
    Screen(f"advancing, {DUE} claims due", "__system__", advance(DUE)),
    Screen("outbox, nothing due", "__system__", send(0)),
    Screen("outbox, 20 messages", "__system__", send(20)),
    Screen("portal home of the heavy customer", HEAVY_CUSTOMER, _at("/my"), True),
    Screen(
        "portal list of the heavy customer", HEAVY_CUSTOMER, _at("/my/claims"), True
    ),
    Screen("portal list of a normal customer", CUSTOMER, _at("/my/claims"), True),
    Screen("portal page of a claim", CUSTOMER, _claim_page, True),
    Screen("portal home of the heavy supplier", SUPPLIER, _at("/my"), True),
    Screen("supplier's list, open", SUPPLIER, _at("/my/cases"), True),
    Screen("supplier's list, done", SUPPLIER, _at("/my/cases?filterby=over"), True),
    Screen("supplier's page of a case", SUPPLIER, _case_page, True),
)
