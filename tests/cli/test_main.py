"""`openmso` itself."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import openmso
from openmso.cli.main import app
from tests.cli.conftest import Run

COMMANDS = ("ask", "audit", "board", "check", "outlook", "reliance", "whatif")
SLOW = ("rich.table", "pyarrow", "numpy", "ruamel", "rapidfuzz", "jsonschema", "openmso.authority.judge")


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of Python on its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_the_version_is_the_distributions(run: Run) -> None:
    assert run("--version").out == f"openmso {openmso.__version__}\n"


def test_every_command_is_in_the_help_and_explains_itself(run: Run) -> None:
    out = run("--help").out
    for command in COMMANDS:
        assert command in out
        said = run(command, "--help")
        assert said.code == 0
        assert "--json" in said.out


def test_nothing_slow_is_loaded_to_show_the_commands() -> None:
    code = f"import sys, openmso.cli.main; print([name for name in {SLOW!r} if name in sys.modules])"
    assert python(code).stdout.strip() == "[]"


def test_a_command_that_does_not_exist_leaves_with_2(run: Run) -> None:
    assert run("chek").code == 2


EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/network.yaml"))


@pytest.mark.parametrize("network", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_is_answered_by_the_shipped_law(network: Path) -> None:
    on = ("--on", "2026-11-23", "--json")
    check = CliRunner().invoke(app, ["check", str(network), *on])
    assert check.exit_code == 1  # every example holds faults that the law forbids
    assert json.loads(check.stdout)["counts"]["must"] > 0
    for command in ("outlook", "reliance"):
        said = CliRunner().invoke(app, [command, str(network), *on])
        assert said.exit_code == 0
        assert json.loads(said.stdout)["held"] > 0


def test_counsels_own_law_wins_in_a_what_if(tmp_path: Path) -> None:
    path = tmp_path / "counsel.yaml"
    path.write_text(
        "jurisdiction: TX\ndelegation.rule:\n  neuromodulator_injection:\n    RN:\n"
        '      - {value: {leave: prohibited}, since: 2026-12-01, cite: "Counsel\'s memo"}\n'
    )
    group = next(path for path in EXAMPLES if path.parent.name == "med-spa-group")
    said = CliRunner().invoke(app, ["whatif", str(group), "--law", str(path), "--on", "2026-11-23", "--json"])
    assert said.exit_code == 0
    lost = [one for one in json.loads(said.stdout)["changes"] if one["turn"] == "lost"]
    assert lost
    assert {one["procedure"] for one in lost} == {"neuromodulator_injection"}
    assert {reason["code"] for one in lost for reason in one["reasons"]} == {"law_prohibits"}
    assert min(one["since"] for one in lost) == "2026-12-01"
    path.write_text("jurisdiction: TX\ndelegation.rule: never\n")
    refused = CliRunner().invoke(app, ["whatif", str(group), "--law", str(path)])
    assert (refused.exit_code, f"{path}:2" in refused.stderr) == (2, True)


def documented() -> list[tuple[str, str]]:
    """Every option that the page on the command line shows with a command."""
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
    lines = page.replace("\\\n", " ").splitlines()
    typed = [line.partition("openmso ")[2] for line in lines if re.match(r"(\$ )?openmso [a-z]+ \S", line)]
    return [(line.split()[0], option) for line in typed for option in re.findall(r" (--[a-z-]+)", line)]


def test_what_the_documents_show_can_be_typed(run: Run) -> None:
    helps = {command: run(command, "--help").out for command in {command for command, _ in documented()}}
    assert len(helps) == len(COMMANDS)
    missing = [(command, option) for command, option in documented() if option not in helps[command]]
    assert not missing


def test_an_output_that_knows_no_signs_shows_question_marks(clinic: Path) -> None:
    code = (
        "import openmso.law.queries as law; from tests import cast; law.pack = lambda: cast.LAW\n"
        f"from openmso.cli.main import app; app(['board', {str(clinic)!r}, 'austin', '--on', '2026-03-02'])"
    )
    said = python(code, PYTHONIOENCODING="ascii", PYTHONPATH=str(Path(__file__).parents[2]))
    assert (said.returncode, said.stderr) == (0, "")
    assert "? Held" in said.stdout


def test_an_output_that_is_full_is_said_and_no_traceback(clinic: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    code = f"from openmso.cli.main import app; app(['outlook', {str(clinic)!r}, '--on', '2026-03-02'])"
    with full.open("w") as stream:
        said = subprocess.run(
            [sys.executable, "-c", code], stdout=stream, stderr=subprocess.PIPE, text=True, check=False
        )
    assert said.returncode == 2
    assert "No space left on device" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_reader_that_has_seen_enough_is_no_error(clinic: Path) -> None:
    code = f"from openmso.cli.main import app; app(['outlook', {str(clinic)!r}, '--json'])"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as said:
        assert said.stdout
        assert said.stderr
        said.stdout.close()
        assert said.stderr.read() == ""


@pytest.mark.parametrize("closed", [1, 2])
def test_an_output_that_was_closed_is_no_reason_to_fail(clinic: Path, closed: int) -> None:
    code = (
        f"import sys; sys.{'stdout' if closed == 1 else 'stderr'} = None\n"
        f"from openmso.cli.main import app; app(['outlook', {str(clinic)!r}, '--on', '2026-03-02'])"
    )
    said = python(code)
    assert (said.returncode, said.stderr) == (0, "")
