"""Every row that claims are made of, to see that nothing became of it by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any

from devtools.databases import Databases

Row = dict[str, Any]
OURS = "aftersales_"
# Documents of Odoo that claims are about, or made.
DOCUMENTS = (
    "sale_order",
    "sale_order_line",
    "purchase_order",
    "purchase_order_line",
    "stock_picking",
    "stock_move",
    "stock_move_line",
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
)
FILES = "ir_attachment"
# What a version says about itself, and windows that people have open.
NOT_BUSINESS = (
    "SELECT replace(model, '.', '_') FROM ir_model WHERE transient "
    "UNION SELECT unnest(ARRAY['aftersales_reason', 'aftersales_notification', "
    "'aftersales_notification_channel'])"
)
TECHNICAL = {"write_date", "write_uid", "create_uid"}
MOST_SHOWN = 20


@dataclass(frozen=True)
class Snapshot:
    """Rows by table and key."""

    tables: dict[str, dict[str, Row]]

    @property
    def row_count(self) -> int:
        return sum(len(rows) for rows in self.tables.values())

    def without(self, columns: Set[tuple[str, str]]) -> Snapshot:
        """The same rows but for some ``(table, column)``."""
        return Snapshot(
            {
                table: {
                    key: {
                        name: row[name] for name in row if (table, name) not in columns
                    }
                    for key, row in rows.items()
                }
                for table, rows in self.tables.items()
            }
        )

    def without_ours(self) -> Snapshot:
        """The rows of Odoo's documents alone, with no field of the addons."""
        return Snapshot(
            {
                table: {
                    key: {name: row[name] for name in row if OURS not in name}
                    for key, row in rows.items()
                }
                for table, rows in self.tables.items()
                if table in DOCUMENTS
            }
        )


def take(databases: Databases, database: str) -> Snapshot:
    """
    :raise Problem: the database cannot be read
    """
    ours = databases.query(
        database,
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
        f"AND starts_with(tablename, '{OURS}') "
        f"AND tablename NOT IN ({NOT_BUSINESS}) ORDER BY tablename",
    ).split()
    tables: dict[str, dict[str, Row]] = {}
    for table in (*ours, *DOCUMENTS, FILES):
        condition = (
            "starts_with(res_model, 'aftersales.')" if table == FILES else "true"
        )
        lines = databases.query(
            database, f"SELECT to_jsonb(t) FROM {table} t WHERE {condition}"
        ).splitlines()
        rows = [json.loads(line) for line in lines]
        tables[table] = {
            str(row.get("id") or line): row
            for row, line in zip(rows, lines, strict=True)
        }
    return Snapshot(tables)


def differences(before: Snapshot, after: Snapshot) -> list[str]:
    """In words, the first of them; a new column or table is none."""
    found = _differences(before, after)
    shown = [*islice(found, MOST_SHOWN)]
    return [*shown, *(["... and more"] if next(found, None) else [])]


def _differences(before: Snapshot, after: Snapshot) -> Iterator[str]:
    for table, rows in before.tables.items():
        others = after.tables.get(table)
        if others is None:
            yield f"{table}: the table is gone, with {len(rows)} rows"
            continue
        for key in sorted(set(rows) | set(others)):
            name = f"{table} {_name(rows.get(key) or others[key], key)}"
            if key not in others:
                yield f"{name}: the row is gone"
            elif key not in rows:
                yield f"{name}: the row is new"
            else:
                yield from _columns(name, rows[key], others[key])


def _columns(name: str, row: Row, other: Row) -> Iterator[str]:
    for column in sorted((set(row) & set(other)) - TECHNICAL):
        if row[column] != other[column]:
            yield f"{name}: {column} was {row[column]!r}, is {other[column]!r}"


def _name(row: Row, key: str) -> str:
    name = row.get("name")
    return f"{key} ({name})" if isinstance(name, str) else key
