"""`openmso whatif` as it is typed."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

ON = ("--on", "2026-03-02", "--days", "90")


def test_without_the_director_rosa_loses_what_rests_on_it_from_that_day(run: Run, clinic: Path) -> None:
    said = run("whatif", clinic, "--without", "director", "--from", "2026-03-10", *ON, "--json").json
    assert said["assumed"] == ["without Ada Ahn's appointment as director of Lumen Medical from 2026-03-10"]
    assert said["counts"] == {"lost": 2, "gained": 0, "tied": 0, "freed": 0, "other": 0}
    # From Mar 10 until her license would have ended it anyway.
    assert {(one["person"], one["since"], one["until"]) for one in said["changes"]} == {
        ("rosa", "2026-03-10", "2026-04-13")
    }
    assert {reason["code"] for one in said["changes"] for reason in one["reasons"]} == {"no_appointment"}


def test_a_site_moved_to_a_state_where_nobody_is_licensed_loses_everything(run: Run, clinic: Path) -> None:
    said = run("whatif", clinic, "--move", "dallas=nm", *ON)
    assert said.code == 0
    assert "Dallas Clinic in NM instead of TX" in said.out
    assert "the person holds no RN license good in NM" in said.out


def test_law_that_would_be_unknown_never_reads_as_allowed(run: Run, clinic: Path) -> None:
    said = run(
        "whatif", clinic, "--without-law", "TX:delegation.rule:neuromodulator_injection:RN", *ON, "--json"
    ).json
    assert {(one["before"], one["after"]) for one in said["changes"]} == {("conditional", "unknown")}


def test_assumptions_add_up(run: Run, clinic: Path) -> None:
    said = run("whatif", clinic, "--without", "rosa", "--move", "dallas=NM", *ON, "--json").json
    assert len(said["assumed"]) == 2
    assert said["counts"]["lost"] == 2


def test_what_changes_nothing_says_so(run: Run, clinic: Path) -> None:
    said = run("whatif", clinic, "--without", "rosa", "--from", "2026-05-01", *ON)
    assert "Nothing changes" in said.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say what to assume"),
        (("--without", "zz-top"), "no record 'zz-top'"),
        (("--move", "austin"), "write it as SITE=STATE"),
        (("--move", "austin=ZZ"), "the law pack has no state 'ZZ'"),
        (("--move", "houston=TX"), "no site 'houston'"),
        (("--without-law", "TX:nothing"), "the law says nothing of that"),
        (("--without-law", "nonsense"), "the law says nothing of that"),
        (("--law", "no-such-file.yaml"), "cannot be read"),
    ],
)
def test_what_cannot_be_assumed_leaves_with_2(
    run: Run, clinic: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = run("whatif", clinic, *arguments, *ON)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
