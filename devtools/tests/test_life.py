import subprocess

import pytest

from devtools.addons import find_addons
from devtools.life import __main__ as life
from devtools.life import snapshot
from devtools.life.history import NoHistory, export, find_previous
from devtools.life.patient import refuse_differences
from devtools.life.snapshot import Snapshot, differences
from devtools.problem import Problem


@pytest.fixture
def repository(clone):
    """A repository; ``commit`` brings an addon to a version and returns the commit."""

    def git(*arguments):
        command = ["git", "-C", clone.root, "-c", "user.name=x", "-c", "user.email=x@x"]
        done = subprocess.run(
            [*command, *arguments], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def commit(version, words="change"):
        folder = clone.root / "sales"
        folder.mkdir(exist_ok=True)
        manifest = f"{{'name': 'Sales', 'version': '{version}', 'summary': '{words}'}}"
        (folder / "__manifest__.py").write_text(manifest)
        git("add", ".")
        git("commit", "--quiet", "--allow-empty", "-m", words)
        return git("rev-parse", "HEAD")

    git("init", "--quiet")
    return commit


def addon_of(clone):
    [addon] = find_addons(clone.root)
    return addon


def test_the_last_commit_of_another_version_is_the_previous_one(clone, repository):
    repository("1.0")
    last = repository("1.0", "more of it")
    repository("1.1")
    repository("1.1", "more of the next")
    previous = find_previous(clone, addon_of(clone))
    assert (previous.commit, previous.version) == (last, "1.0")


def test_a_version_that_is_not_committed_yet_follows_the_committed_one(
    clone, repository
):
    last = repository("1.0")
    manifest = clone.root / "sales" / "__manifest__.py"
    manifest.write_text("{'version': '1.1'}")
    assert find_previous(clone, addon_of(clone)).commit == last


def test_the_previous_addons_are_exported_as_they_were(clone, repository):
    repository("1.0")
    repository("1.1")
    folder = export(clone, find_previous(clone, addon_of(clone)))
    assert "'1.0'" in (folder / "sales" / "__manifest__.py").read_text()
    assert not (folder / "addons.tar").exists()


def test_a_first_version_has_none_before_it(clone, repository):
    repository("1.0")
    with pytest.raises(NoHistory):
        find_previous(clone, addon_of(clone))


def test_an_archive_of_the_sources_has_no_history(clone, make_addon):
    make_addon("sales", ["base"])
    with pytest.raises(NoHistory, match="not a git repository"):
        find_previous(clone, addon_of(clone))


def rows(**claims):
    return Snapshot(
        {
            "aftersales_claim": {
                key: {"id": key, "name": key.upper(), **row}
                for key, row in claims.items()
            },
            "sale_order": {"1": {"id": 1, "state": "sale", "aftersales_x": 5}},
        }
    )


def test_the_same_rows_do_not_differ_whoever_wrote_them_last():
    before = rows(a={"state": "review", "write_date": "monday"})
    assert not differences(before, rows(a={"state": "review", "write_date": "friday"}))


def test_what_became_of_a_row_is_said_in_its_name():
    before = rows(a={"state": "review"}, b={}, d={})
    after = rows(a={"state": "closed"}, c={}, d={"new_column": 1})
    assert differences(before, after) == [
        "aftersales_claim a (A): state was 'review', is 'closed'",
        "aftersales_claim b (B): the row is gone",
        "aftersales_claim c (C): the row is new",
    ]


def test_a_table_that_is_gone_is_told_once_and_long_lists_are_cut():
    assert differences(rows(a={}), Snapshot({"sale_order": {}})) == [
        "aftersales_claim: the table is gone, with 1 rows",
        "sale_order 1: the row is gone",
    ]
    many = rows(**{f"a{number}": {} for number in range(30)})
    found = differences(many, rows())
    assert len(found) == snapshot.MOST_SHOWN + 1
    assert found[-1] == "... and more"


def test_without_the_addons_their_tables_and_columns_are_left_out():
    assert rows(a={}).without_ours() == Snapshot(
        {"sale_order": {"1": {"id": 1, "state": "sale"}}}
    )


def test_what_is_worked_out_anew_on_purpose_is_left_out_of_its_table_alone():
    before = Snapshot(
        {"a": {"1": {"id": 1, "due": 5, "sum": 2}}, "b": {"1": {"due": 5}}}
    )
    after = Snapshot(
        {"a": {"1": {"id": 1, "due": 6, "sum": 3}}, "b": {"1": {"due": 6}}}
    )
    anew = {("a", "due")}
    assert differences(before.without(anew), after.without(anew)) == [
        "a 1: sum was 2, is 3",
        "b 1: due was 5, is 6",
    ]


def test_differences_are_a_problem_that_says_whose_work_it_was():
    with pytest.raises(Problem, match=r"The upgrade changed[\s\S]*the row is gone"):
        refuse_differences("The upgrade", rows(a={}), rows())


def test_a_check_that_fails_does_not_keep_the_others_from_running(monkeypatch, capsys):
    done = []

    def fail():
        raise Problem("no claims")

    class Bench:
        def __enter__(self):
            return self

        def __exit__(self, *_error):
            return None

    monkeypatch.setattr(life, "workbench", lambda *_arguments: Bench())
    monkeypatch.setattr(life, "checks", lambda _bench: [fail, lambda: done.append(1)])
    assert life.main() == 1
    assert done == [1]
    assert "no claims" in capsys.readouterr().err
