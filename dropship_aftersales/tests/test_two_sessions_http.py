"""Two visitors press the button at the same moment, on a server of its own."""

import re
import socket
import subprocess
import sys
import threading
import time
from uuid import uuid4

import requests

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import config

from .test_two_sessions import Shop

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
            shop = type("CommittedShop", (Shop,), {"env": env})
            shop.dropship_route = env.ref("stock_dropshipping.route_drop_shipping")
            shop.customer = env["res.partner"].create({"name": "Race Customer"})
            shop.supplier = env["res.partner"].create({"name": "Race Supplier"})
            order = shop._delivered((shop._product("Race Lamp"), 2))
            self.line_id = order.order_line.id
            self.path = f"/my/orders/{order.id}/claim"
            self.token = order._portal_ensure_token()

    def _press_together(self, keys):
        """Send one form a key at the same moment; the answers."""
        start = threading.Barrier(len(keys))
        answers = []

        def press(key):
            visitor = requests.Session()
            link = {"access_token": self.token}
            page = visitor.get(self._url(self.path), params=link, timeout=60)
            csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
            form = {
                "csrf_token": csrf[1],
                "access_token": self.token,
                "form_key": key,
                f"pick_{self.line_id}": "1",
                f"quantity_{self.line_id}": "2",
                f"reason_{self.line_id}": "defect",
                f"status_{self.line_id}": "opened",
            }
            start.wait()
            answers.append(visitor.post(self._url(self.path), data=form, timeout=60))

        threads = [threading.Thread(target=press, args=(key,)) for key in keys]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(len(answers), len(keys))
        return answers

    def _claims(self):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            line = env["sale.order.line"].browse(self.line_id)
            claims = line.aftersales_claim_line_ids.claim_id
            return claims.mapped("state"), line.aftersales_claimed_qty

    def test_the_last_two_units_are_given_once(self):
        answers = self._press_together([uuid4().hex, uuid4().hex])
        self.assertEqual(self._claims(), (["review"], 2.0))
        (sent,) = [answer for answer in answers if "/my/claims/" in answer.url]
        (late,) = [answer for answer in answers if answer is not sent]
        self.assertIn("Please look at this again", late.text)

    def test_a_double_click_opens_one_claim(self):
        key = uuid4().hex
        first, second = self._press_together([key, key])
        self.assertEqual(self._claims(), (["review"], 2.0))
        self.assertEqual(first.url.split("?")[0], second.url.split("?")[0])
        self.assertIn("/my/claims/", first.url)
