import subprocess
import sys


def run_pytest(folder, source):
    (folder / "test_it.py").write_text(source)
    plugins = ["-p", "no:odoo", "-p", "devtools.no_skips", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, f"--rootdir={folder}", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_skipped_test_fails_the_run_and_is_named(tmp_path):
    source = (
        "import pytest\ndef test_a(): pass\ndef test_b(): pytest.skip('no browser')\n"
    )
    done = run_pytest(tmp_path, source)
    assert done.returncode == 1
    assert "test_it.py::test_b: Skipped: no browser" in done.stdout


def test_a_run_without_skips_passes(tmp_path):
    assert run_pytest(tmp_path, "def test_a(): pass\n").returncode == 0


def test_a_run_without_tests_fails(tmp_path):
    assert run_pytest(tmp_path, "").returncode == 5
