"""At the bedside: what was told, what is missing, what is still to be shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from openmso.authority.answer import Act, Key, Outcome
from openmso.authority.bedside import Shown
from openmso.authority.decide import bedside_of, decide, moment_of
from openmso.authority.facts.bedside import Bedside
from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code
from openmso.authority.terms import Confidence
from openmso.timeline.calendar import NaiveTimeError
from openmso.timeline.spans import Span
from tests.authority.asking import CHICAGO, NOON, READY, decision, told
from tests.cast import (
    AUSTIN,
    BOTOX,
    CAST,
    CONSULT,
    LAW,
    NIA,
    OPENED,
    PEEL,
    ROSA,
    TODAY,
    agreed,
    altered,
    book,
    cast,
    rule,
    says,
)


def missing(bedside: Bedside, law: LawBook = LAW, **more: Any) -> set[Code]:
    """What is missing for Rosa's injection."""
    return {one.code for one in decision(ROSA, BOTOX, bedside, law=law, **more).missing}


def test_everything_told_and_kept_is_allowed() -> None:
    assert decision(ROSA, BOTOX, READY).outcome is Outcome.ALLOW


def test_nothing_told_is_allowed_with_everything_still_to_show() -> None:
    found = decision(ROSA, BOTOX)
    assert found.outcome is Outcome.ALLOW_WITH_CONDITIONS
    assert {one.code for one in found.to_show} == {Code.EXAM, Code.SUPERVISION}


def test_nothing_told_of_a_past_act_of_which_all_was_told_stops_it() -> None:
    found = decision(ROSA, BOTOX, Bedside(complete=True))
    assert found.outcome is Outcome.STOP
    assert {one.code for one in found.missing} == {Code.EXAM, Code.SUPERVISION, Code.CONSENT}


def test_a_bar_stops_and_the_bedside_is_not_looked_at() -> None:
    found = decision(ROSA, BOTOX, told(consent=False), cast(without=["license-rosa"]))
    assert (found.outcome, {one.code for one in found.missing}) == (Outcome.STOP, {Code.UNLICENSED})
    assert not found.to_show


def test_an_absent_ground_stops_and_says_what_fails() -> None:
    found = decision(ROSA, BOTOX, READY, cast(without=["delegation-rosa"]))
    assert (found.outcome, {one.code for one in found.missing}) == (Outcome.STOP, {Code.NO_PAPER})


def test_unknown_law_is_answered_as_unknown() -> None:
    found = decision(ROSA, PEEL, READY)
    assert (found.outcome, {one.code for one in found.missing}) == (Outcome.UNKNOWN, {Code.LAW_UNKNOWN})


def test_consent_refused_stops_and_consent_not_told_is_not_asked() -> None:
    assert missing(told(consent=False)) == {Code.CONSENT}
    assert decision(ROSA, BOTOX, told(consent=None)).outcome is Outcome.ALLOW
    assert missing(told(consent=None, complete=True)) == {Code.CONSENT}


def test_the_conditions_of_a_verdict_and_of_the_patient_are_judged_without_a_decision() -> None:
    judge = Judge(CAST, LAW)
    act = Act(ROSA, BOTOX, AUSTIN, NOON, told(exams=(), consent=False))
    moment = moment_of(act, judge)
    judged = bedside_of(judge.verdict(Key(ROSA, BOTOX, AUSTIN), moment.day), moment)
    assert {reason.code: how for reason, how in judged} == {
        Code.EXAM: Shown.TO_SHOW,
        Code.SUPERVISION: Shown.MET,
        Code.CONSENT: Shown.MISSING,
    }


def test_a_patient_in_another_state_stops() -> None:
    assert missing(told(patient_state="NM")) == {Code.PATIENT_STATE}
    assert decision(ROSA, BOTOX, told(patient_state=None, complete=True)).outcome is Outcome.ALLOW


def test_what_counsel_has_to_say_cannot_be_told_at_the_bedside() -> None:
    weak = rule("RN", BOTOX, supervision="remote", exam_first=True)
    found = decision(ROSA, BOTOX, told(complete=True), law=book(replace(weak, confidence=Confidence.LOW)))
    assert found.outcome is Outcome.ALLOW_WITH_CONDITIONS
    assert {one.code for one in found.to_show} == {Code.COUNSEL}


def test_caps_scope_and_distance_stay_to_be_shown_even_when_all_was_told() -> None:
    complete = told(complete=True)
    capped = book(says("np.max_per_physician", {"max": 0, "counts": ("NP",)}))
    assert {one.code for one in decision(NIA, CONSULT, complete, law=capped).to_show} == {Code.OVER_CAP}
    no_rules = book(silent_on=["delegation.rule"])
    assert {one.code for one in decision(NIA, BOTOX, complete, law=no_rules).to_show} == {Code.GENERAL_SCOPE}
    near = book(says("medical_director.distance", {"miles": 60}))
    lost = cast(altered(Site, AUSTIN, longitude=None), agreed(NIA, by="ben"))
    assert {one.code for one in decision(NIA, CONSULT, complete, lost, near).to_show} == {
        Code.DISTANCE_UNKNOWN
    }


UNTIL_TODAY = cast(altered(Appointment, "appointment-ada", span=Span.of(OPENED, TODAY)))


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (datetime(2026, 3, 2, 5, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 2, 6, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 1, 23, 59, tzinfo=CHICAGO), True),
        (datetime(2026, 3, 2, 0, 0, tzinfo=CHICAGO), False),
    ],
)
def test_the_day_of_an_act_is_the_civil_day_of_the_site(at: datetime, allowed: bool) -> None:
    found = decision(ROSA, BOTOX, facts=UNTIL_TODAY, at=at)
    assert (found.outcome is not Outcome.STOP) == allowed


@pytest.mark.parametrize(("minute", "day"), [(59, 8), (60, 9)])
def test_the_day_the_clocks_go_forward_ends_an_hour_earlier(minute: int, day: int) -> None:
    at = datetime(2026, 3, 9, 4, tzinfo=UTC) + timedelta(minutes=minute)
    assert decision(ROSA, BOTOX, at=at).day == datetime(2026, 3, day, tzinfo=UTC).date().toordinal()


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveTimeError):
        decide(Act(ROSA, BOTOX, AUSTIN, datetime(2026, 3, 2, 12)), Judge(CAST, LAW))  # noqa: DTZ001 - the point


def test_a_stop_names_the_nearest_day_on_which_it_held() -> None:
    nearest = decision(ROSA, BOTOX, facts=UNTIL_TODAY, at=NOON + timedelta(days=9)).nearest_held
    assert nearest == TODAY.toordinal() - 1
    never = decision(ROSA, BOTOX, facts=cast(without=["delegation-rosa"]))
    assert never.nearest_held is None
    later = cast(altered(Appointment, "appointment-ada", span=Span.of(TODAY + timedelta(days=5))))
    assert decision(ROSA, BOTOX, facts=later).nearest_held == TODAY.toordinal() + 5


@pytest.mark.parametrize(("day", "nearest"), [(-1, -4), (0, -4), (1, 4)], ids=["before", "as near", "after"])
def test_within_a_gap_the_nearer_of_its_two_edges_is_named_the_earlier_of_two_as_near(
    day: int, nearest: int
) -> None:
    ends, begins = TODAY - timedelta(days=3), TODAY + timedelta(days=4)
    facts = cast(
        altered(Appointment, "appointment-ada", span=Span.of(OPENED, ends)),
        altered(Appointment, "appointment-ada", id="appointment-again", span=Span.of(begins)),
    )
    found = decision(ROSA, BOTOX, facts=facts, at=NOON + timedelta(days=day))
    assert (found.outcome, found.nearest_held) == (Outcome.STOP, TODAY.toordinal() + nearest)


def test_one_judge_asked_of_days_before_and_after_a_change_says_what_a_new_one_says() -> None:
    ended = altered(License, "license-rosa", span=Span.of(OPENED, TODAY + timedelta(days=30)))
    facts = cast(ended)
    judge = Judge(facts, LAW)
    days = [0, 40, 0, 60, 40]
    acts = [Act(ROSA, BOTOX, AUSTIN, NOON + timedelta(days=one), READY) for one in days]
    said = [decide(one, judge) for one in acts]
    assert said == [decide(one, Judge(facts, LAW)) for one in acts]
    assert [one.outcome for one in said] == [
        Outcome.ALLOW,
        Outcome.STOP,
        Outcome.ALLOW,
        Outcome.STOP,
        Outcome.STOP,
    ]
