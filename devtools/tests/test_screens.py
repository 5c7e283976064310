"""The table of screens, and how its rows become pictures."""

import io
import json
import re
import string
from pathlib import Path

import pytest
from PIL import Image

from devtools.screens import photographer
from devtools.screens.chromium import ScreenError, until
from devtools.screens.photographer import Job, Photographer, chosen, write_small
from devtools.screens.screen import SIZES, Screen, click
from devtools.screens.table import SCREENS
from devtools.verbs import screenshots

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "dropship_aftersales" / "demo" / "stories.py"


class FakeBrowser:
    def __init__(self):
        self.done = []

    def picture(self):
        self.done.append("picture")
        return png()

    def page_height(self):
        return 2000

    def __getattr__(self, name):
        return lambda *arguments: self.done.append((name, *arguments))


def png(width=4, height=3):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def job(tmp_path):
    return Job("chromium", "http://localhost:1", tmp_path, {"claim_a": "7"}, ())


def test_no_two_screens_write_the_same_file():
    files = [screen.file_name(size) for screen in SCREENS for size in screen.sizes]
    assert len(files) == len(set(files))
    assert {size for screen in SCREENS for size in screen.sizes} == set(SIZES)


def test_every_place_of_the_table_is_in_the_demo_shop():
    stories = set(re.findall(r'^        name="(\w+)"', STORIES.read_text(), re.M))
    for screen in SCREENS:
        for _text, place, *_rest in string.Formatter().parse(screen.path):
            if place:
                name = place.removeprefix("token_").partition("_")[2]
                assert name in stories, f"{screen.name}: {place}"


def test_some_screens_are_chosen_by_the_beginning_of_their_name():
    screens = [Screen("b-1", "x", "/"), Screen("a-1", "y", "/"), Screen("a-2", "", "/")]
    assert chosen(screens, ()) == [screens[2], screens[0], screens[1]]
    assert chosen(screens, ("a-",)) == [screens[2], screens[1]]


def test_a_screen_is_opened_for_its_user_and_photographed(job):
    browser = FakeBrowser()
    screen = Screen("x", "agent", "/odoo/{claim_a}", steps=(click("button", "Ask"),))
    Photographer(job, browser).take(screen, "phone")
    assert browser.done[0] == ("resize", 390, 844, True)
    assert ("open", "http://localhost:1/odoo/7") in browser.done
    assert any("Ask" in str(step) for step in browser.done)
    assert (job.folder / "x-phone.png").exists()


def test_a_whole_page_gets_a_window_of_its_height(job):
    browser = FakeBrowser()
    Photographer(job, browser).take(Screen("x", "", "/", whole=True), "wide")
    assert browser.done[-2:] == [("resize", 1366, 2000, False), "picture"]


def test_what_fails_is_named_and_the_others_go_on(job, monkeypatch):
    class Broken(FakeBrowser):
        def open(self, url):
            if url.endswith("/bad"):
                raise ScreenError("waited for main")

    screens = (Screen("bad", "", "/bad"), Screen("good", "", "/good"))
    monkeypatch.setattr(photographer, "SCREENS", screens)
    failures = Photographer(job, Broken()).take_all()
    assert failures == ["bad.png: waited for main", "bad-phone.png: waited for main"]
    assert (job.folder / "good.png").exists()


def test_a_place_that_the_database_lacks_is_named(job, monkeypatch):
    screens = (Screen("x", "", "/{claim_gone}", sizes=("wide",)),)
    monkeypatch.setattr(photographer, "SCREENS", screens)
    assert Photographer(job, FakeBrowser()).take_all() == ["x.png: 'claim_gone'"]


def test_pictures_have_few_colours(tmp_path):
    write_small(png(), tmp_path / "x.png")
    with Image.open(tmp_path / "x.png") as image:
        assert (image.mode, image.size) == ("P", (4, 3))


def test_a_job_is_read_as_it_was_written(clone, monkeypatch):
    class Found:
        def query(self, _database, _sql):
            return "claim_a|7\ntoken_claim_a|abc\ncase_b|\n"

    clone.dev.mkdir()
    monkeypatch.setattr(screenshots.browser, "program", lambda _clone: "chromium")
    path = screenshots.write_job(clone, Found(), "http://x", clone.root, ["agent"])
    assert json.loads(path.read_text())["names"] == ["agent"]
    assert Job.read(path).places == {"claim_a": "7", "token_claim_a": "abc"}


def test_pictures_of_screens_that_are_gone_are_named(tmp_path):
    (tmp_path / "old.png").touch()
    (tmp_path / "agent-claims.png").touch()
    assert screenshots.strangers(tmp_path) == ["old.png"]


def test_pictures_are_counted(tmp_path):
    (tmp_path / "a.png").write_bytes(bytes(1_500_000))
    assert screenshots.summary(tmp_path) == "1 pictures, 1.5 MB"


def test_waiting_ends():
    assert until(lambda: True, 1)
    assert not until(lambda: False, 0.05)
