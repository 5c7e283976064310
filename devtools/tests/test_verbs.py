from devtools import command_line
from devtools.problem import Problem
from devtools.verbs import lint, pot, test

HEAD = '"POT-Creation-Date: {}\\n"\n"PO-Revision-Date: {}\\n"\n'


def test_every_verb_has_its_help(capsys):
    assert command_line.run([]) == 0
    printed = capsys.readouterr().out
    for verb in ("demo", "stop", "reset", "test", "lint", "format", "shell", "pot"):
        assert f"make {verb} " in printed


def test_an_unknown_verb_is_refused(capsys):
    assert command_line.run(["dance"]) == 2
    assert "no verb 'dance'" in capsys.readouterr().err


def test_a_problem_is_one_line_and_a_failure(monkeypatch, capsys):
    def fail(_clone, _arguments):
        raise Problem("Do this.")

    monkeypatch.setattr(lint, "run", fail)
    assert command_line.run(["lint"]) == 1
    assert capsys.readouterr().err == "\nDo this.\n"


def test_an_interruption_says_how_to_go_on(monkeypatch, capsys):
    def interrupt(_clone, _arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(lint, "run", interrupt)
    assert command_line.run(["lint"]) == 130
    assert "Run the same command again" in capsys.readouterr().err


def test_paths_among_the_arguments_of_pytest(clone, make_addon):
    make_addon("sales", ["base"])
    assert test.named_paths(clone.root, ["sales/__manifest__.py::Test::test_x"])
    assert not test.named_paths(clone.root, ["-k", "refund"])


def test_there_is_no_check_without_a_subject(clone):
    checks = lint.checks(clone, clone.root)
    assert checks["mypy"]
    assert not checks["pylint-odoo"] and not checks["oca-po"]


def test_a_new_date_alone_is_no_change_of_terms(tmp_path):
    path = tmp_path / "sales.pot"
    before = HEAD.format("2025", "2025") + 'msgid "Claim"\n'
    path.write_text(before.replace("2025", "2026"))
    assert not pot.keep_when_same(path, before)
    assert path.read_text() == before
    path.write_text(before + 'msgid "Case"\n')
    assert pot.keep_when_same(path, before)
