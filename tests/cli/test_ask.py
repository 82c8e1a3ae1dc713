"""`openmso ask` as it is typed."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run, Said

ROSA = ("--who", "rosa", "--what", "neuromod", "--where", "austin")
BEFORE, AFTER = ("--when", "2026-03-02T10:00"), ("--when", "2026-05-12")


@pytest.fixture
def ask(run: Run, clinic: Path) -> Run:
    """Asks the clinic."""

    def asks(*arguments: str | Path) -> Said:
        return run("ask", clinic, *arguments)

    return asks


def test_an_act_with_conditions_open_may_go_ahead_if_they_are_shown(ask: Run) -> None:
    said = ask(*ROSA, *BEFORE, "--json")
    assert said.code == 0
    assert said.json["outcome"] == "allow_with_conditions"
    assert {one["code"] for one in said.json["to_show"]} == {"exam", "supervision"}
    assert said.json["at"] == "2026-03-02T10:00:00-06:00"


def test_what_is_told_at_the_bedside_meets_the_conditions(ask: Run) -> None:
    told = ("--exam-by", "NP:video:30", "--supervisor", "MD:available:20", "--consent", "--state", "TX")
    said = ask(*ROSA, *BEFORE, *told, "--json")
    assert (said.code, said.json["outcome"], said.json["to_show"]) == (0, "allow", [])


def test_a_named_situation_of_the_file_is_the_bedside(ask: Run) -> None:
    assert ask(*ROSA, *BEFORE, "--bedside", "ready", "--json").json["outcome"] == "allow"
    refused = ask(*ROSA, *BEFORE, "--bedside", "redy")
    assert (refused.code, "it names: ready" in refused.err) == (2, True)


def test_an_exam_longer_ago_than_it_is_good_for_stops_the_act(ask: Run) -> None:
    # The miniature law lets an exam count for 12 months.
    said = ask(*ROSA, *BEFORE, "--exam-by", "NP:video:500", "--json")
    assert (said.code, said.json["outcome"]) == (1, "stop")
    assert [one["code"] for one in said.json["missing"]] == ["exam"]


def test_in_a_complete_bedside_what_is_not_told_is_missing(ask: Run) -> None:
    said = ask(*ROSA, *BEFORE, "--complete", "--json")
    assert said.code == 1
    assert {one["code"] for one in said.json["missing"]} == {"exam", "supervision", "consent"}


def test_a_broken_link_stands_out_and_says_since_when_who_mends_it_and_when_it_held(ask: Run) -> None:
    said = ask(*ROSA, *AFTER)
    assert said.code == 1
    for part in (
        "⊘ Stop",
        "✗  license",
        "BROKEN",
        "broken since Apr 13, for 29 days; held through Apr 12",
        "mended by: the person, with HR",
        "clinic.yaml:39",
        "The nearest day with authority: Apr 12, 30 days earlier.",
    ):
        assert part in said.out


def test_the_chain_as_json_says_which_link_is_broken_and_where_it_was_read(ask: Run) -> None:
    (broken,) = [link for link in ask(*ROSA, *AFTER, "--json").json["chain"] if link["holds"] is False]
    assert broken["kind"] == "license"
    assert broken["broken"] == {"since": "2026-04-13", "until": None}
    assert broken["record"]["id"] == "rosa/license/tx-rn"
    assert broken["record"]["source"].endswith("clinic.yaml:39")


def test_an_act_that_nobody_ever_authorizes_says_so(ask: Run) -> None:
    said = ask("--who", "rosa", "--what", "laser", "--where", "austin", *BEFORE)
    assert said.code == 1
    assert "There is no day on which the papers give authority" in said.out


def test_the_law_is_quoted_with_its_citation(ask: Run) -> None:
    out = ask(*ROSA, *BEFORE).out
    assert "neuromodulator injection by RN: permitted, supervision remote, exam first" in out
    assert "TX: TX code on delegation.rule · high confidence" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--who", "zz", "--what", "laser", "--where", "austin"), "no person 'zz'"),
        (("--who", "rosa", "--what", "injection", "--where", "austin"), "could be any of these"),
        (("--who", "rosa", "--what", "laser", "--where", "Clinic"), "dallas  (Dallas Clinic)"),
        ((*ROSA, "--when", "soon"), "'soon' is no moment"),
        ((*ROSA, "--exam-by", "QQ"), "'QQ' is none of"),
        (("--who", "rosa"), "--what"),
    ],
)
def test_what_cannot_be_asked_leaves_with_2_and_says_why(
    ask: Run, arguments: tuple[str, ...], said: str
) -> None:
    answer = ask(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
