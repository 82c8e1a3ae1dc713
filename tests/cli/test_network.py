"""Reading what a command is asked about."""

from pathlib import Path

import pytest

from tests.cli.conftest import NETWORKS, Run

COMMANDS = (
    ("check",),
    ("ask", "--who", "a", "--what", "b", "--where", "c"),
    ("board", "austin"),
    ("outlook",),
    ("reliance",),
    ("whatif", "--without", "rosa"),
    ("audit", "acts.csv"),
)


def typed(command: tuple[str, ...], network: Path) -> tuple[str | Path, ...]:
    """The command with the network in its place."""
    return (command[0], network, *command[1:])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_prints_all_problems_of_the_file_with_their_lines(
    run: Run, command: tuple[str, ...]
) -> None:
    said = run(*typed(command, NETWORKS / "broken.yaml"))
    assert (said.code, said.out) == (2, "")
    assert "broken.yaml cannot be used: 3 problems" in said.err
    assert [line for line in (4, 6, 10) if f"broken.yaml:{line}: " in said.err] == [4, 6, 10]
    assert "Traceback" not in said.err


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_with_json_the_problems_are_json_too(run: Run, command: tuple[str, ...]) -> None:
    said = run(*typed(command, NETWORKS / "broken.yaml"), "--json")
    assert said.code == 2
    assert [one["line"] for one in said.json["problems"]] == [4, 6, 10]
    assert said.json["problems"][0]["meant"] == "practice"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"just words",
        b"- a\n- b\n",
        b"version: 1\n  bad: [\n",
        b"{" * 5000,
        b"version: 99\n",
        b"a: &a [*a]\n",
    ],
    ids=["empty", "binary", "text", "list", "malformed", "deep", "version", "cycle"],
)
def test_junk_of_any_kind_leaves_with_2_and_one_clear_message(
    run: Run, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "network.yaml"
    path.write_bytes(content)
    said = run("outlook", path)
    assert (said.code, said.out) == (2, "")
    assert "cannot be used" in said.err


def test_a_file_that_is_not_there_leaves_with_2(run: Run, tmp_path: Path) -> None:
    assert run("outlook", tmp_path / "none.yaml").code == 2
    assert run("outlook", tmp_path).code == 2


@pytest.mark.parametrize("day", ["2026-13-01", "soon", "0001-01-01", "9999-12-31", ""])
def test_a_day_that_is_none_leaves_with_2(run: Run, clinic: Path, day: str) -> None:
    assert run("outlook", clinic, "--on", day).code == 2


PAPERS = """
msas:
  papers:
    mso: lumen-medical
    practice: lumen-medical
    since: 2024-01-01
    fee: {model: flat}
    reserved_powers: [diagnosis_and_treatement, x_ours]
    clauses: {non_compete: none, x_ours: true}
"""


def test_a_misspelt_clause_or_power_is_a_mistake_with_the_word_that_was_meant(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    path = tmp_path / "network.yaml"
    path.write_text(clinic.read_text(encoding="utf-8") + PAPERS, encoding="utf-8")
    said = run("outlook", path, "--json")
    assert said.code == 2
    assert [one["meant"] for one in said.json["problems"]] == ["diagnosis_and_treatment", "noncompete"]


def test_a_misspelt_duty_is_a_mistake_too(run: Run, clinic: Path, tmp_path: Path) -> None:
    path = tmp_path / "network.yaml"
    text = clinic.read_text(encoding="utf-8")
    path.write_text(text.replace("{person: ada, practice", "{duties: [chart_reviews], person: ada, practice"))
    said = run("outlook", path)
    assert said.code == 2
    assert 'did you mean "chart_review"?' in said.err
