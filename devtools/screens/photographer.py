"""Goes to every screen of the table and photographs it.

Run in Odoo's environment, which has Pillow and websocket-client::

    python -m devtools.screens.photographer <job.json>
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from .chromium import Chromium, ScreenError
from .screen import SIZES, Screen, Step
from .table import SCREENS

COLOURS = 96
# A page is still when nothing is under way for so long, in seconds.
STILL = 0.6
# Something always moves on some pages.
LONGEST = 8
CALM = """
    const style = document.createElement("style");
    style.textContent = `*, *::before, *::after {
        animation: none !important; transition: none !important;
        caret-color: transparent !important; }
        .o-mail-ChatHub, .o_notification_manager { display: none !important; }`;
    document.head.append(style);
    document.activeElement && document.activeElement.blur();
    const pictures = [...document.images].map((image) => image.complete ||
        new Promise((done) => { image.onload = image.onerror = done; }));
    Promise.race([
        Promise.all([document.fonts.ready, ...pictures]),
        new Promise((done) => setTimeout(done, 3000)),
    ]).then(() => true)
"""
UNTIL_STILL = f"""new Promise((done) => {{
    const began = performance.now();
    let last = began;
    const note = () => {{ last = performance.now(); }};
    const requests = new PerformanceObserver(note);
    requests.observe({{entryTypes: ["resource"]}});
    const changes = new MutationObserver(note);
    changes.observe(document.body, {{childList: true, subtree: true}});
    const look = () => {{
        const now = performance.now();
        if (now - last < {STILL * 1000} && now - began < {LONGEST * 1000}) {{
            return setTimeout(look, 50);
        }}
        requests.disconnect();
        changes.disconnect();
        done(true);
    }};
    look();
}})"""
TYPE = """(() => {{
    const field = {element};
    field.focus();
    field.value = {text};
    for (const name of ["input", "change"]) {{
        field.dispatchEvent(new Event(name, {{bubbles: true}}));
    }}
}})()"""
FIND = """[...document.querySelectorAll({selector})].find((found) =>
    found.getClientRects().length &&
    (found.innerText || found.value || "").trim().startsWith({text}))"""


@dataclass(frozen=True)
class Job:
    """What `make screenshots` hands over."""

    program: str
    url: str
    folder: Path
    places: Mapping[str, str]
    names: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Job:
        values = json.loads(path.read_text())
        return cls(
            values["program"],
            values["url"],
            Path(values["folder"]),
            values["places"],
            tuple(values["names"]),
        )


def chosen(screens: Iterable[Screen], names: tuple[str, ...]) -> list[Screen]:
    """All, or those whose name begins with one of ``names``; user by user."""
    found = [
        screen
        for screen in screens
        if not names or screen.name.startswith(tuple(names))
    ]
    return sorted(found, key=lambda screen: screen.user)


def find(step: Step) -> str:
    text = step.text if step.act == "click" else ""
    return FIND.format(selector=json.dumps(step.selector), text=json.dumps(text))


class Photographer:
    """Takes the pictures of one job."""

    def __init__(self, job: Job, browser: Chromium) -> None:
        self.job = job
        self.browser = browser
        self.user: str | None = None

    def take_all(self) -> list[str]:
        """
        :return: what went wrong, a line a picture
        """
        failures = []
        for screen in chosen(SCREENS, self.job.names):
            for size in screen.sizes:
                try:
                    self.take_patiently(screen, size)
                except (ScreenError, KeyError) as error:
                    failures.append(f"{screen.file_name(size)}: {error}")
        return failures

    def take_patiently(self, screen: Screen, size: str) -> None:
        """A page may be overtaken by what the one before it still loads: try twice."""
        try:
            self.take(screen, size)
        except ScreenError:
            self.user = None
            self.take(screen, size)

    def take(self, screen: Screen, size: str) -> None:
        self.browser.resize(*SIZES[size])
        self._become(screen.user)
        path = screen.path.format_map(self.job.places)
        self.browser.open(self.job.url + path)
        self.browser.wait(
            screen.ready, f"document.querySelector({json.dumps(screen.ready)})"
        )
        self._settle()
        for step in screen.steps:
            self._do(step)
            self._settle()
        self.browser.evaluate(CALM)
        if screen.whole:
            # A window as tall as the page: what sticks to its end is at the end.
            width, height, touch = SIZES[size]
            height = max(height, self.browser.page_height())
            self.browser.resize(width, height, touch)
        time.sleep(STILL / 2)
        write_small(self.browser.picture(), self.job.folder / screen.file_name(size))

    def _become(self, user: str) -> None:
        if user == self.user:
            return
        self.browser.forget_user()
        if user:
            self.browser.open(f"{self.job.url}/web/login")
            self.browser.evaluate(
                f"""(() => {{
                    const form = document.querySelector("form.oe_login_form");
                    form.login.value = form.password.value = {json.dumps(user)};
                    form.submit(); }})()"""
            )
            self.browser.wait(
                f"{user} to be logged in", "!location.pathname.includes('/web/login')"
            )
            self._settle()
        self.user = user

    def _settle(self) -> None:
        """Wait until the page asks the server for nothing any more."""
        for _page in range(3):
            try:
                self.browser.evaluate(UNTIL_STILL)
            except ScreenError:
                # It led to another page: wait for that one.
                time.sleep(STILL)
            else:
                return

    def _do(self, step: Step) -> None:
        element = find(step)
        self.browser.wait(f"{step.act} {step.selector} {step.text}", element)
        if step.act == "click":
            self.browser.evaluate(f"({element}).click()")
        elif step.act == "type":
            text = json.dumps(step.text)
            self.browser.evaluate(TYPE.format(element=element, text=text))


def write_small(picture: bytes, path: Path) -> None:
    """A PNG with few colours: screens need no more, and the clone stays small."""
    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def main(arguments: list[str]) -> int:
    job = Job.read(Path(arguments[0]))
    job.folder.mkdir(parents=True, exist_ok=True)
    with Chromium(job.program) as browser:
        failures = Photographer(job, browser).take_all()
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
