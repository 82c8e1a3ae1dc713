"""Agreements and delegations: every link that must hold, and what a paper that stands still asks for."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from openmso.authority.facts.oversight import Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Competency, Exclusion
from openmso.authority.law import Statement
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from openmso.timeline.spans import Span
from tests.authority.asking import codes, standing, verdict
from tests.cast import (
    ADA,
    ALL,
    BEN,
    BOTOX,
    CONSULT,
    DALLAS,
    ESTHER,
    FILLER,
    LONG_AGO,
    LUMEN,
    MONA,
    NIA,
    OPENED,
    PEEL,
    ROSA,
    TELE,
    TODAY,
    agreed,
    altered,
    book,
    cast,
    delegated,
    licensed,
    rule,
    says,
    signed,
)

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
UNTIL_TODAY = Span.of(OPENED, TODAY)
EXAM_AND_SUPERVISION = {Code.EXAM, Code.SUPERVISION}


def test_rosa_loses_botox_the_day_adas_appointment_ends() -> None:
    facts = cast(altered(Appointment, "appointment-ada", span=UNTIL_TODAY))
    assert codes(ROSA, BOTOX, facts, on=YESTERDAY) == EXAM_AND_SUPERVISION
    assert standing(ROSA, BOTOX, facts, on=TODAY) is Standing.ABSENT
    assert codes(ROSA, BOTOX, facts, on=TODAY) == {Code.NO_APPOINTMENT}


def test_a_backup_gives_nothing_that_she_did_not_delegate_herself() -> None:
    facts = cast(without=["appointment-ada"])
    assert codes(ROSA, BOTOX, facts) == {Code.NO_APPOINTMENT}
    assert standing(ROSA, BOTOX, facts.changed(delegated(ROSA, BOTOX, by=BEN))) is Standing.CONDITIONAL


@pytest.mark.parametrize(
    "fields",
    [
        {"sites": frozenset({DALLAS})},
        {"practice": "another-practice"},
        {"person": "somebody-else"},
    ],
)
def test_an_appointment_must_be_the_givers_at_the_site(fields: dict[str, Any]) -> None:
    facts = cast(altered(Appointment, "appointment-ada", **fields))
    assert codes(ROSA, BOTOX, facts) == {Code.NO_APPOINTMENT}


def test_without_a_paper_nothing_grants() -> None:
    assert codes(ROSA, BOTOX, cast(without=["delegation-rosa"])) == {Code.NO_PAPER}
    assert codes(NIA, CONSULT, cast(without=["agreement-nia"])) == {Code.NO_PAPER}
    assert standing(NIA, CONSULT, cast(without=["agreement-nia"])) is Standing.ABSENT


@pytest.mark.parametrize(
    "fields",
    [
        {"procedures": frozenset({FILLER})},
        {"sites": frozenset({DALLAS})},
        {"span": UNTIL_TODAY},
        {"person": "somebody-else"},
    ],
)
def test_a_delegation_covers_the_person_the_procedure_the_site_and_the_day(fields: dict[str, Any]) -> None:
    facts = cast(altered(Delegation, "delegation-rosa", **fields))
    assert codes(ROSA, BOTOX, facts) == {Code.NO_PAPER}


@pytest.mark.parametrize(
    "fields", [{"procedures": frozenset({FILLER})}, {"sites": frozenset({DALLAS})}, {"span": UNTIL_TODAY}]
)
def test_an_agreement_may_be_limited_too(fields: dict[str, Any]) -> None:
    facts = cast(agreed(NIA, **fields))
    assert codes(NIA, CONSULT, facts) == {Code.NO_PAPER}


def test_a_delegation_is_no_paper_for_an_np_nor_an_agreement_for_a_nurse() -> None:
    facts = cast(delegated(NIA, CONSULT), agreed(ROSA), without=["agreement-nia", "delegation-rosa"])
    assert codes(NIA, CONSULT, facts) == {Code.NO_PAPER}
    assert codes(ROSA, BOTOX, facts) == {Code.NO_PAPER}


def test_a_delegation_is_good_from_the_day_the_physician_signs() -> None:
    facts = cast(delegated(ROSA, BOTOX, signatures=signed(ADA, on=TODAY)))
    assert codes(ROSA, BOTOX, facts, on=YESTERDAY) == {Code.UNSIGNED}
    assert codes(ROSA, BOTOX, facts, on=TODAY) == EXAM_AND_SUPERVISION


@pytest.mark.parametrize("signatures", [signed(ADA), signed(NIA), (), signed(ADA, BEN)])
def test_an_agreement_wants_both_signatures(signatures: Any) -> None:
    assert codes(NIA, CONSULT, cast(agreed(NIA, signatures=signatures))) == {Code.UNSIGNED}


def test_an_agreement_is_good_from_the_later_signature() -> None:
    facts = cast(agreed(NIA, signatures=(*signed(ADA), *signed(NIA, on=TODAY))))
    assert codes(NIA, CONSULT, facts, on=YESTERDAY) == {Code.UNSIGNED}
    assert standing(NIA, CONSULT, facts, on=TODAY) is Standing.HELD


def test_a_giver_without_a_license_in_the_state_gives_nothing() -> None:
    lapsed = cast(licensed(BEN, span=UNTIL_TODAY), delegated(ROSA, BOTOX, by=BEN), agreed(NIA, by=BEN))
    assert codes(ROSA, BOTOX, lapsed, on=YESTERDAY) == EXAM_AND_SUPERVISION
    assert codes(ROSA, BOTOX, lapsed) == {Code.PHYSICIAN_UNLICENSED}
    assert codes(NIA, CONSULT, lapsed) == {Code.PHYSICIAN_UNLICENSED}


def office_of(person: str, **fields: Any) -> Appointment:
    """An appointment of somebody else as collaborator."""
    return Appointment(f"appointment-{person}", person, LUMEN, **{"kind": "collaborator", **fields})


@pytest.mark.parametrize(
    ("law", "found"),
    [
        ((), {Code.DELEGATOR_ROLE}),
        ((says("medical_director.eligible", ("MD", "DO", "NP")),), EXAM_AND_SUPERVISION),
        (
            (rule("RN", BOTOX, supervision="remote", exam_first=True, delegators=("NP",)),),
            EXAM_AND_SUPERVISION,
        ),
        (
            (
                says("medical_director.eligible", ("MD", "DO", "NP")),
                rule("RN", BOTOX, supervision="remote", exam_first=True, delegators=("MD",)),
            ),
            {Code.DELEGATOR_ROLE},
        ),
    ],
    ids=["by default", "where NPs may direct", "where the rule names NPs", "where the rule names physicians"],
)
def test_an_np_delegates_only_where_the_law_lets_her(law: tuple[Statement, ...], found: set[Code]) -> None:
    facts = cast(delegated(ROSA, BOTOX, by=NIA), office_of(NIA))
    assert codes(ROSA, BOTOX, facts, book(*law)) == found


def test_an_np_is_never_the_physician_of_an_agreement() -> None:
    law = book(says("medical_director.eligible", ("MD", "DO", "NP")), says("np.authority", "full"))
    facts = cast(agreed("pat", by=NIA), office_of(NIA))
    assert codes("pat", CONSULT, facts, law) == {Code.DELEGATOR_ROLE}


def test_an_excluded_giver_gives_nothing() -> None:
    facts = cast(Exclusion("exclusion", ADA, "SAM", Span.of(TODAY, TOMORROW)))
    assert codes(ROSA, BOTOX, facts) == {Code.PHYSICIAN_EXCLUDED}
    assert codes(NIA, CONSULT, facts) == {Code.PHYSICIAN_EXCLUDED}
    assert codes(ROSA, BOTOX, facts, on=TOMORROW) == EXAM_AND_SUPERVISION


def test_a_director_whose_role_may_not_direct_gives_nothing() -> None:
    law = book(says("medical_director.eligible", ("DO",)))
    assert codes(ROSA, BOTOX, law=law) == {Code.DIRECTOR_INELIGIBLE}
    backup = cast(altered(Appointment, "appointment-ada", kind="backup"))
    assert codes(ROSA, BOTOX, backup, law) == {Code.DIRECTOR_INELIGIBLE}


def test_a_collaborator_needs_no_eligible_role_and_rescues_a_directors_appointment() -> None:
    law = book(says("medical_director.eligible", ("DO",)))
    collaborator = cast(altered(Appointment, "appointment-ada", kind="collaborator"))
    assert codes(ROSA, BOTOX, collaborator, law) == EXAM_AND_SUPERVISION
    assert (
        codes(ROSA, BOTOX, cast(office_of(ADA, kind="collaborator", span=LONG_AGO)), law)
        == EXAM_AND_SUPERVISION
    )


def test_nobody_is_ineligible_where_the_law_names_no_role() -> None:
    assert codes(ROSA, BOTOX, law=book(silent_on=["medical_director.eligible"])) == EXAM_AND_SUPERVISION


@pytest.mark.parametrize(
    "fields",
    [
        {"span": UNTIL_TODAY},
        {"procedures": ALL - {BOTOX}},
        {"sites": frozenset({DALLAS})},
        {"practice": "another-practice"},
        {"signatures": ()},
        {"signatures": signed(NIA)},
        {"signatures": signed(ADA, on=TOMORROW)},
    ],
)
def test_a_protocol_of_the_practice_covers_day_procedure_and_site_and_is_signed(
    fields: dict[str, Any],
) -> None:
    facts = cast(altered(Protocol, "protocol", **fields))
    assert codes(ROSA, BOTOX, facts) == {Code.NO_PROTOCOL}
    assert codes(NIA, BOTOX, facts) == {Code.NO_PROTOCOL}


def test_any_physician_with_a_good_license_or_the_giver_may_sign_a_protocol() -> None:
    by_ben = cast(altered(Protocol, "protocol", signatures=signed(BEN)))
    assert codes(ROSA, BOTOX, by_ben) == EXAM_AND_SUPERVISION
    assert codes(ROSA, BOTOX, by_ben.without("license-ben")) == {Code.NO_PROTOCOL}
    np_directs = book(says("medical_director.eligible", ("MD", "DO", "NP")))
    by_nia = cast(
        altered(Protocol, "protocol", signatures=signed(NIA)), delegated(ROSA, BOTOX, by=NIA), office_of(NIA)
    )
    assert codes(ROSA, BOTOX, by_nia, np_directs) == EXAM_AND_SUPERVISION


def test_without_a_competency_in_force_nobody_acts_under_a_paper() -> None:
    lapsed = altered(Competency, f"competency-rosa-{BOTOX}", span=UNTIL_TODAY)
    assert codes(ROSA, BOTOX, cast(lapsed), on=YESTERDAY) == EXAM_AND_SUPERVISION
    assert codes(ROSA, BOTOX, cast(lapsed)) == {Code.NO_COMPETENCY}
    assert codes(NIA, BOTOX, cast(without=[f"competency-nia-{BOTOX}"])) == {Code.NO_COMPETENCY}


def test_every_broken_link_of_the_paper_is_told() -> None:
    facts = cast(
        delegated(ROSA, BOTOX, signatures=()),
        without=["appointment-ada", "protocol", f"competency-rosa-{BOTOX}"],
    )
    assert codes(ROSA, BOTOX, facts) == {
        Code.UNSIGNED,
        Code.NO_APPOINTMENT,
        Code.NO_PROTOCOL,
        Code.NO_COMPETENCY,
    }


def test_the_nearest_paper_is_told_and_not_the_others() -> None:
    worse = replace(delegated(ROSA, BOTOX, by="somebody-else"), id="delegation-worse")
    facts = cast(worse, delegated(ROSA, BOTOX, signatures=()))
    assert codes(ROSA, BOTOX, facts) == {Code.UNSIGNED}
    assert verdict(ROSA, BOTOX, facts).bars[0].subjects[0] == "delegation-rosa"


def test_one_paper_that_stands_is_enough() -> None:
    broken = replace(delegated(ROSA, BOTOX, signatures=()), id="delegation-broken")
    found = verdict(ROSA, BOTOX, cast(broken))
    assert found.standing is Standing.CONDITIONAL
    assert [ground.paper for ground in found.grounds] == ["delegation-rosa"]


def test_the_paper_with_the_fewest_conditions_counts() -> None:
    law = book(rule("MA", PEEL, exam_first=False, attest=("she is trained",)))
    assert codes(MONA, PEEL, law=law) == {Code.ATTEST}
    attesting = replace(delegated(MONA, PEEL, attests=frozenset({"she is trained"})), id="delegation-better")
    assert codes(MONA, PEEL, cast(attesting), law) == frozenset()


@pytest.mark.parametrize(
    "fields",
    [
        {"span": UNTIL_TODAY},
        {"signatures": ()},
        {"signatures": signed(BEN)},
        {"signatures": signed(ADA, on=TOMORROW)},
        {"practice": "another-practice"},
        {"sites": frozenset({TELE})},
        {"procedures": ALL - {BOTOX}},
        {"roles": frozenset({"MA"})},
        {"prescriber": ROSA, "signatures": signed(ROSA)},
    ],
)
def test_a_standing_order_that_does_not_count_leaves_an_order_to_be_given(fields: dict[str, Any]) -> None:
    facts = cast(altered(StandingOrder, "standing-order", **fields))
    assert codes(ROSA, BOTOX, facts) == EXAM_AND_SUPERVISION | {Code.ORDER}


@pytest.mark.parametrize("prescriber", [BEN, NIA, "pat"])
def test_any_prescriber_may_give_a_standing_order(prescriber: str) -> None:
    order = altered(StandingOrder, "standing-order", prescriber=prescriber, signatures=signed(prescriber))
    assert codes(ROSA, BOTOX, cast(order)) == EXAM_AND_SUPERVISION


@pytest.mark.parametrize(
    "law",
    [
        (rule("RN", BOTOX, supervision="remote", exam_first=True, orders={"standing": "prohibited"}),),
        (rule("RN", BOTOX, supervision="remote", exam_first=True, orders={"patient_specific": True}),),
        (says("orders.standing", {"leave": "prohibited"}, BOTOX),),
        (says("orders.standing", {"leave": "prohibited"}, "any"),),
        (
            says("orders.standing", {"leave": "prohibited"}, BOTOX),
            says("orders.standing", {"leave": "permitted"}, "any"),
        ),
    ],
)
def test_where_the_law_wants_an_order_for_the_patient_a_standing_one_is_not_enough(
    law: tuple[Statement, ...],
) -> None:
    assert codes(ROSA, BOTOX, law=book(*law)) == EXAM_AND_SUPERVISION | {Code.ORDER}


def test_what_the_law_says_of_orders_for_one_procedure_goes_before_what_it_says_of_any() -> None:
    law = book(
        says("orders.standing", {"leave": "permitted"}, BOTOX),
        says("orders.standing", {"leave": "prohibited"}, "any"),
    )
    assert codes(ROSA, BOTOX, law=law) == EXAM_AND_SUPERVISION


def test_under_an_agreement_no_order_is_asked() -> None:
    assert Code.ORDER not in codes(NIA, BOTOX, cast(without=["standing-order"]))


def test_where_the_delegate_is_independent_no_order_and_no_supervisor_is_asked() -> None:
    law = book(rule("EST", PEEL, supervision="independent", exam_first=True))
    assert codes(ESTHER, PEEL, cast(without=["standing-order"]), law) == {Code.EXAM}


def test_own_scope_asks_for_an_exam_that_the_state_asks_of_everybody_else_than_examiners() -> None:
    law = book(rule("EST", PEEL, supervision="independent"))
    assert codes(ESTHER, PEEL, law=law) == {Code.EXAM}
    assert verdict(ESTHER, PEEL, law=law).grounds[0].kind == "own_scope"


def test_who_may_examine_needs_no_exam_before_acting_unless_the_rule_names_others() -> None:
    assert codes(ADA, FILLER, law=book(rule("MD", FILLER, exam_first=True))) == frozenset()
    assert codes(ADA, FILLER, law=book(rule("MD", FILLER, exam_first=True, exam_by=("MD",)))) == frozenset()
    assert codes(ADA, FILLER, law=book(rule("MD", FILLER, exam_first=True, exam_by=("DO",)))) == {Code.EXAM}


def test_the_oldest_of_equal_papers_is_named() -> None:
    older = replace(delegated(ROSA, BOTOX, by=BEN, span=Span.of(date(2020, 1, 1))), id="delegation-older")
    assert verdict(ROSA, BOTOX, cast(older)).grounds[0].paper == "delegation-older"


def test_the_ground_names_its_paper_and_who_gives_it() -> None:
    (ground,) = verdict(ROSA, BOTOX).grounds
    assert (ground.kind, ground.paper, ground.physician) == ("delegation", "delegation-rosa", ADA)
    (ground,) = verdict(NIA, CONSULT).grounds
    assert (ground.kind, ground.paper, ground.physician) == ("agreement", "agreement-nia", ADA)
    best, second = verdict(ESTHER, PEEL).grounds
    assert (best.kind, best.paper, best.physician) == ("own_scope", "", "")
    assert (second.kind, second.paper) == ("delegation", "delegation-esther")
