"""The counter: a check of a whole network, on the cast, on chance networks, on the examples and the law pack."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Msa, Organization, Site
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.compliance.queries import (
    CATALOG,
    CLAUSE_CODES,
    Finding,
    Severity,
    catalog,
    check,
    controls_document,
)
from openmso.compliance.rules.context import Context
from openmso.law.queries import pack
from openmso.netfile.queries import read
from openmso.timeline.spans import Span
from tests.compliance.worlds import CLEAN, MSA, ON, RECORDS, ROSA, licensed, scene, since

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/network.yaml"))
KEPT = (Organization, Person, Site)
"""What other records name: taking it away makes a network that no reader lets through."""


def test_a_sound_network_has_no_finding() -> None:
    assert check(CLEAN.facts, CLEAN.law, ON) == ()


def test_findings_come_gravest_first() -> None:
    two = scene(
        licensed(ROSA, "RN", span=since(date(2015, 1, 1), date(2026, 5, 1)), verified_on=None),
        without=["msa"],
    )
    found = check(two.facts, two.law, ON)
    assert [one.severity for one in found] == sorted((one.severity for one in found), reverse=True)
    assert found[0].severity is Severity.MUST


def test_the_window_is_the_askers() -> None:
    ending = scene(licensed(ROSA, "RN", span=since(date(2015, 1, 1), date(2027, 1, 11))))
    assert [one.control for one in check(ending.facts, ending.law, ON)] == ["COM-01"]
    assert check(ending.facts, ending.law, ON, window_days=30) == ()


def test_a_judge_that_is_there_is_used() -> None:
    judge = Judge(CLEAN.facts, CLEAN.law)
    judge.verdict(judge.keys()[0], ON.toordinal())
    assert check(CLEAN.facts, CLEAN.law, ON, judge) == ()


def test_the_catalog_is_handed_out() -> None:
    assert catalog() is CATALOG
    assert "change_of_law" in CLAUSE_CODES


def test_the_documentation_is_written_from_the_catalog() -> None:
    page = (ROOT / "docs" / "controls.md").read_text(encoding="utf-8")
    assert page == controls_document(), "write queries.controls_document() to docs/controls.md"


def moved(record: Record, days: int) -> Record:
    """A record with its days moved, where it has days that can be moved."""
    span = getattr(record, "span", None)
    if span is None or isinstance(record, KEPT) or span.first is None:
        return record
    dated: Any = record
    return cast("Record", replace(dated, span=Span(span.start + days, max(span.end, span.start + days + 1))))


LOOSE = [one.id for one in RECORDS if not isinstance(one, KEPT)]


def seen_on(facts: Facts, law: LawBook, finding: Finding, day: date) -> list[Finding]:
    """What the finding's control finds on another day about any of the finding's records."""
    names = {place.record for place in finding.where}
    control = next(one for one in CATALOG if one.id == finding.control)
    found = control(Context(facts, law, Judge(facts, law), day))
    return [one for one in found if names & {place.record for place in one.where}]


@given(
    gone=st.sets(st.sampled_from(LOOSE), max_size=12),
    shift=st.dictionaries(st.sampled_from(LOOSE), st.integers(-900, 900), max_size=12),
    later=st.integers(-800, 800),
)
def test_any_network_that_can_be_read_can_be_checked(
    gone: set[str], shift: dict[str, int], later: int
) -> None:
    records = [moved(one, shift.get(one.id, 0)) for one in RECORDS if one.id not in gone]
    on = ON + timedelta(days=later)
    facts = Facts.of(records)
    found = check(facts, CLEAN.law, on)
    assert found == check(facts, CLEAN.law, on)
    for one in found:
        assert one.since is None or one.since <= on
        assert one.where
        assert all(facts.find(place.record) for place in one.where)
        assert one.what.endswith(".")


@settings(max_examples=20)
@given(
    gone=st.sets(st.sampled_from(LOOSE), max_size=6),
    shift=st.dictionaries(st.sampled_from(LOOSE), st.integers(-900, 900), max_size=6),
)
def test_a_finding_is_there_on_the_day_it_dates_from(gone: set[str], shift: dict[str, int]) -> None:
    facts = Facts.of(moved(one, shift.get(one.id, 0)) for one in RECORDS if one.id not in gone)
    for one in check(facts, CLEAN.law, ON):
        if one.since is not None:
            assert seen_on(facts, CLEAN.law, one, one.since), one


def test_an_empty_network_has_nothing_to_find() -> None:
    assert check(Facts.of([]), CLEAN.law, ON) == ()


def test_records_that_are_silent_are_not_guessed() -> None:
    silent = Msa(
        "msa",
        MSA.mso,
        MSA.practice,
        replace(MSA.fee, set_in_advance=None, depends_on_referrals=None),
        since(),
    )
    spare = scene(silent)
    found = {one.control for one in check(spare.facts, spare.law, ON)}
    assert "FEE-18" in found
    assert not {"FEE-09", "FEE-10"} & found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_the_examples_hold_the_faults_that_networks_have(path: Path) -> None:
    law = pack()
    outcome = read(path, law)
    assert outcome.facts is not None, outcome.problems[:3]
    found = check(outcome.facts, law, ON)
    named = {control.id: control for control in CATALOG}
    assert {one.severity for one in found} == set(Severity)
    for one in found:
        assert one.where, one
        assert all(outcome.facts.find(place.record) for place in one.where), one
        assert one.where[0].source, one
        assert one.what.endswith("."), one
        assert "…" not in one.what, one
        assert {cite.parameter for cite in one.cites} <= set(named[one.control].law), one
        assert one.since is None or one.since <= ON, one
        assert one.since is None or seen_on(outcome.facts, law, one, one.since), one


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_a_finding_about_the_same_records_is_not_there_the_day_before(path: Path) -> None:
    law = pack()
    facts = read(path, law).facts
    assert facts is not None
    for one in check(facts, law, ON):
        if one.since is not None:
            before = seen_on(facts, law, one, one.since - timedelta(days=1))
            same = [each for each in before if (each.where, each.severity) == (one.where, one.severity)]
            assert same == [], one
