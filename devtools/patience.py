"""A pytest plugin: a slow machine's Chromium may take its time to start.

Odoo gives it ten seconds and then skips the tour; on a busy machine that is too short.
"""

import pytest

SECONDS = 90


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    if session.config.pluginmanager.hasplugin("odoo"):
        from odoo.tests import common

        common.CHECK_BROWSER_ITERATIONS = int(SECONDS / common.CHECK_BROWSER_SLEEP)
        common.BROWSER_WAIT = SECONDS
