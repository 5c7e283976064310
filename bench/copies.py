"""Multiplies documents in the database: real ones are the templates, SQL copies them.

A template is everything that came into being while one story was told: the rows of
``TABLES`` whose ids were given meanwhile, and what links them. A copy has rows of its
own for all of it; whatever points inside the template points inside the copy, whatever
points outside (companies, journals, accounts) stays shared.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.copied_tables import (
    BELONGS,
    OWN_VALUES,
    PARTIES,
    PURGED,
    PURGED_AFTER,
    TABLES,
)


class Templates:
    """Remembers which rows each story made, and copies them."""

    def __init__(self, cr: Any) -> None:
        self.cr = cr
        cr.execute(
            """
            CREATE TABLE IF NOT EXISTS bench_row
                (template text, tbl text, old int, rank int,
                 PRIMARY KEY (tbl, old));
            CREATE TABLE IF NOT EXISTS bench_party
                (template text PRIMARY KEY, customer int, supplier int,
                 other_supplier int, agent int, product int, other_product int);
            """
        )

    @contextmanager
    def story(self, template: str, **parties: int | None) -> Iterator[None]:
        """Take whatever is written inside as ``template``.

        :param parties: ids of the records in it that copies replace by others
        """
        before = self._last_ids()
        yield
        for table, last in before.items():
            self.cr.execute(
                f"""
                INSERT INTO bench_row
                SELECT %s, %s, id, row_number() OVER (ORDER BY id) - 1
                FROM {table} t WHERE id > %s {_and(TABLES[table])}
                """,
                (template, table, last),
            )
        names = list(parties)
        self.cr.execute(
            f"INSERT INTO bench_party (template, {', '.join(names)})"
            f" VALUES (%s{', %s' * len(names)})",
            (template, *(parties[name] for name in names)),
        )

    def _last_ids(self) -> dict[str, int]:
        found = {}
        for table in TABLES:
            self.cr.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
            found[table] = self.cr.fetchone()[0]
        return found

    # ------------------------------------------------------------------ copying

    def copy(self) -> None:
        """Make the copies that table ``bench_copy`` asks for.

        Its columns: ``template``, ``i`` (from 1 for each template), ``days`` (how long
        ago), and those of ``PARTIES``.
        """
        cr = self.cr
        links = self._links()
        with self._set_aside([*TABLES, *links]):
            # Whatever is copied refers to rows that are copied with it.
            cr.execute("SET LOCAL session_replication_role = replica")
            self._place_rows()
            for table in TABLES:
                cr.execute(self._copy_rows(table))
            for table in links:
                cr.execute(self._copy_links(table))
            cr.execute("SET LOCAL session_replication_role = origin")
            for table in TABLES:
                cr.execute(f"SELECT setval('{table}_id_seq', max(id)) FROM {table}")

    def _place_rows(self) -> None:
        """Say where the rows of each copy go: ``a + b * i``."""
        self.cr.execute(
            """
            DROP TABLE IF EXISTS bench_place;
            CREATE TABLE bench_place
                (template text, tbl text, old int, a int, b int,
                 PRIMARY KEY (tbl, old))
            """
        )
        for table, last in self._last_ids().items():
            self.cr.execute(
                """
                WITH sizes AS (
                    SELECT r.template, count(DISTINCT r.old) AS b,
                           (SELECT count(*) FROM bench_copy c
                            WHERE c.template = r.template) AS copies
                    FROM bench_row r WHERE r.tbl = %(table)s GROUP BY r.template
                ), starts AS (
                    SELECT template, b, %(last)s + 1 - b
                           + sum(b * copies) OVER (ORDER BY template)
                           - b * copies AS start
                    FROM sizes
                )
                INSERT INTO bench_place
                SELECT r.template, r.tbl, r.old, s.start + r.rank, s.b
                FROM bench_row r JOIN starts s USING (template)
                WHERE r.tbl = %(table)s
                """,
                {"table": table, "last": last},
            )

    def _copy_rows(self, table: str) -> str:
        keys = self._foreign_keys(table)
        columns = self._columns(table)
        joins, places, values = self._pointers(table, keys)
        new_id = "(t.id_a + t.id_b * c.i)"
        shown = {"id": new_id}
        for column, kind in columns.items():
            if column == "id":
                continue
            value = values.get(column) or _shifted(f"t.{column}", kind)
            shown[column] = value
        for (of, column), expression in OWN_VALUES.items():
            if of == table:
                own = expression.format_map(
                    {**shown, "year": "extract(year FROM now())::int - c.days / 365"}
                )
                shown[column] = f"CASE WHEN t.{column} IS NULL THEN NULL ELSE {own} END"
        if table == "aftersales_claim":
            own = OWN_VALUES[table, "external_ref"].format(id=new_id)
            shown["external_ref"] = f"CASE WHEN t.channel = 'api' THEN {own} END"
        recent = f"WHERE c.days < {PURGED_AFTER}" if table in PURGED else ""
        return f"""
            WITH t AS MATERIALIZED (
                SELECT t.*, p.template AS tpl, p.a AS id_a, p.b AS id_b{places}
                FROM {table} t
                JOIN bench_place p ON p.tbl = '{table}' AND p.old = t.id {joins}
            )
            INSERT INTO {table} ({", ".join(shown)})
            SELECT {", ".join(shown.values())}
            FROM t JOIN bench_copy c ON c.template = t.tpl
            LEFT JOIN bench_party b ON b.template = c.template {recent}
        """

    def _copy_links(self, table: str) -> str:
        """A table of pairs without an id of its own."""
        keys = self._foreign_keys(table)
        joins, places, values = self._pointers(table, keys)
        columns = list(self._columns(table))
        tpl = ", ".join(
            f"p_{column}.template" for column in keys if keys[column] in TABLES
        )
        return f"""
            WITH t AS MATERIALIZED (
                SELECT t.*, coalesce({tpl}) AS tpl{places}
                FROM {table} t {joins} WHERE coalesce({tpl}) IS NOT NULL
            )
            INSERT INTO {table} ({", ".join(columns)})
            SELECT {", ".join(values.get(name) or f"t.{name}" for name in columns)}
            FROM t JOIN bench_copy c ON c.template = t.tpl
            LEFT JOIN bench_party b ON b.template = c.template
            ON CONFLICT DO NOTHING
        """

    def _pointers(
        self, table: str, keys: dict[str, str]
    ) -> tuple[str, str, dict[str, str]]:
        """How columns that point to other rows are read and written in copies.

        :return: joins, columns they add, and ``{column: expression of the copy}``
        """
        joins, places, values = "", "", {}
        targets = {
            column: f"'{target}'" for column, target in keys.items() if target in TABLES
        }
        if table in BELONGS:
            targets["res_id"] = f"replace(t.{BELONGS[table]}, '.', '_')"
        for column, target in targets.items():
            joins += (
                f" LEFT JOIN bench_place p_{column} ON p_{column}.tbl = {target}"
                f" AND p_{column}.old = t.{column}"
            )
            places += f", p_{column}.a AS {column}_a, p_{column}.b AS {column}_b"
            values[column] = f"coalesce(t.{column}_a + t.{column}_b * c.i, t.{column})"
        for column, target in keys.items():
            if target in PARTIES and not column.endswith("_uid"):
                cases = " ".join(
                    f"WHEN b.{party} THEN c.{party}" for party in PARTIES[target]
                )
                values[column] = f"CASE t.{column} {cases} ELSE t.{column} END"
        return joins, places, values

    # ------------------------------------------------------------------ catalogue

    def _columns(self, table: str) -> dict[str, str]:
        self.cr.execute(
            """
            SELECT attname, format_type(atttypid, NULL) FROM pg_attribute
            WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
              AND attgenerated = ''
            """,
            (table,),
        )
        return dict(self.cr.fetchall())

    def _foreign_keys(self, table: str) -> dict[str, str]:
        """``{column: table it points to}``."""
        self.cr.execute(
            """
            SELECT a.attname, c.confrelid::regclass::text
            FROM pg_constraint c
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'f' AND c.conrelid = %s::regclass
            """,
            (table,),
        )
        return dict(self.cr.fetchall())

    def _links(self) -> list[str]:
        """Tables without an id that link rows of templates, and hold some."""
        self.cr.execute(
            """
            SELECT DISTINCT c.conrelid::regclass::text FROM pg_constraint c
            WHERE c.contype = 'f' AND c.confrelid = ANY (%s::regclass[])
              AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attname = 'id'
                              AND a.attrelid = c.conrelid)
            """,
            (list(TABLES),),
        )
        return sorted(name for (name,) in self.cr.fetchall())

    @contextmanager
    def _set_aside(self, tables: list[str]) -> Iterator[None]:
        """Drop the indexes of ``tables`` and build them again: the same, but faster."""
        self.cr.execute(
            """
            SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid),
                   obj_description(i.indexrelid)
            FROM pg_index i
            LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
                                     AND c.contype IN ('p', 'u', 'x')
            WHERE i.indrelid = ANY (%s::regclass[]) AND c.oid IS NULL
            """,
            (tables,),
        )
        indexes = self.cr.fetchall()
        for name, _definition, _comment in indexes:
            self.cr.execute(f"DROP INDEX {name}")
        yield
        self.cr.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for name, definition, comment in indexes:
            self.cr.execute(definition)
            # By its comment Odoo knows an index as its own.
            self.cr.execute(f"COMMENT ON INDEX {name} IS %s", (comment,))


def _and(condition: str) -> str:
    return f"AND {condition}" if condition else ""


def _shifted(column: str, kind: str) -> str:
    if kind == "date":
        return f"{column} - c.days"
    if kind.startswith("timestamp"):
        return f"{column} - c.days * interval '1 day'"
    return column
