"""At the bedside: what was told, what is missing, what is still to be shown."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from openmso.authority.answer import Act, Outcome
from openmso.authority.decide import decide
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.facts.oversight import Appointment, StandingOrder
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.authority.reasons import Code
from openmso.authority.terms import Confidence, ExamMode, Supervision
from openmso.timeline.calendar import NaiveTimeError
from openmso.timeline.spans import Span
from tests.authority.asking import CHICAGO, NOON, decision
from tests.cast import (
    ADA,
    AUSTIN,
    BOTOX,
    CAST,
    CONSULT,
    DRIP,
    ESTHER,
    FILLER,
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

HOUR = timedelta(hours=1)
EXAM = Exam(NIA, "NP", ExamMode.IN_PERSON, NOON - HOUR)
NEAR = Presence(ADA, "MD", Supervision.REMOTE)
READY = Bedside(exams=(EXAM,), presences=(NEAR,), consent=True, patient_state="TX")
WITHOUT_ORDER = cast(without=["standing-order"])


def told(**more: Any) -> Bedside:
    """A bedside at which everything is ready, but for these."""
    return replace(READY, **more)


def missing(bedside: Bedside, law: LawBook = LAW, **more: Any) -> set[Code]:
    """What is missing for Rosa's injection."""
    return {one.code for one in decision(ROSA, BOTOX, bedside, law=law, **more).missing}


def to_show(bedside: Bedside, law: LawBook = LAW, **more: Any) -> set[Code]:
    """What is still to be shown for Rosa's injection."""
    return {one.code for one in decision(ROSA, BOTOX, bedside, law=law, **more).to_show}


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


def test_consent_refused_stops_and_consent_not_told_is_not_asked() -> None:
    assert missing(told(consent=False)) == {Code.CONSENT}
    assert decision(ROSA, BOTOX, told(consent=None)).outcome is Outcome.ALLOW
    assert missing(told(consent=None, complete=True)) == {Code.CONSENT}


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
