"""`openmso law` on the small pack of the law room's tests and on the shipped one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from openmso.cli.main import app
from openmso.law import queries
from tests.law.conftest import NP_FILE, Draft, small_pack

CASE = '- name: "full"\n  ask: np.authority\n  on: 2026-09-01\n  expect: full\n  because: "Tex. Code 1"\n'


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    """The small pack of the law room's tests."""
    return small_pack(tmp_path)


def run(*words: str | Path) -> Result:
    """One command line."""
    return CliRunner().invoke(app, ["law", *map(str, words)])


def answered(*words: str | Path) -> Any:
    """What a command answers as JSON."""
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_check_says_that_a_good_pack_is_good(draft: Draft) -> None:
    result = run("check", draft.write("tx/cases/np.yaml", CASE).root)
    assert result.exit_code == 0
    assert result.stdout == "4 statements, 0 problems; 1 case judged, 0 failed\n"


def test_check_tells_every_problem_with_file_and_line(draft: Draft) -> None:
    draft.edit(NP_FILE, "value: reduced", "value: reducd").edit(
        NP_FILE, "confidence: high", "confidence: sure"
    )
    result = run("check", draft.root)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        f"{draft.root}/{NP_FILE}:2: value is 'reducd', which is not one of its codes; did you mean 'reduced'?",
        f"{draft.root}/{NP_FILE}:8: confidence is 'sure'; expected high, medium, low",
    ]


def test_check_tells_failed_cases(draft: Draft) -> None:
    result = run(
        "check", draft.write("tx/cases/np.yaml", CASE.replace("expect: full", "expect: reduced")).root
    )
    assert result.exit_code == 1
    assert "case 'full': TX np.authority on 2026-09-01 says full; expected reduced" in result.stdout


def test_check_tells_a_failed_scene_in_the_words_of_the_case(draft: Draft) -> None:
    scene = CASE.replace("ask: np.authority", "given: {role: RN, procedure: laser}")
    scene = scene.replace("expect: full", "expect: {standing: held, bars: [], outcome: unknown}")
    result = run("check", draft.write("tx/cases/np.yaml", scene).root)
    assert result.exit_code == 1
    assert (
        "case 'full': TX the scene on 2026-09-01 says standing: unknown, bars: [law_unknown], outcome: unknown; "
        "expected standing: held, bars: [], outcome: unknown" in result.stdout.replace("\n", " ")
    )


def test_check_of_no_folder_is_unusable_input(tmp_path: Path) -> None:
    result = run("check", tmp_path / "none")
    assert result.exit_code == 2
    assert "there is no folder" in result.stderr


def test_check_answers_as_json(draft: Draft) -> None:
    result = run("check", draft.edit(NP_FILE, "value: reduced", "value: reducd").root, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["good"], found["problems"][0]["path"], found["problems"][0]["line"]) == (False, NP_FILE, 2)


def test_show_tells_value_days_source_and_confidence() -> None:
    (one,) = queries.pack().said("TX", "np.authority")
    result = run("show", "tx", "np.authority")
    assert result.exit_code == 0
    for part in (
        "NP practice authority",
        str(one.value),
        one.cite,
        f"{one.confidence.name.lower()} confidence",
    ):
        assert part in result.stdout


def test_show_on_a_day_leaves_out_what_no_longer_holds() -> None:
    for day, shown in (("2025-08-31", "conditional"), ("2025-09-01", "prohibited")):
        found = answered("show", "TX", "delegation", "--on", day)
        values = [one["value"]["leave"] for one in found if one["key"] == ["iv_therapy", "MA"]]
        assert values == [shown], "HB 3749 of Texas took effect on 2025-09-01"


def test_table_has_every_state_once() -> None:
    found = answered("table", "np.authority", "--on", "2026-11-23")
    states = {*found["answers"], *found["unresearched"]}
    assert len(states) == len(found["answers"]) + len(found["unresearched"]) == 51


def test_table_prints_groups_notes_and_sources() -> None:
    text = run("table", "delegation.rule", "microneedling", "EST", "--on", "2026-11-23").stdout
    places = [
        text.index(head)
        for head in ("\nConditional (", "\nProhibited (", "\nUnresearched (", "\nNotes", "\nSources")
    ]
    assert places == sorted(places)
    assert "Not legal advice" in text


def test_table_says_which_key_is_wanted() -> None:
    result = run("table", "delegation.rule")
    assert result.exit_code == 2
    assert "delegation.rule is asked with PROCEDURE ROLE" in result.stderr


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("table", "np.autority"), "did you mean np.authority"),
        (("table", "delegation.rule", "microneedlin", "EST"), "did you mean microneedling"),
        (("show", "TXX"), "did you mean TX"),
        (("show", "TX", "delegations"), "did you mean delegation"),
        (("explain", "np.autority"), "did you mean np.authority"),
        (("diff", "2020.01.0"), "there is no version, folder or file '2020.01.0'"),
    ],
)
def test_what_there_is_not_is_refused_with_a_hint(words: tuple[str, ...], hint: str) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert hint in result.stderr


def test_diff_of_a_pack_with_itself_is_nothing(draft: Draft) -> None:
    assert run("diff", draft.root, draft.root).stdout == "No difference.\n"


def test_diff_tells_what_a_file_of_statements_would_change(tmp_path: Path) -> None:
    path = tmp_path / "bill.yaml"
    path.write_text(
        'jurisdiction: TX\nnp.authority:\n  - value: full\n    since: 2027-01-01\n    note: "a bill"\n'
    )
    assert not answered("diff", path, "--on", "2026-12-31")
    (change,) = answered("diff", path, "--on", "2027-01-01")
    assert (change["jurisdiction"], change["kind"], change["after"][0]["value"]) == ("TX", "changed", "full")


def test_diff_of_a_broken_file_tells_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "bill.yaml"
    path.write_text(
        "jurisdiction: TX\nnp.authority:\n  - value: ful\n    since: 2027-01-01\n    note: a bill\n"
    )
    result = run("diff", path)
    assert result.exit_code == 2
    assert "bill.yaml:3: value is 'ful'" in result.stderr


def test_coverage_counts_and_writes(draft: Draft) -> None:
    found = answered("coverage", draft.root)
    assert [one["code"] for one in found["jurisdictions"]] == ["TX", "US"]
    assert run("coverage", draft.root, "--write").exit_code == 0
    assert (draft.root / "coverage.yaml").is_file()
    assert "TX" in run("coverage", draft.root).stdout


def test_explain_tells_question_codes_and_silence() -> None:
    text = run("explain", "np.authority").stdout
    assert "full, reduced or restricted" in text
    assert "Nothing said means:" in text
    assert answered("explain", "delegation.rule")["parameter"]["keys"] == ["procedure", "role"]
