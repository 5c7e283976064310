from pathlib import Path

import pytest

from devtools.problem import Problem
from devtools.workbench import refuse_complaints

LOG = Path("uninstall.log")
INFO = "2026-11-23 02:00:00,000 1 INFO life odoo.modules: unloaded"
ERROR = "2026-11-23 02:00:00,000 1 ERROR life odoo.sql_db: bad query"


def test_a_clean_log_is_accepted():
    refuse_complaints(INFO, LOG)


def test_a_complaint_is_printed_with_the_place_of_the_log():
    with pytest.raises(Problem) as caught:
        refuse_complaints(f"{INFO}\n{ERROR}", LOG)
    assert ERROR in str(caught.value)
    assert "uninstall.log" in str(caught.value)
