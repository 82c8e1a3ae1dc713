"""`openmso board` as it is typed."""

from pathlib import Path

from tests.cli.conftest import Run

ON = ("--on", "2026-03-02")


def test_piped_every_cell_is_a_line_with_letters_for_weeks(run: Run, clinic: Path) -> None:
    # Rosa's license ends on Apr 12, the last day of the sixth week; fillers were never delegated to her.
    lines = run("board", clinic, "austin", *ON).out.splitlines()
    rosa = [line.split("  ") for line in lines if line.startswith("Rosa Rey, RN")]
    assert [[part.strip() for part in line if part.strip()] for line in rosa] == [
        ["Rosa Rey, RN", "Botox", "◐ Conditional", "CCCCCCBBBBBBB", "1,2 → Apr 13"],
        ["Rosa Rey, RN", "Botox and filler", "– Absent", "AAAAAABBBBBBB", "3 → Apr 13"],
    ]
    assert " 3  no delegation names the person, the procedure and the site  (medical director)" in lines


def test_people_at_other_sites_are_not_on_the_board(run: Run, clinic: Path) -> None:
    said = run("board", clinic, "dallas", *ON, "--json").json
    assert [row["name"] for row in said["people"]] == ["Rosa Rey"]


def test_json_holds_every_stretch(run: Run, clinic: Path) -> None:
    said = run("board", clinic, "austin", *ON, "--days", "60", "--json").json
    assert said["window"] == {"since": "2026-03-02", "until": "2026-05-01"}
    (rosa,) = [row for row in said["people"] if row["person"] == "rosa"]
    assert rosa["cells"][0]["stretches"] == [
        {"since": "2026-03-02", "until": "2026-04-13", "standing": "conditional"},
        {"since": "2026-04-13", "until": "2026-05-01", "standing": "barred"},
    ]


def test_a_site_that_is_not_there_leaves_with_2(run: Run, clinic: Path) -> None:
    answer = run("board", clinic, "houston", *ON)
    assert (answer.code, "no site 'houston'" in answer.err) == (2, True)


def test_a_site_before_anybody_works_there_says_what_to_do(run: Run, clinic: Path) -> None:
    said = run("board", clinic, "austin", "--on", "2020-01-01")
    assert said.code == 0
    assert "Nobody is engaged here in these days. Add an engagement that names the site." in said.out
