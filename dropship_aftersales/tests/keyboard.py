"""A browser that is used by its keys alone."""

import json
import threading
import time
from contextlib import contextmanager
from unittest.mock import patch
from urllib.parse import urljoin

from .page_browser import PageBrowser
from .portal_common import PortalCase

KEYS = {
    "Tab": {"code": "Tab", "windowsVirtualKeyCode": 9},
    "Enter": {"code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
    " ": {"code": "Space", "windowsVirtualKeyCode": 32, "text": " "},
    "ArrowDown": {"code": "ArrowDown", "windowsVirtualKeyCode": 40},
    "ArrowRight": {"code": "ArrowRight", "windowsVirtualKeyCode": 39},
    "Escape": {"code": "Escape", "windowsVirtualKeyCode": 27},
}
ALT = 1
PATIENCE_SECONDS = 30


class KeyboardCase(PortalCase):
    """Presses real keys: what is not reachable by Tab is not reached."""

    @contextmanager
    def keyboard(self, url, login):
        """A browser at ``url``; inside, the database is the browser's alone."""
        self.browser = PageBrowser(self)
        with self.allow_requests(browser=self.browser):
            try:
                self.authenticate(login, login, browser=self.browser)
                self.cr.flush()
                self.cr.clear()
                self.browser.navigate_to(urljoin(self.base_url(), url), wait_stop=True)
                with self._kept_out():
                    yield
                # What the page still loads would fail if the browser went away.
                self._wait_remaining_requests()
                self.browser.refuse_errors()
            finally:
                self.browser.stop()
                self._wait_remaining_requests()

    @contextmanager
    def _kept_out(self):
        """Refuse the test the database: it is one connection, and a query between
        those of the browser's request takes or spoils the answer of one of them."""
        test, execute = threading.get_ident(), self.cr.execute

        def execute_for_browser(*args, **options):
            if threading.get_ident() == test:
                raise AssertionError("Read this before the browser opens.")
            return execute(*args, **options)

        with patch.object(self.cr, "execute", execute_for_browser):
            yield

    def look(self, expression):
        """The value of a JavaScript expression on the page."""
        answer = self.browser._websocket_request(
            "Runtime.evaluate",
            params={"expression": expression, "returnByValue": True},
        )
        return answer["result"].get("value")

    def press(self, key, times=1):
        for _time in range(times):
            for kind in ("keyDown", "keyUp"):
                self.browser._websocket_request(
                    "Input.dispatchKeyEvent",
                    params={"type": kind, "key": key, **KEYS[key]},
                )

    def press_alt(self, letter):
        """Press Alt, a letter, and let both go."""
        alt = {"key": "Alt", "code": "AltLeft", "windowsVirtualKeyCode": 18}
        pressed = {
            "key": letter,
            "code": f"Key{letter.upper()}",
            "windowsVirtualKeyCode": ord(letter.upper()),
            "modifiers": ALT,
        }
        for kind, key in (
            ("keyDown", {**alt, "modifiers": ALT}),
            ("keyDown", pressed),
            ("keyUp", pressed),
            ("keyUp", alt),
        ):
            self.browser._websocket_request(
                "Input.dispatchKeyEvent", params={"type": kind, **key}
            )

    def type(self, text):
        self.browser._websocket_request("Input.insertText", params={"text": text})

    def tab_to(self, selector, most=40):
        """Press Tab until ``selector`` has the focus."""
        passed = []
        for _time in range(most):
            self.press("Tab")
            if self.look(f"document.activeElement.matches({json.dumps(selector)})"):
                return
            passed.append(self.look("document.activeElement.outerHTML.slice(0, 60)"))
        self.fail(f"{selector} is not reached by Tab: {passed}")

    def wait_for_page(self, part):
        """The page whose address has ``part`` in it is there and alive."""
        ready = (
            f"location.href.includes({json.dumps(part)})"
            " && document.readyState === 'complete'"
            " && !document.body.classList.contains('o_lazy_js_waiting')"
            " && Boolean(window.odoo && odoo.loader)"
        )
        self.wait_for(ready)

    def wait_for(self, expression):
        end = time.monotonic() + PATIENCE_SECONDS
        while not self.look(f"Boolean({expression})"):
            if time.monotonic() > end:
                page = self.look("location.href + document.body.innerText")
                self.fail(f"{expression}: {page}")
            time.sleep(0.1)
