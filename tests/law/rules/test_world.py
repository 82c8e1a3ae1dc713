"""The usual world of a state, and what each thing that a case may give changes in it.

The law of these tests is invented: every test names the statements that its key is about.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Experience,
    Insurance,
    License,
)
from openmso.authority.facts.structure import Organization, Ownership, Registration, Site
from openmso.authority.law import LawBook, Statement
from openmso.authority.terms import Confidence, ExamMode, Supervision
from openmso.law.rules.world import DIRECTOR, DOER, PRACTICE, SITE, Scene, act_of, facts_of, judged
from tests.cast import BOTOX, DRIP, LASER, NM, PROCEDURES, TX, book, rule, says

ON = date(2026, 3, 2)


def scene(*instead: Statement, law: LawBook | None = None, **given: Any) -> Scene:
    """A nurse with a syringe in the miniature Texas, with these things given and these statements of law."""
    return Scene(TX, ON, law or book(*instead), {"role": "RN", "procedure": BOTOX, **given})


def facts(*instead: Statement, **given: Any) -> Facts:
    """The records of such a scene."""
    return facts_of(scene(*instead, **given))


def said(*instead: Statement, **given: Any) -> dict[str, Any]:
    """What the core says of such a scene."""
    return judged(scene(*instead, **given))


def the(kind: type[Any], id: str, **given: Any) -> Any:
    """One record of a scene."""
    return facts(**given).need(kind, id)


# --- the usual world ---


def test_in_the_usual_world_only_the_bedside_is_open() -> None:
    assert said() == {
        "standing": "conditional",
        "outcome": "allow_with_conditions",
        "bars": (),
        "wanting": ("exam", "supervision"),
        "missing": (),
        "to_show": ("exam", "supervision"),
    }


@pytest.mark.parametrize("role", ["MD", "DO"])
def test_a_physician_holds_authority_without_a_paper(role: str) -> None:
    assert said(role=role)["standing"] == "held"
    assert not facts(role=role).all(Agreement)
    assert not facts(role=role).all(Delegation)


@pytest.mark.parametrize(
    ("role", "paper"), [("NP", Agreement), ("PA", Agreement), ("RN", Delegation), ("LT", Delegation)]
)
def test_the_director_gives_the_paper_that_the_role_needs(role: str, paper: type[Any]) -> None:
    (given,) = facts(role=role).all(paper)
    assert (given.physician, given.person) == (DIRECTOR, DOER)
    assert len([*facts(role=role).all(Agreement), *facts(role=role).all(Delegation)]) == 1


def test_the_practice_takes_the_first_form_of_the_state_on_the_day() -> None:
    first = says("cpom.clinical_entity_forms", ("PC", "PLLC"), until=ON)
    later = says("cpom.clinical_entity_forms", ("PLLC", "PC"), since=ON)
    assert facts(first, later).need(Organization, PRACTICE).form == "PLLC"
    silent = Scene(TX, ON, book(silent_on=["cpom.clinical_entity_forms"]), {"role": "RN", "procedure": BOTOX})
    assert facts_of(silent).need(Organization, PRACTICE).form == "PLLC"


def test_every_registration_that_the_state_asks_for_is_held() -> None:
    assert said(rule("RN", LASER, supervision="remote"), procedure=LASER)["bars"] == ()
    spa = says("site.registration", {"applies_to": "med_spa"}, "med_spa")
    assert said(spa)["bars"] == ()
    assert {one.kind for one in facts(spa).all(Registration)} == {"laser_facility", "med_spa"}


def test_a_registration_that_lets_lay_people_own_is_held() -> None:
    door = says("ownership.rule", {"lay_max_pct": 49, "lay_needs_registration": "facility_license"})
    low = says("cpom.physician_ownership_min_pct", 50)
    owners = ({"role": "MD", "percent": Decimal(60)}, {"role": "lay", "percent": Decimal(40)})
    assert said(door, low, owners=owners)["bars"] == ()
    assert said(door, low, owners=owners, without=("registration",))["bars"] == ("ownership",)


def test_it_has_held_long_before_the_day() -> None:
    early = Scene(TX, date(2010, 1, 1), book(), {"role": "RN", "procedure": BOTOX})
    assert judged(early)["standing"] == "conditional"


# --- what is taken away ---


@pytest.mark.parametrize(
    ("role", "thing", "code"),
    [
        ("NP", "agreement", "no_paper"),
        ("PA", "agreement", "no_paper"),
        ("RN", "delegation", "no_paper"),
        ("RN", "appointment", "no_appointment"),
        ("RN", "protocol", "no_protocol"),
        ("RN", "competency", "no_competency"),
        ("RN", "license", "unlicensed"),
    ],
)
def test_what_is_taken_away_is_what_is_missed(role: str, thing: str, code: str) -> None:
    found = said(role=role, without=(thing,))
    assert (found["bars"], found["missing"], found["outcome"]) == ((code,), (code,), "stop")
    assert said(role=role)["bars"] == ()


def test_without_registration_the_site_is_not_registered() -> None:
    laser = rule("RN", LASER, supervision="remote")
    assert said(laser, procedure=LASER, without=("registration",))["bars"] == ("site_unregistered",)


def test_registrations_given_are_all_that_are_held() -> None:
    laser = rule("RN", LASER, supervision="remote")
    assert said(laser, procedure=LASER, registrations=("med_spa",))["bars"] == ("site_unregistered",)
    assert said(laser, procedure=LASER, registrations=("laser_facility",))["bars"] == ()


def test_without_a_standing_order_an_order_is_wanted() -> None:
    assert "order" in said(without=("order",))["wanting"]
    assert "order" not in said()["wanting"]
    assert not facts(without=("order",)).all(StandingOrder)


def test_insurance_is_looked_at_only_where_the_network_asks_for_it() -> None:
    insured = {"insured_roles": ("RN",)}
    assert said(settings=insured)["bars"] == ()
    assert said(settings=insured, without=("insurance",))["bars"] == ("uninsured",)
    assert said(without=("insurance",))["bars"] == ()
    assert not facts(without=("insurance",)).all(Insurance)


# --- the role-holder ---


def test_experience_is_on_record_as_told() -> None:
    held = facts(role="NP", experience={"hours": 100, "months": 7, "rn_hours": 30}).all(Experience)
    assert {(one.role, one.hours, one.months) for one in held} == {("NP", 100, 7), ("RN", 30, None)}
    assert not facts().all(Experience)


@pytest.mark.parametrize(("hours", "standing"), [(1999, "absent"), (2000, "held")])
def test_experience_decides_where_the_law_counts_hours(hours: int, standing: str) -> None:
    law = (
        says("np.transition", {"hours": 2000}),
        says("np.authority", "full"),
        says("np.agreement_required", value=False),
    )
    given = {"role": "NP", "without": ("agreement",), "experience": {"hours": hours}}
    assert said(*law, **given)["standing"] == standing


def test_a_certificate_is_held_only_if_given() -> None:
    asks = rule("LT", LASER, certificates=("laser_hair",))
    assert said(asks, role="LT", procedure=LASER)["bars"] == ("certificate",)
    assert said(asks, role="LT", procedure=LASER, certificates=("laser_hair",))["bars"] == ()
    assert [one.kind for one in facts(certificates=("a", "b")).all(Certificate)] == ["a", "b"]


def test_training_hours_are_ample_unless_given() -> None:
    asks = rule("RN", BOTOX, training_hours=40)
    assert said(asks)["bars"] == ()
    assert said(asks, training_hours=39)["bars"] == ("training",)
    assert said(asks, training_hours=40)["bars"] == ()
    assert the(Competency, "competency", training_hours=8).training_hours == 8


@pytest.mark.parametrize(
    ("given", "bars"),
    [
        ({"license_state": NM}, ("unlicensed",)),
        ({"license_state": NM, "multistate": True}, ()),
        ({"license_state": "CA", "multistate": True}, ("unlicensed",)),
        ({"role": "NP", "license_state": NM, "multistate": True}, ("unlicensed",)),
    ],
)
def test_a_license_of_another_state_is_good_by_compact_only(
    given: dict[str, Any], bars: tuple[str, ...]
) -> None:
    assert said(**given)["bars"] == bars


def test_what_is_attested_is_attested() -> None:
    asks = rule("RN", BOTOX, attest=("One.", "Two."))
    assert "attest" in said(asks)["wanting"]
    assert "attest" in said(asks, attested=("One.",))["wanting"]
    assert "attest" not in said(asks, attested=("One.", "Two."))["wanting"]
    assert act_of(scene(asks, attested=("One.",), bedside={})).bedside.attested == {"One."}


# --- practice and site ---


def test_owners_hold_what_they_are_given() -> None:
    owners = ({"role": "NP", "percent": Decimal(40)}, {"role": "lay", "percent": Decimal(60)})
    made = facts(owners=owners)
    assert [(one.percent, one.organization) for one in made.all(Ownership)] == [
        (Decimal(40), PRACTICE), (Decimal(60), PRACTICE),
    ]  # fmt: skip
    assert [one.role for one in made.by(License, "person", "owner-0")] == ["NP"]
    assert made.need(Organization, "owner-1").kind == "other"
    assert said(owners=owners)["bars"] == ("ownership",)


def test_a_form_that_the_state_does_not_list_is_barred() -> None:
    assert said(form="LLC")["bars"] == ("practice_form",)
    assert said(form="PA")["bars"] == ()


def test_a_setting_is_a_place_of_the_law() -> None:
    there = rule("RN", BOTOX, places=("medical_office",))
    assert said(there)["bars"] == ()
    assert said(there, setting="salon")["bars"] == ("place",)


def test_the_kind_of_site_and_whether_it_is_a_spa_decide_on_registrations() -> None:
    tele = says("site.registration", {"applies_to": "telehealth"}, "telehealth_business")
    spa = says("site.registration", {"applies_to": "med_spa"}, "med_spa")
    bare = {"without": ("registration",)}
    assert said(tele, **bare)["bars"] == ()
    assert said(tele, kind="telehealth", **bare)["bars"] == ("site_unregistered",)
    assert said(spa, **bare)["bars"] == ("site_unregistered",)
    assert said(spa, med_spa=False, **bare)["bars"] == ()


# --- the director ---


def test_the_director_is_of_the_role_given() -> None:
    assert said(director_role="NP")["bars"] == ("delegator_role", "director_ineligible")
    assert said(director_role="DO")["bars"] == ()
    assert the(License, "license-director", director_role="PA").role == "PA"


@pytest.mark.parametrize(
    ("miles", "bars"),
    [(None, ()), ("0", ()), ("74.9", ()), ("75", ()), ("75.1", ("too_far",)), ("300", ("too_far",))],
)
def test_the_director_works_as_far_away_as_told(miles: str | None, bars: tuple[str, ...]) -> None:
    limit = says("medical_director.distance", {"miles": 75})
    given = {} if miles is None else {"distance_miles": Decimal(miles)}
    found = said(limit, **given)
    assert found["bars"] == bars
    assert "distance_unknown" not in found["wanting"]


@pytest.mark.parametrize(
    ("others", "over"), [({}, False), ({"NP": 2}, False), ({"NP": 3}, True), ({"NP": 1, "PA": 2}, True)]
)
def test_others_under_the_physician_were_there_before(others: dict[str, int], over: bool) -> None:
    """The cap of the miniature Texas is three, NPs and PAs together, the role-holder among them."""
    assert ("over_cap" in said(role="NP", others_under_physician=others)["wanting"]) is over


@pytest.mark.parametrize(("sites", "over"), [(1, False), (3, False), (4, True)])
def test_the_site_is_the_last_that_the_director_took_on(sites: int, over: bool) -> None:
    most = says("medical_director.max_locations", 3)
    assert ("over_cap" in said(most, sites_of_director=sites)["wanting"]) is over
    assert len(facts(sites_of_director=sites).all(Site)) == sites


def test_papers_are_signed_by_the_director() -> None:
    made = facts()
    signed: tuple[Protocol | StandingOrder | Delegation | Appointment, ...] = (
        *made.all(Protocol),
        *made.all(StandingOrder),
        *made.all(Delegation),
        *made.all(Appointment),
    )
    assert [[one.person for one in paper.signatures] for paper in signed] == [[DIRECTOR]] * 4
    assert {one.person for one in made.all(Engagement)} == {DOER, DIRECTOR}


def test_the_threshold_of_the_settings_is_that_of_the_network() -> None:
    doubtful = rule("MD", BOTOX)
    weak = Statement(
        TX, "delegation.rule", doubtful.key, doubtful.value, confidence=Confidence.MEDIUM, cite="x"
    )
    assert said(weak, role="MD")["wanting"] == ()
    assert said(weak, role="MD", settings={"grant_threshold": "high"})["wanting"] == ("counsel",)


# --- the bedside ---

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
GOOD = {"exam_by": "NP", "supervisor": "remote", "consent": True}


def test_what_was_told_of_the_bedside_meets_the_conditions() -> None:
    assert said(bedside=GOOD)["outcome"] == "allow"


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"exam_by": "RN"}, ("exam",)),
        ({"exam_mode": "phone"}, ("exam",)),
        ({"exam_mode": "video"}, ()),
        ({"exam_days_ago": 366}, ("exam",)),
        ({"exam_days_ago": 364}, ()),
        ({"supervisor_role": "RN"}, ("supervision",)),
        ({"supervisor": "none", "complete": True}, ("supervision",)),
        ({"consent": False}, ("consent",)),
        ({"patient_state": "NM"}, ("patient_state",)),
        ({"patient_state": "TX"}, ()),
    ],
)
def test_each_word_of_the_bedside_is_judged(change: dict[str, Any], missing: tuple[str, ...]) -> None:
    found = said(bedside={**GOOD, **change})
    assert found["missing"] == missing
    assert found["outcome"] == ("stop" if missing else "allow")


def test_the_supervisor_is_as_near_as_told() -> None:
    near = rule(
        "RN", BOTOX, supervision="on_site", supervision_or=({"mode": "remote", "miles": 10, "minutes": 20},)
    )
    told = {**GOOD, "supervisor": "remote", "miles": Decimal(10), "minutes": 20}
    assert said(near, bedside=told)["outcome"] == "allow"
    assert said(near, bedside={**told, "miles": Decimal(11)})["missing"] == ("supervision",)
    assert said(near, bedside={**told, "minutes": 21})["missing"] == ("supervision",)
    assert said(near, bedside={**told, "supervisor": "on_site", "minutes": 99})["outcome"] == "allow"
    county = rule(
        "RN", BOTOX, supervision="on_site", supervision_or=({"mode": "remote", "contiguous_county": True},)
    )
    assert said(county, bedside={**GOOD, "contiguous_county": True})["outcome"] == "allow"
    assert said(county, bedside={**GOOD, "contiguous_county": False})["missing"] == ("supervision",)


def test_an_order_is_given_by_whom_it_is_told() -> None:
    drip = rule("RN", DRIP, supervision="remote", exam_first=True, orders={"patient_specific": True})
    only = says("iv_therapy.may_order", ("MD",))
    ask = {"procedure": DRIP, "bedside": GOOD}
    assert said(drip, only, **ask)["to_show"] == ("order",)
    assert said(drip, only, procedure=DRIP, bedside={**GOOD, "order": True})["outcome"] == "allow"
    assert said(drip, only, procedure=DRIP, bedside={**GOOD, "order": True, "order_by": "NP"})["missing"] == (
        "order",
    )


def test_measures_areas_and_the_first_visit_are_told() -> None:
    limits = rule(
        "MD", BOTOX, limits={"needle_depth_mm_max": 2, "never_areas": ("eye",)}, first_visit_in_person=True
    )
    told = {"measures": {"needle_depth_mm": Decimal(2)}, "areas": (), "first_visit_in_person": True}
    assert said(limits, role="MD", bedside=told)["outcome"] == "allow"
    deeper = {**told, "measures": {"needle_depth_mm": Decimal("2.1")}}
    assert said(limits, role="MD", bedside=deeper)["missing"] == ("limit",)
    assert said(limits, role="MD", bedside={**told, "areas": ("eye",)})["missing"] == ("limit",)
    assert said(limits, role="MD", bedside={**told, "first_visit_in_person": False})["missing"] == (
        "first_visit",
    )


def test_an_exam_is_an_hour_old_at_least() -> None:
    (exam,) = act_of(scene(bedside={"exam_mode": "video"})).bedside.exams
    assert (exam.role, exam.mode, exam.at) == ("MD", ExamMode.VIDEO, datetime(2026, 3, 2, 11, tzinfo=UTC))
    assert act_of(scene(bedside={"consent": True})).bedside.exams == ()


def test_the_act_is_at_noon_of_the_day_at_the_site() -> None:
    act = act_of(scene())
    assert (act.person, act.procedure, act.site, act.at) == (DOER, BOTOX, SITE, AT)
    (presence,) = act_of(scene(bedside={"supervisor": "available"})).bedside.presences
    assert (presence.role, presence.near) == ("MD", Supervision.AVAILABLE)


def test_a_procedure_that_the_book_does_not_define_is_still_on_the_menu() -> None:
    assert "tattoo" not in PROCEDURES
    assert said(procedure="tattoo")["bars"] == ("law_unknown",)
