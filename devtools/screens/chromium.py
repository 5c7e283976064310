"""A headless Chromium, driven through its devtools protocol."""

from __future__ import annotations

import base64
import json
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any

import websocket

START_SECONDS = 180
ANSWER_SECONDS = 60
STEP_SECONDS = 30
TALLEST = 2600


class ScreenError(Exception):
    """A page did not become what its row in the table says."""


class Chromium(AbstractContextManager["Chromium"]):
    """One page; ``with`` starts and ends the browser."""

    def __init__(self, program: str) -> None:
        self.program = program
        self._number = 0

    def __enter__(self) -> Chromium:
        self._profile = tempfile.TemporaryDirectory(prefix="screens-")
        self._process = subprocess.Popen(
            [
                self.program,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--force-prefers-reduced-motion",
                "--lang=en-US",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                f"--user-data-dir={self._profile.name}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._socket = websocket.create_connection(
            self._page_url(), timeout=ANSWER_SECONDS
        )
        for domain in ("Page", "Network", "Runtime"):
            self.command(f"{domain}.enable")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=30)
        # Its last writes may still be under way.
        self._profile._finalizer.detach()  # type: ignore[attr-defined]
        subprocess.call(["rm", "-rf", self._profile.name])

    def _page_url(self) -> str:
        note = Path(self._profile.name, "DevToolsActivePort")
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                port = note.read_text().split()[0]
                with direct.open(f"http://127.0.0.1:{port}/json") as answer:
                    targets = json.load(answer)
            except (OSError, IndexError):
                time.sleep(0.2)
                continue
            for target in targets:
                if target["type"] == "page":
                    return str(target["webSocketDebuggerUrl"])
        raise ScreenError(f"{self.program} did not start in {START_SECONDS} seconds.")

    # ------------------------------------------------------------------ protocol

    def command(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send one command and return its answer; events are passed over."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        self._socket.send(json.dumps(message))
        while True:
            try:
                answer = json.loads(self._socket.recv())
            except websocket.WebSocketTimeoutException:
                raise ScreenError(f"{method} was not answered") from None
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise ScreenError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])

    def evaluate(self, expression: str) -> Any:
        answer = self.command(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in answer:
            raise ScreenError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    # ------------------------------------------------------------------ pages

    def resize(self, width: int, height: int, touch: bool = False) -> None:
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=touch,
        )
        self.command("Emulation.setTouchEmulationEnabled", enabled=touch)

    def open(self, url: str) -> None:
        self.command("Page.navigate", url=url)
        # The old document answers until the new one begins.
        time.sleep(0.3)
        self.wait(f"{url} to load", "document.readyState === 'complete'")

    def forget_user(self) -> None:
        self.command("Network.clearBrowserCookies")

    def wait(self, what: str, condition: str) -> None:
        """
        :raise ScreenError: ``condition`` stays false, naming ``what``
        """

        def is_true() -> bool:
            try:
                return bool(self.evaluate(f"!!({condition})"))
            except ScreenError:
                return False

        if not until(is_true, STEP_SECONDS):
            raise ScreenError(f"waited {STEP_SECONDS} seconds for {what}")

    def page_height(self) -> int:
        """Pixels of the whole page, at most ``TALLEST``."""
        size = self.command("Page.getLayoutMetrics")["cssContentSize"]
        return min(round(float(size["height"])), TALLEST)

    def picture(self) -> bytes:
        """A PNG of the window."""
        answer = self.command("Page.captureScreenshot", format="png")
        return base64.b64decode(answer["data"])


def until(is_true: Callable[[], bool], seconds: float) -> bool:
    """Whether ``is_true`` becomes so in time."""
    end = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True
