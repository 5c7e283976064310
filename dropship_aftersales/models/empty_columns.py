"""New stored fields of tables that have a million rows already."""

from odoo.tools import sql


def add_empty_columns(model, *names):
    """Let new fields be empty where they would be computed for every row there is.

    For the ``_auto_init`` of ``model``, before Odoo's own. A table that does not exist
    yet is left to Odoo.
    """
    cr, table = model.env.cr, model._table
    if not sql.table_exists(cr, table):
        return
    for name in names:
        if not sql.column_exists(cr, table, name):
            kind = model._fields[name].column_type[1]
            sql.create_column(cr, table, name, kind)
