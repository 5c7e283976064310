"""What a version makes of a database: an upgraded one must look like a new one."""

from __future__ import annotations

from devtools.databases import Databases
from devtools.problem import Problem

# One line of text for each thing; what only one of two databases says is a difference.
LINES = """
    WITH ours AS (
        SELECT module || '.' || name AS name, model, res_id FROM ir_model_data
         WHERE starts_with(module, 'dropship_aftersales'))
    SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type
           || CASE is_nullable WHEN 'NO' THEN ', required' ELSE '' END
      FROM information_schema.columns
     WHERE table_schema = 'public'
       AND (starts_with(table_name, 'aftersales_') OR column_name LIKE '%aftersales%')
    UNION ALL
    SELECT 'index ' || regexp_replace(indexdef, '^CREATE ', '') FROM pg_indexes
     WHERE schemaname = 'public' AND indexdef LIKE '%aftersales%'
    UNION ALL
    SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' '
           || pg_get_constraintdef(oid)
      FROM pg_constraint
     WHERE conrelid <> 0 AND (conrelid::regclass::text LIKE 'aftersales%'
                              OR conname LIKE '%aftersales%')
    UNION ALL
    SELECT 'rule ' || ours.name || ' ' || coalesce(domain_force, '') || ' '
           || concat_ws(' ', active, perm_read, perm_write, perm_create, perm_unlink)
      FROM ir_rule rule JOIN ours ON model = 'ir.rule' AND res_id = rule.id
    UNION ALL
    SELECT 'right ' || ours.name || ' '
           || concat_ws(' ', active, perm_read, perm_write, perm_create, perm_unlink)
      FROM ir_model_access a JOIN ours ON model = 'ir.model.access' AND res_id = a.id
    UNION ALL
    SELECT 'cron ' || ours.name || ' '
           || concat_ws(' ', active, interval_number, interval_type)
      FROM ir_cron cron JOIN ours ON model = 'ir.cron' AND res_id = cron.id
    UNION ALL
    SELECT 'view ' || ours.name || ' ' || active || ' ' || md5(arch_db ->> 'en_US')
      FROM ir_ui_view view JOIN ours ON ours.model = 'ir.ui.view' AND res_id = view.id
"""


def refuse_other_shape(databases: Databases, upgraded: str, new: str) -> int:
    """
    :return: how many things are the same in both databases
    :raise Problem: an upgraded database has more or less than a new one
    """
    there, wanted = (
        set(databases.query(name, LINES).splitlines()) for name in (upgraded, new)
    )
    found = [f"only when upgraded: {line}" for line in sorted(there - wanted)]
    found += [f"only when installed anew: {line}" for line in sorted(wanted - there)]
    if found:
        raise Problem(
            "\n".join(
                [
                    "An upgraded database is not what a new one is; a script in "
                    "migrations/<version>/ makes it so:",
                    *found,
                ]
            )
        )
    return len(wanted)
