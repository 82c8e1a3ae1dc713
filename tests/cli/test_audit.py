"""`openmso audit` as it is typed."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HEADER = "act,person,procedure,site,at,exam_role,exam_mode,exam_at,supervisor_role,supervision,consent\n"
GOOD = "1,rosa,neuromodulator_injection,austin,2026-03-02T10:00,MD,in_person,2026-02-01,MD,on_site,true\n"
LATE = "=2,rosa,neuromodulator_injection,austin,2026-05-02T10:00,MD,in_person,2026-02-01,MD,on_site,true\n"
JUNK = "3,rosa\n"


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """A file with one good act, one after Rosa's license lapsed, and one junk row."""
    path = tmp_path / "acts.csv"
    path.write_text(HEADER + GOOD + LATE + JUNK)
    return path


def test_the_summary_counts_every_row(run: Run, clinic: Path, acts: Path) -> None:
    said = run("audit", clinic, acts, "--json")
    assert said.code == 1
    assert (said.json["rows"], said.json["judged"], said.json["rejected"]) == (3, 2, 1)
    assert said.json["outcomes"] == {"allow": 1, "allow_with_conditions": 0, "stop": 1, "unknown": 0}
    assert [(one["code"], one["acts"]) for one in said.json["reasons"]] == [("unlicensed", 1)]
    assert said.json["people"][0]["name"] == "Rosa Rey"


def test_junk_goes_to_a_reject_file_with_its_line_and_why(run: Run, clinic: Path, acts: Path) -> None:
    said = run("audit", clinic, acts)
    rejects = acts.with_name("acts.csv.rejects.csv")
    rows = list(csv.DictReader(rejects.read_text().splitlines()))
    assert [(row["row"], row["why"]) for row in rows] == [("4", "2 fields where the header has 11")]
    assert json.loads(rows[0]["cells"]) == {"line": "3,rosa"}
    assert str(rejects) in said.out


def test_failing_acts_are_written_with_their_reasons(
    run: Run, clinic: Path, acts: Path, tmp_path: Path
) -> None:
    run("audit", clinic, acts, "--reasons", tmp_path / "why.csv", "--rejects", tmp_path / "no.ndjson")
    (row,) = csv.DictReader((tmp_path / "why.csv").read_text().splitlines())
    assert (row["row"], row["outcome"], row["standing"]) == ("3", "stop", "barred")
    assert row["reasons"] == "the person holds no RN license good in TX"
    assert row["act"] == "'=2"  # no spreadsheet runs it as a formula
    assert json.loads((tmp_path / "no.ndjson").read_text())["row"] == 4


def test_clean_acts_leave_with_0_and_write_no_rejects(run: Run, clinic: Path, acts: Path) -> None:
    acts.write_text(HEADER + GOOD)
    assert run("audit", clinic, acts).code == 0
    assert list(acts.parent.iterdir()) == [acts]


def test_a_file_without_the_bedside_is_judged_by_standing_alone(run: Run, clinic: Path, acts: Path) -> None:
    acts.write_text("person,procedure,site,at\nrosa,neuromodulator_injection,austin,2026-03-02T10:00\n")
    partial, complete = (
        run("audit", clinic, acts, "--json"),
        run("audit", clinic, acts, "--complete", "--json"),
    )
    assert (partial.code, partial.json["outcomes"]["allow_with_conditions"]) == (0, 1)
    assert (complete.code, complete.json["outcomes"]["stop"]) == (1, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("person,procedure\nrosa,x\n", "the column 'site' is missing"),
        ("person,procedure,site,at,exam_roll\n", "did you mean exam_role?"),
    ],
)
def test_a_file_that_cannot_be_used_leaves_with_2(
    run: Run, clinic: Path, acts: Path, content: str, said: str
) -> None:
    acts.write_text(content)
    answer = run("audit", clinic, acts)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_reject_file_that_cannot_be_written_leaves_with_2(run: Run, clinic: Path, acts: Path) -> None:
    answer = run("audit", clinic, acts, "--rejects", acts.parent / "no" / "folder.csv")
    assert answer.code == 2
    assert "cannot be written" in answer.err
    assert run("audit", clinic, acts, "--reasons", "why.txt").code == 2
