"""A pytest plugin: a slow machine's Chromium may take its time.

Odoo gives it ten seconds to start and then skips the tour, and a minute for the tour
and then fails it; on a busy machine both are too short.
"""

import functools

import pytest

SECONDS = 90
TOUR_SECONDS = 240


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session):
    if session.config.pluginmanager.hasplugin("odoo"):
        from odoo.tests import common

        common.CHECK_BROWSER_ITERATIONS = int(SECONDS / common.CHECK_BROWSER_SLEEP)
        common.BROWSER_WAIT = SECONDS
        common.HttpCase.browser_js = patient(common.HttpCase.browser_js)


def patient(browser_js):
    """``browser_js`` of Odoo, with at least ``TOUR_SECONDS`` for what it runs."""

    @functools.wraps(browser_js)
    def run(case, *args, timeout=0, **options):
        timeout = max(timeout, TOUR_SECONDS)
        return browser_js(case, *args, timeout=timeout, **options)

    return run
