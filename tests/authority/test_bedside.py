"""Conditions at the bedside: exam, supervision, order, limits, first visit, attestations."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from openmso.authority.answer import Outcome
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.facts.oversight import StandingOrder
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code
from openmso.authority.terms import ExamMode, Supervision
from tests.authority.asking import CHICAGO, EXAM, HOUR, NEAR, NOON, READY, decision, told
from tests.cast import (
    ADA,
    BOTOX,
    DRIP,
    ESTHER,
    FILLER,
    LAW,
    NIA,
    PEEL,
    ROSA,
    altered,
    book,
    cast,
    rule,
    says,
)

WITHOUT_ORDER = cast(without=["standing-order"])


def missing(bedside: Bedside, law: LawBook = LAW, **more: Any) -> set[Code]:
    """What is missing for Rosa's injection."""
    return {one.code for one in decision(ROSA, BOTOX, bedside, law=law, **more).missing}


@pytest.mark.parametrize(
    ("exam", "good"),
    [
        (EXAM, True),
        (replace(EXAM, role="MD", mode=ExamMode.VIDEO), True),
        (replace(EXAM, at=NOON), True),
        (replace(EXAM, at=NOON + timedelta(minutes=1)), False),
        (replace(EXAM, mode=ExamMode.ASYNC), False),
        (replace(EXAM, mode=ExamMode.PHONE), False),
        (replace(EXAM, role="RN"), False),
        (replace(EXAM, procedures=frozenset({BOTOX})), True),
        (replace(EXAM, procedures=frozenset({FILLER})), False),
        (replace(EXAM, person=""), False),
    ],
    ids=[
        "np",
        "by video",
        "at the moment",
        "after",
        "async",
        "phone",
        "nurse",
        "for it",
        "for filler",
        "by nobody",
    ],
)
def test_an_exam_counts_by_role_mode_time_and_procedure(exam: Exam, good: bool) -> None:
    assert missing(told(exams=(exam,))) == (set() if good else {Code.EXAM})


def test_one_good_exam_among_several_is_enough() -> None:
    assert missing(told(exams=(replace(EXAM, role="RN"), EXAM))) == set()


@pytest.mark.parametrize(
    ("examined", "acted", "good"),
    [
        (datetime(2025, 3, 2, 15, tzinfo=CHICAGO), datetime(2026, 3, 2, 16, tzinfo=CHICAGO), True),
        (datetime(2025, 3, 1, 15, tzinfo=CHICAGO), datetime(2026, 3, 2, 9, tzinfo=CHICAGO), False),
        (datetime(2024, 2, 29, 15, tzinfo=CHICAGO), datetime(2025, 2, 28, 16, tzinfo=CHICAGO), True),
        (datetime(2024, 2, 29, 15, tzinfo=CHICAGO), datetime(2025, 3, 1, 9, tzinfo=CHICAGO), False),
        # 04:00 UTC on 2 March is still 1 March in Chicago.
        (datetime(2025, 3, 2, 4, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=CHICAGO), False),
    ],
    ids=["to the day", "a day over", "leap day", "leap day over", "by the site's calendar"],
)
def test_an_exam_is_good_for_its_calendar_months(examined: datetime, acted: datetime, good: bool) -> None:
    bedside = told(exams=(replace(EXAM, at=examined),))
    assert (Code.EXAM not in missing(bedside, at=acted)) == good


def test_an_exam_on_the_last_day_of_a_month_is_good_to_the_last_day_of_a_shorter_one() -> None:
    law = book(rule("RN", BOTOX, supervision="remote", exam_first=True, exam_validity_months=1))
    bedside = told(exams=(replace(EXAM, at=datetime(2026, 1, 31, 9, tzinfo=CHICAGO)),))
    assert missing(bedside, law, at=datetime(2026, 2, 28, 23, tzinfo=CHICAGO)) == set()
    assert missing(bedside, law, at=datetime(2026, 3, 1, 0, tzinfo=CHICAGO)) == {Code.EXAM}


def test_the_rules_own_examiners_modes_and_months_go_before_the_states() -> None:
    own = rule(
        "RN",
        BOTOX,
        supervision="remote",
        exam_first=True,
        exam_by=("MD",),
        exam_modes=("async",),
        exam_validity_months=24,
    )
    doctor = replace(EXAM, role="MD", mode=ExamMode.ASYNC, at=NOON - timedelta(days=700))
    assert missing(told(exams=(doctor,)), book(own)) == set()
    assert missing(told(exams=(EXAM,)), book(own)) == {Code.EXAM}


def test_video_counts_only_where_the_state_lets_exams_be_by_telehealth() -> None:
    law = book(says("initial_exam.telehealth_allowed", "prohibited"))
    assert missing(told(exams=(replace(EXAM, mode=ExamMode.VIDEO),)), law) == {Code.EXAM}
    assert missing(READY, law) == set()


def test_without_a_number_an_exam_is_good_for_a_year_and_without_a_list_practitioners_examine() -> None:
    law = book(silent_on=["initial_exam.validity_months", "initial_exam.performed_by"])
    assert missing(told(exams=(replace(EXAM, at=NOON - timedelta(days=365)),)), law) == set()
    assert missing(told(exams=(replace(EXAM, at=NOON - timedelta(days=366)),)), law) == {Code.EXAM}


def test_who_examines_may_be_who_acts() -> None:
    law = book(rule("NP", BOTOX, exam_first=True))
    assert decision(NIA, BOTOX, told(exams=(EXAM,)), law=law).outcome is Outcome.ALLOW


@pytest.mark.parametrize(
    ("presence", "good"),
    [
        (NEAR, True),
        (replace(NEAR, near=Supervision.ON_SITE), True),
        (replace(NEAR, near=Supervision.INDEPENDENT), False),
        (replace(NEAR, person=NIA, role="NP"), True),
        (replace(NEAR, role="RN"), False),
        (replace(NEAR, person=ROSA), False),
    ],
    ids=["reachable", "on site", "nowhere", "an NP", "a nurse", "herself"],
)
def test_somebody_entitled_is_near_enough(presence: Presence, good: bool) -> None:
    assert missing(told(presences=(presence,))) == (set() if good else {Code.SUPERVISION})


@pytest.mark.parametrize(
    ("alternative", "presence", "good"),
    [
        ({"mode": "available", "minutes": 30}, {"near": Supervision.AVAILABLE, "minutes": 30}, True),
        ({"mode": "available", "minutes": 30}, {"near": Supervision.AVAILABLE, "minutes": 31}, False),
        ({"mode": "available", "minutes": 30}, {"near": Supervision.AVAILABLE}, False),
        ({"mode": "available", "minutes": 30}, {"near": Supervision.REMOTE, "minutes": 5}, False),
        ({"mode": "remote", "miles": 60}, {"near": Supervision.REMOTE, "miles": 60.0}, True),
        ({"mode": "remote", "miles": 60}, {"near": Supervision.REMOTE, "miles": 60.1}, False),
        ({"mode": "remote", "contiguous_county": True}, {"contiguous_county": True}, True),
        ({"mode": "remote", "contiguous_county": True}, {"contiguous_county": False}, False),
        ({"mode": "remote", "contiguous_county": True}, {}, False),
        ({"mode": "remote", "by": ("RN",)}, {"role": "RN"}, True),
        ({"mode": "remote", "by": ("RN",)}, {"role": "MD"}, False),
        ({"mode": "remote"}, {"role": "RN"}, False),
        ({"mode": "remote", "by": ("RN",)}, {"role": "RN", "person": ROSA}, False),
    ],
)
def test_another_way_of_supervision_must_be_kept_in_every_number(
    alternative: dict[str, Any], presence: dict[str, Any], good: bool
) -> None:
    law = book(rule("RN", BOTOX, supervision="on_site", exam_first=True, supervision_or=(alternative,)))
    near = replace(NEAR, near=Supervision.REMOTE) if not presence else replace(NEAR, **presence)
    assert missing(told(presences=(near,)), law) == (set() if good else {Code.SUPERVISION})


@pytest.mark.parametrize(
    ("order", "good"),
    [
        (Order(ADA, "MD", NOON), True),
        (Order(NIA, "NP", NOON - HOUR, frozenset({BOTOX})), True),
        (Order(ADA, "MD", NOON + HOUR), False),
        (Order(ADA, "MD", NOON, frozenset({FILLER})), False),
        (Order(ROSA, "RN", NOON), False),
    ],
    ids=["by a physician", "by an NP", "later", "for filler", "by a nurse"],
)
def test_an_order_for_the_patient_stands_in_for_a_standing_order(order: Order, good: bool) -> None:
    found = decision(ROSA, BOTOX, told(orders=(order,)), WITHOUT_ORDER)
    assert {one.code for one in found.missing} == (set() if good else {Code.ORDER})


def test_without_a_standing_order_an_order_is_still_to_be_shown() -> None:
    assert {one.code for one in decision(ROSA, BOTOX, READY, WITHOUT_ORDER).to_show} == {Code.ORDER}


def test_who_may_order_a_drip_is_said_by_the_law_of_drips() -> None:
    facts = cast(altered(StandingOrder, "standing-order", procedures=frozenset({BOTOX})))
    law = book(says("iv_therapy.may_order", ("MD",)))
    by_np, by_md = told(orders=(Order(NIA, "NP", NOON),)), told(orders=(Order(ADA, "MD", NOON),))
    assert {one.code for one in decision(ROSA, DRIP, by_np, facts, law).missing} == {Code.ORDER}
    assert decision(ROSA, DRIP, by_md, facts, law).outcome is Outcome.ALLOW
    silent = book(silent_on=["iv_therapy.may_order"])
    assert decision(ROSA, DRIP, by_np, facts, silent).outcome is Outcome.ALLOW


def limited(**limits: Any) -> LawBook:
    """The law by which Esther peels within limits."""
    return book(rule("EST", PEEL, supervision="independent", exam_first=False, limits=limits))


@pytest.mark.parametrize(
    ("limits", "bedside", "outcome"),
    [
        ({"peel_strength_pct_max": 30}, {"measures": {"peel_strength_pct": Decimal(30)}}, Outcome.ALLOW),
        ({"peel_strength_pct_max": 30}, {"measures": {"peel_strength_pct": Decimal("30.1")}}, Outcome.STOP),
        ({"peel_strength_pct_max": 30}, {"measures": {"peel_ph": Decimal(3)}}, Outcome.ALLOW_WITH_CONDITIONS),
        ({"peel_ph_min": 3}, {"measures": {"peel_ph": Decimal(3)}}, Outcome.ALLOW),
        ({"peel_ph_min": 3}, {"measures": {"peel_ph": Decimal("2.9")}}, Outcome.STOP),
        ({"never_areas": ("eye",)}, {"areas": frozenset({"cheek"})}, Outcome.ALLOW),
        ({"never_areas": ("eye",)}, {"areas": frozenset({"cheek", "eye"})}, Outcome.STOP),
        ({"never_areas": ("eye",)}, {}, Outcome.ALLOW_WITH_CONDITIONS),
        ({"layer": "stratum_corneum"}, {"attested": frozenset({"layer: stratum_corneum"})}, Outcome.ALLOW),
        (
            {"layer": "stratum_corneum"},
            {"attested": frozenset({"layer: dermis"})},
            Outcome.ALLOW_WITH_CONDITIONS,
        ),
        ({"layer": "stratum_corneum"}, {"complete": True}, Outcome.STOP),
        ({"peel_ph_min": 3}, {"complete": True}, Outcome.STOP),
    ],
)
def test_limits_of_the_law_are_kept_broken_or_not_told(
    limits: dict[str, Any], bedside: dict[str, Any], outcome: Outcome
) -> None:
    found = decision(ESTHER, PEEL, told(**bedside), law=limited(**limits))
    assert found.outcome is outcome
    assert {one.code for one in (*found.missing, *found.to_show)} <= {Code.LIMIT}


def test_each_limit_is_a_condition_of_its_own() -> None:
    found = decision(
        ESTHER,
        PEEL,
        told(measures={"peel_ph": Decimal(4)}),
        law=limited(peel_ph_min=3, peel_strength_pct_max=30),
    )
    assert [one.details["limit"] for one in found.to_show] == ["peel_strength_pct_max"]


@pytest.mark.parametrize(
    ("first_visit", "complete", "outcome"),
    [
        (True, False, Outcome.ALLOW),
        (False, False, Outcome.STOP),
        (None, False, Outcome.ALLOW_WITH_CONDITIONS),
        (None, True, Outcome.STOP),
    ],
)
def test_a_first_visit_in_person_is_kept_broken_or_not_told(
    first_visit: bool | None, complete: bool, outcome: Outcome
) -> None:
    law = book(rule("EST", PEEL, supervision="independent", exam_first=False, first_visit_in_person=True))
    bedside = told(first_visit_in_person=first_visit, complete=complete)
    assert decision(ESTHER, PEEL, bedside, law=law).outcome is outcome


def test_what_the_law_wants_attested_is_attested_word_by_word() -> None:
    law = book(rule("EST", PEEL, supervision="independent", exam_first=False, attest=("trained", "insured")))
    found = decision(ESTHER, PEEL, told(attested=frozenset({"trained"})), law=law)
    assert [one.details["text"] for one in found.to_show] == ["insured"]
    assert (
        decision(ESTHER, PEEL, told(attested=frozenset({"trained", "insured"})), law=law).outcome
        is Outcome.ALLOW
    )


@pytest.mark.parametrize("days", [26, 27, 28, 29, 31, 32])
def test_an_exam_of_a_month_is_good_to_the_day_also_where_clocks_change(days: int) -> None:
    law = book(rule("RN", BOTOX, supervision="remote", exam_first=True, exam_validity_months=1))
    at = datetime(2026, 2, 10, 23, 45, tzinfo=CHICAGO)
    done = (at.astimezone(UTC) + timedelta(days=days)).astimezone(CHICAGO)
    exam = Exam(NIA, "NP", ExamMode.IN_PERSON, at)
    found = decision(ROSA, BOTOX, told(exams=(exam,)), law=law, at=done)
    assert (found.outcome is Outcome.ALLOW) == (done.date() <= date(2026, 3, 10))


def test_where_the_law_names_who_supervises_nobody_else_does() -> None:
    named = rule("RN", BOTOX, supervision="on_site", exam_first=True, supervision_by=("MD", "DO"))
    for role, good in (("MD", True), ("DO", True), ("NP", False), ("PA", False)):
        near = Presence("somebody", role, Supervision.ON_SITE)
        assert missing(told(presences=(near,)), book(named)) == (set() if good else {Code.SUPERVISION})
