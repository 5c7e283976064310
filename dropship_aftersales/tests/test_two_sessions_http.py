"""Two visitors press the button at the same moment, on a server of its own."""

import re
import socket
import subprocess
import sys
import threading
import time

import requests

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import config

from .committed_shop import committed_shop

START_SECONDS = 90


@tagged("post_install", "-at_install")
class TestTwoSessionsOverHttp(BaseCase):
    """What is committed stays in the test database, which is thrown away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            cls.port = free.getsockname()[1]
        cls.server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "odoo",
                "server",
                *("-c", config["config"], "-d", get_db_name()),
                *("--http-port", str(cls.port), "--http-interface", "127.0.0.1"),
                *("--max-cron-threads", "0", "--log-level", "critical"),
                *("--db-filter", f"^{get_db_name()}$"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        cls.addClassCleanup(cls._stop)
        cls._wait()

    @classmethod
    def _stop(cls):
        cls.server.terminate()
        cls.server.wait()

    @classmethod
    def _wait(cls):
        for _second in range(START_SECONDS):
            try:
                requests.get(cls._url("/web/health"), timeout=10).raise_for_status()
            except requests.ConnectionError:
                time.sleep(1)
            else:
                return
        raise AssertionError("The second server did not start")

    @classmethod
    def _url(cls, path):
        return f"http://127.0.0.1:{cls.port}{path}"

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            shop = committed_shop(env)
            order = shop._delivered((shop._product("Race Lamp"), 2))
            self.line_id = order.order_line.id
            self.path = f"/my/orders/{order.id}/claim"
            self.token = order._portal_ensure_token()

    def _visitor(self):
        """A browser of its own with the page of items, and what is typed there."""
        visitor = requests.Session()
        link = {"access_token": self.token}
        page = visitor.get(self._url(self.path), params=link, timeout=60)
        csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
        return visitor, {
            "csrf_token": csrf[1],
            "access_token": self.token,
            f"pick_{self.line_id}": "1",
            f"quantity_{self.line_id}": "2",
            f"reason_{self.line_id}": "changed_mind",
            f"status_{self.line_id}": "opened",
        }

    def _press_together(self, path, visitors):
        """Post ``path`` from all ``(session, form)`` at once; the answers."""
        start = threading.Barrier(len(visitors))
        answers = []

        def press(visitor, form):
            start.wait()
            answers.append(visitor.post(self._url(path), data=form, timeout=60))

        threads = [threading.Thread(target=press, args=pair) for pair in visitors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(answers), len(visitors))
        return answers

    def _claims(self):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            line = env["sale.order.line"].browse(self.line_id)
            claims = line.aftersales_claim_line_ids.claim_id
            return (
                [(claim.id, claim.state, claim.access_token) for claim in claims],
                line.aftersales_claimed_qty,
            )

    def test_two_browsers_that_press_together_send_one_request(self):
        visitors = [self._visitor(), self._visitor()]
        answers = self._press_together(self.path, visitors)
        [(claim_id, state, token)], held = self._claims()
        self.assertEqual((state, held), ("draft", 0.0))
        page = f"/my/claims/{claim_id}"
        for answer in answers:
            self.assertIn(f"{page}/details", answer.url)
        visitors = [
            (visitor, {"csrf_token": form["csrf_token"], "access_token": token})
            for visitor, form in visitors
        ]
        for answer in self._press_together(f"{page}/check", visitors):
            self.assertEqual(answer.status_code, 200)
            self.assertEqual(answer.url.split("?")[0], self._url(page))
        [(_id, state, _token)], held = self._claims()
        self.assertEqual((state, held), ("review", 2.0))
