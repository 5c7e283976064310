"""The addons go while claims are open, and come back."""

from __future__ import annotations

from devtools.problem import Problem
from devtools.progress import step
from devtools.workbench import Workbench, refuse_complaints

from .patient import Patient, refuse_differences

LEFT_BEHIND = """
    SELECT 'model ' || model FROM ir_model WHERE starts_with(model, 'aftersales.')
    UNION SELECT 'table ' || tablename FROM pg_tables
     WHERE schemaname = 'public' AND starts_with(tablename, 'aftersales_')
    UNION SELECT 'column ' || table_name || '.' || column_name
      FROM information_schema.columns WHERE column_name LIKE '%aftersales%'
    UNION SELECT 'view ' || coalesce(key, name) FROM ir_ui_view
     WHERE arch_db::text LIKE '%aftersales%'
    UNION SELECT 'file of ' || res_model FROM ir_attachment
     WHERE starts_with(res_model, 'aftersales.')
    UNION SELECT 'name ' || module || '.' || name FROM ir_model_data
     WHERE starts_with(module, 'dropship_aftersales')
"""


def check_removal(bench: Workbench, patient: Patient) -> None:
    """Odoo's documents stay what they are and can be worked on; then the way back.

    :raise Problem: Odoo complained, documents changed, or something was left behind
    """
    names = [addon.name for addon in bench.odoo.addons]
    before = patient.snapshot().without_ours()
    with step(f"Uninstalling {', '.join(names)} with open claims") as current:
        path = bench.clone.log("uninstall")
        text = bench.odoo.uninstall(patient.full_name, names, path)
        refuse_complaints(text, path)
        refuse_differences("The removal", before, patient.snapshot().without_ours())
        refuse_left_behind(patient)
        current.outcome = patient.inside("after_removal")
    with step(f"Installing {', '.join(names)} again") as current:
        bench.load_addons(patient.database, current, "install_again", "--init")
        current.outcome = patient.inside("again")


def check_part_removal(bench: Workbench, smaller: Workbench, patient: Patient) -> None:
    """Addons for some apps only go alone: the others work on, also with their claims.

    :raise Problem: Odoo complained, documents changed, or a claim cannot be opened
    """
    names = [a.name for a in bench.odoo.addons if a not in smaller.odoo.addons]
    before = patient.snapshot().without_ours()
    with step(f"Uninstalling {', '.join(names)} alone") as current:
        path = bench.clone.log("uninstall_part")
        text = bench.odoo.uninstall(patient.full_name, names, path)
        refuse_complaints(text, path)
        refuse_differences("The removal", before, patient.snapshot().without_ours())
        current.outcome = patient.inside("look_without_kits")
    with step(f"Installing {', '.join(names)} again") as current:
        added = [addon for addon in bench.odoo.addons if addon.name in names]
        bench.load_addons(patient.database, current, "install_again", "--init", added)
        current.outcome = patient.inside("look_with_kits_again")


def refuse_left_behind(patient: Patient) -> None:
    """
    :raise Problem: something of the addons is still in the database
    """
    if left := patient.databases.query(patient.database, LEFT_BEHIND).splitlines():
        raise Problem("\n".join(["The removal left behind:", *left]))
