"""What the books say after the goods came back, whoever made the documents."""

from __future__ import annotations

import importlib.util
import sys
import unittest
from functools import cache
from pathlib import Path
from typing import Any

CHECKER = "dropship_aftersales/tests/books"


def figures(orders: Any) -> dict[int, dict[str, Any]]:
    """By order, what must be the same for every way to the same end."""
    env = orders.env
    env.flush_all()
    env.invalidate_all()
    found = {}
    for order in orders.sudo():
        bought = order.order_line.purchase_line_ids
        invoice = order.invoice_ids.filtered(lambda m: m.move_type == "out_invoice")
        bill = bought.invoice_lines.move_id.filtered(
            lambda m: m.move_type == "in_invoice"
        )
        credits = invoice.reversal_move_ids | bill.reversal_move_ids
        came_back = order.order_line.move_ids.returned_move_ids
        found[order.id] = {
            "credited": _sums(credits.filtered(lambda m: m.move_type == "out_refund")),
            "refunded": _sums(credits.filtered(lambda m: m.move_type == "in_refund")),
            "residual": (invoice.amount_residual, bill.amount_residual),
            "states": sorted((m.state, m.payment_state) for m in credits),
            "balance": round(sum(credits.line_ids.mapped("balance")), 2),
            "accounts": sorted(
                (line.account_id.id, line.debit, line.credit)
                for line in credits.line_ids
            ),
            "came back": [(move.state, move.quantity) for move in came_back],
            "to": came_back.location_dest_id.mapped("usage"),
            "open": [
                *order.order_line.mapped("qty_to_invoice"),
                *bought.mapped("qty_to_invoice"),
            ],
            "status": (order.invoice_status, bought.order_id.invoice_status),
        }
    return found


def _sums(moves: Any) -> tuple[float, float]:
    return sum(moves.mapped("amount_untaxed")), sum(moves.mapped("amount_tax"))


def check_balance(claims: Any) -> None:
    """Ask the checker that ends every flow test of the addon.

    :raise AssertionError: the books do not balance
    """

    class Checker(_checker().BooksMixin, unittest.TestCase):  # type: ignore[misc]
        env = claims.env

    Checker().assertBooksBalance(claims)


@cache
def _checker() -> Any:
    """The checker's package by its path: the tests around it are for test runners."""
    path = Path(__file__).resolve().parent.parent / CHECKER
    spec = importlib.util.spec_from_file_location(
        "bench_books_checker", path / "__init__.py"
    )
    assert spec and spec.loader
    package = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = package  # its files import one another by it
    spec.loader.exec_module(package)
    return package
