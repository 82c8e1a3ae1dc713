"""Standing as examples: roles, scope, regimes, law that changes, law in doubt, and the days on which it happens."""

from datetime import date, timedelta
from typing import Any

import pytest

from openmso.authority.answer import Key, Question
from openmso.authority.facts import UnknownRecordError
from openmso.authority.facts.oversight import Appointment, Delegation
from openmso.authority.facts.people import Certificate, Engagement, Experience, License
from openmso.authority.judge import Judge, authority
from openmso.authority.law import Statement
from openmso.authority.reasons import Code
from openmso.authority.terms import Confidence, Standing
from openmso.timeline.spans import Span
from tests.authority.asking import codes, standing, verdict
from tests.cast import (
    ADA,
    AUSTIN,
    BOTOX,
    CAST,
    CONSULT,
    DALLAS,
    DRIP,
    ESTHER,
    FILLER,
    GLP1,
    LAW,
    LONG_AGO,
    MONA,
    MSO,
    NIA,
    OPENED,
    PAT,
    PEEL,
    ROSA,
    TODAY,
    TX,
    agreed,
    altered,
    book,
    cast,
    delegated,
    engaged,
    licensed,
    rule,
    says,
)

YESTERDAY = TODAY - timedelta(days=1)
FULL = says("np.authority", "full")
NOT_REQUIRED = says("np.agreement_required", value=False)
NO_AGREEMENT = cast(without=["agreement-nia", "agreement-pat"])


def test_somebody_who_is_not_engaged_there_is_barred() -> None:
    found = verdict(ROSA, BOTOX, cast(without=["engagement-rosa"]))
    assert found.standing is Standing.BARRED
    assert {one.code for one in found.bars} == {Code.NOT_ENGAGED}
    assert {one.code for one in found.wanting} == {Code.EXAM, Code.SUPERVISION}


@pytest.mark.parametrize(
    ("engagement", "there"),
    [
        (engaged(ROSA, sites=frozenset({AUSTIN})), True),
        (engaged(ROSA, sites=frozenset({DALLAS})), False),
        (engaged(ROSA, by=MSO, sites=frozenset({AUSTIN})), True),
        (engaged(ROSA, by=MSO), False),
        (engaged(ROSA, span=Span.of(OPENED, TODAY)), False),
    ],
    ids=["there", "elsewhere", "leased by name", "by the MSO at no named site", "ended"],
)
def test_an_engagement_names_the_site_or_is_the_practices_own(engagement: Engagement, there: bool) -> None:
    assert (Code.NOT_ENGAGED not in codes(ROSA, BOTOX, cast(engagement))) == there


def test_without_an_engagement_the_oldest_license_says_what_is_judged() -> None:
    older = License("license-rosa-np", ROSA, "NP", TX, Span.of(date(2010, 1, 1)))
    facts = cast(older, without=["engagement-rosa"])
    assert codes(ROSA, BOTOX, facts) == {Code.NOT_ENGAGED, Code.NO_PAPER}
    stranger = codes("stranger", BOTOX)
    assert stranger == {Code.NOT_ENGAGED, Code.UNLICENSED, Code.LAW_UNKNOWN}
    told = [
        next(one for one in verdict(who, BOTOX, facts).bars if one.code is Code.NOT_ENGAGED)
        for who in (ROSA, "x")
    ]
    assert [one.details["role"] for one in told] == ["NP", "anybody"]


def test_of_several_roles_the_best_counts() -> None:
    second = License("license-rosa-est", ROSA, "EST", TX, LONG_AGO)
    as_esthetician = Engagement("engagement-rosa-est", ROSA, "lumen-medical", "EST")
    facts = cast(second, as_esthetician)
    assert standing(ROSA, BOTOX, facts) is Standing.CONDITIONAL
    assert standing(ROSA, PEEL, facts) is Standing.HELD


def test_a_physician_acts_on_her_own_license_where_the_law_names_no_rule() -> None:
    (ground,) = verdict(ADA, FILLER).grounds
    assert ground.kind == "own_scope"
    assert standing(ADA, FILLER, cast(without=["appointment-ada", "protocol"])) is Standing.HELD


def test_law_that_is_known_not_to_exist_is_not_doubted() -> None:
    none = book(says("delegation.rule", None, FILLER, "MD", confidence=Confidence.LOW))
    assert standing(ADA, FILLER, law=none) is Standing.HELD


def test_what_the_law_never_said_of_a_nurse_is_unknown_and_neither_allowed_nor_forbidden() -> None:
    found = verdict(ROSA, PEEL)
    assert found.standing is Standing.UNKNOWN
    assert found.codes == {Code.LAW_UNKNOWN}
    assert standing(ROSA, BOTOX, law=book(says("delegation.rule", None, BOTOX, "RN"))) is Standing.UNKNOWN


def test_general_scope_covers_an_np_where_the_procedure_says_so() -> None:
    assert standing(NIA, CONSULT) is Standing.HELD
    law = book(silent_on=["delegation.rule"])
    assert codes(NIA, BOTOX, law=law) == {Code.GENERAL_SCOPE}
    assert codes(NIA, BOTOX, law=book(says("delegation.rule", None, BOTOX, "NP"))) == {Code.GENERAL_SCOPE}


def test_who_may_give_a_drip_is_said_once_for_all_roles() -> None:
    assert codes(ROSA, DRIP) == {Code.EXAM}
    assert codes(MONA, DRIP) == {Code.LAW_PROHIBITS}
    assert standing(ADA, DRIP) is Standing.HELD
    nobody = book(says("iv_therapy.may_administer", ("MD",)))
    assert codes(NIA, DRIP, law=nobody) == {Code.LAW_PROHIBITS}
    assert codes(ROSA, DRIP, law=book(silent_on=["iv_therapy.may_administer"])) == {Code.LAW_UNKNOWN}
    own_rule = book(rule("MA", DRIP, exam_first=False))
    assert codes(MONA, DRIP, cast(delegated(MONA, DRIP)), own_rule) == {Code.NO_COMPETENCY}


def test_weak_law_on_drips_needs_counsel() -> None:
    weak = book(says("iv_therapy.may_administer", ("RN",), confidence=Confidence.LOW))
    assert codes(ROSA, DRIP, law=weak) == {Code.EXAM, Code.COUNSEL}


@pytest.mark.parametrize(
    ("law", "free"),
    [
        ((FULL, NOT_REQUIRED), True),
        ((FULL,), False),
        ((says("np.authority", "reduced"), NOT_REQUIRED), False),
        ((says("np.authority", "restricted"), NOT_REQUIRED), False),
    ],
    ids=["full", "full with an agreement required", "reduced", "restricted"],
)
def test_an_np_without_agreement_acts_where_her_authority_is_full(
    law: tuple[Statement, ...], free: bool
) -> None:
    assert (standing(NIA, CONSULT, NO_AGREEMENT, book(*law)) is Standing.HELD) == free


def experience(**record: Any) -> Experience:
    """A record of Nia's experience, as NP since the opening unless told otherwise."""
    return Experience(**{"id": "experience", "person": NIA, "role": "NP", "on": OPENED, **record})


@pytest.mark.parametrize(
    ("transition", "record", "free"),
    [
        ({"hours": 4000}, experience(hours=4000), True),
        ({"hours": 4000}, experience(hours=3999), False),
        ({"months": 24}, experience(months=24), True),
        ({"months": 24}, experience(months=23), False),
        ({"years": 2}, experience(months=24), True),
        ({"years": 2, "months": 30}, experience(months=24), False),
        ({"hours": 4000, "months": 24}, experience(hours=4000, months=24), True),
        ({"hours": 4000, "months": 24}, experience(hours=9000), False),
        ({"rn_hours": 2000}, experience(role="RN", hours=2000), True),
        ({"rn_hours": 2000}, experience(hours=2000), False),
        ({"hours": 4000}, experience(role="RN", hours=4000), False),
        ({"hours": 4000}, experience(person=PAT, hours=4000), False),
        ({"text": "three years of supervised practice"}, experience(hours=9000, months=99), False),
        ({"certificates": ("103", "104")}, Certificate("certificate-nia", NIA, "104"), True),
        ({"certificates": ("103", "104")}, Certificate("certificate-nia", NIA, "cpr"), False),
        ({"certificates": ("103",), "hours": 5}, Certificate("certificate-nia", NIA, "103"), False),
    ],
)
@pytest.mark.parametrize("authority_of_nps", ["full", "restricted"])
def test_an_np_is_independent_once_she_has_what_the_transition_asks(
    transition: dict[str, Any], record: Experience | Certificate, free: bool, authority_of_nps: str
) -> None:
    law = book(says("np.authority", authority_of_nps), says("np.transition", transition))
    found = verdict(NIA, CONSULT, NO_AGREEMENT.changed(record), law)
    assert found.standing is (Standing.HELD if free else Standing.ABSENT)


def test_independence_begins_the_day_the_experience_is_on_record() -> None:
    law = book(FULL, says("np.transition", {"hours": 4000}))
    facts = NO_AGREEMENT.changed(experience(hours=4000, on=TODAY))
    assert codes(NIA, CONSULT, facts, law, on=YESTERDAY) == {Code.NO_PAPER}
    assert standing(NIA, CONSULT, facts, law, on=TODAY) is Standing.HELD


def free_of(transition: dict[str, Any], procedure: str) -> bool:
    """Whether Nia, with ten thousand hours and no agreement, is independent in a state of full authority."""
    law = book(FULL, NOT_REQUIRED, says("np.transition", transition))
    facts = NO_AGREEMENT.changed(experience(hours=10_000))
    return verdict(NIA, procedure, facts, law).standing.authorizes


def test_a_transition_decides_only_what_it_is_for() -> None:
    reached, short = {"hours": 4000}, {"hours": 20_000}
    assert free_of(reached, BOTOX)
    assert not free_of(short, BOTOX)
    assert free_of({**short, "only_for": ("prescribing",)}, BOTOX)
    assert not free_of({**short, "only_for": ("prescribing",)}, GLP1)
    assert free_of({**reached, "only_for": ("prescribing",)}, GLP1)
    assert free_of({**short, "only_for": ("schedule_ii",)}, GLP1)
    assert not free_of({**reached, "only_for": ("team_based",)}, CONSULT)


def test_a_transition_that_does_not_reach_aesthetics_frees_nobody_there() -> None:
    elsewhere = {"hours": 4000, "reaches_aesthetics": False}
    assert not free_of(elsewhere, BOTOX)
    assert free_of(elsewhere, CONSULT)
    assert free_of(elsewhere, GLP1)


def test_hours_in_the_specialty_that_no_record_shows_are_attested() -> None:
    law = book(FULL, says("np.transition", {"hours": 4000, "in_specialty_hours": 2000}))
    assert codes(NIA, CONSULT, NO_AGREEMENT.changed(experience(hours=4000)), law) == {Code.ATTEST}


def test_independence_on_a_weak_transition_needs_counsel() -> None:
    law = book(FULL, says("np.transition", {"hours": 4000}, confidence=Confidence.LOW))
    assert codes(NIA, CONSULT, NO_AGREEMENT.changed(experience(hours=4000)), law) == {Code.COUNSEL}


def test_hours_of_education_are_attested_too() -> None:
    law = book(FULL, says("np.transition", {"hours": 4000, "education_hours": 250}))
    found = verdict(NIA, CONSULT, NO_AGREEMENT.changed(experience(hours=4000)), law)
    assert [one.details["text"] for one in found.wanting] == ["250 hours of further education"]


@pytest.mark.parametrize(
    ("law", "free"),
    [
        ((says("pa.relationship", "independent"), says("pa.agreement_required", value=False)), True),
        ((says("pa.relationship", "independent"), says("pa.agreement_required", value=True)), False),
        ((says("pa.relationship", "collaboration"), says("pa.agreement_required", value=False)), False),
        ((says("pa.transition", {"hours": 5}), says("pa.agreement_required", value=False)), True),
        ((says("pa.transition", {"hours": 6}), says("pa.agreement_required", value=False)), False),
        ((says("pa.transition", {"hours": 5}), says("pa.agreement_required", value=True)), False),
    ],
)
def test_a_pa_is_independent_by_relationship_or_transition(law: tuple[Statement, ...], free: bool) -> None:
    facts = NO_AGREEMENT.changed(Experience("experience", PAT, "PA", OPENED, hours=5))
    assert (standing(PAT, CONSULT, facts, book(*law)) is Standing.HELD) == free


def test_an_independent_np_is_asked_for_no_supervisor() -> None:
    assert codes(NIA, GLP1) == {Code.SUPERVISION}
    assert codes(NIA, GLP1, law=book(FULL, NOT_REQUIRED)) == frozenset()


def test_where_the_regime_was_never_established_an_agreement_still_stands_and_nothing_else() -> None:
    law = book(silent_on=["np.authority", "pa.relationship"])
    assert standing(NIA, CONSULT, law=law) is Standing.HELD
    found = verdict(NIA, CONSULT, NO_AGREEMENT, law)
    assert found.standing is Standing.UNKNOWN
    assert found.codes == {Code.REGIME_UNKNOWN, Code.NO_PAPER}
    assert codes(PAT, CONSULT, NO_AGREEMENT, law) == {Code.REGIME_UNKNOWN, Code.NO_PAPER}


def test_independence_on_weak_law_needs_counsel() -> None:
    law = book(says("np.authority", "full", confidence=Confidence.LOW), NOT_REQUIRED)
    assert codes(NIA, CONSULT, NO_AGREEMENT, law) == {Code.COUNSEL}
    assert standing(NIA, CONSULT, law=law) is Standing.HELD  # the agreement asks for nothing


WEAK = rule("EST", PEEL, supervision="independent", exam_first=False)


def peel(**fields: Any) -> Statement:
    """The rule by which Esther peels, with other fields of the statement."""
    return says("delegation.rule", WEAK.value, PEEL, "EST", **fields)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (peel(confidence=Confidence.MEDIUM), set()),
        (peel(confidence=Confidence.LOW), {Code.COUNSEL}),
        (peel(confidence=Confidence.LOW, signed="counsel 2026-01-05"), set()),
        (peel(confidence=Confidence.LOW, overlay=True), set()),
    ],
    ids=["medium", "low", "low but signed", "counsel's overlay"],
)
def test_weak_law_grants_only_on_condition(statement: Statement, found: set[Code]) -> None:
    assert codes(ESTHER, PEEL, law=book(statement)) == found


def test_a_network_may_ask_for_stronger_law() -> None:
    law = book(peel(confidence=Confidence.MEDIUM))
    assert standing(ESTHER, PEEL, law=law) is Standing.HELD
    assert codes(ESTHER, PEEL, cast(grant_threshold=Confidence.HIGH), law) == {Code.COUNSEL}


def test_weak_law_still_bars() -> None:
    law = book(says("delegation.rule", {"leave": "prohibited"}, PEEL, "EST", confidence=Confidence.LOW))
    assert codes(ESTHER, PEEL, law=law) == {Code.LAW_PROHIBITS}


def prohibited(**fields: Any) -> Statement:
    """A statement that Esther may not peel."""
    return says("delegation.rule", {"leave": "prohibited"}, PEEL, "EST", **fields)


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        ((peel(authority="board"), prohibited(authority="court")), {Code.COUNSEL}),
        ((prohibited(authority="court"), peel(authority="board")), {Code.LAW_PROHIBITS}),
        ((peel(), prohibited(confidence=Confidence.MEDIUM)), set()),
        ((prohibited(), peel(confidence=Confidence.MEDIUM)), {Code.LAW_PROHIBITS}),
        ((prohibited(), peel(confidence=Confidence.LOW, signed="counsel")), set()),
        ((prohibited(signed="counsel"), peel(overlay=True)), set()),
        ((peel(), peel(authority="court")), set()),
    ],
    ids=[
        "equal rivals: the first, with counsel",
        "equal rivals: a bar is a bar",
        "a weaker rival against",
        "a weaker rival in favor",
        "signed wins over sure",
        "an overlay wins over signed",
        "rivals that say the same",
    ],
)
def test_of_rivals_the_strongest_decides(statements: tuple[Statement, ...], found: set[Code]) -> None:
    assert codes(ESTHER, PEEL, law=book(*statements)) == found


def test_pending_law_never_decides() -> None:
    assert standing(ESTHER, PEEL, law=book(peel(), prohibited(pending=True))) is Standing.HELD
    assert codes(ESTHER, PEEL, law=book(peel(pending=True))) == {Code.LAW_UNKNOWN}


def test_law_whose_beginning_is_unknown_holds_back_without_limit() -> None:
    law = book(peel(since_known=False))
    assert standing(ESTHER, PEEL, law=law, on=OPENED) is Standing.HELD


def test_counsels_overlay_wins_on_its_days_only() -> None:
    law = LAW.with_overlay([prohibited(overlay=True, since=TODAY)])
    assert standing(ESTHER, PEEL, law=law, on=YESTERDAY) is Standing.HELD
    assert standing(ESTHER, PEEL, law=law, on=TODAY) is Standing.BARRED


def test_an_answer_covers_the_span_it_was_asked_for() -> None:
    facts = cast(
        altered(Appointment, "appointment-ada", span=Span.of(OPENED, TODAY)),
        altered(Delegation, "delegation-rosa", span=Span.of(date(2024, 6, 1))),
    )
    during = Span.of(date(2024, 1, 1), date(2027, 1, 1))
    answer = authority(Question(ROSA, BOTOX, AUSTIN, during), facts, LAW)
    assert [(one.span.first, one.standing) for one in answer.stretches] == [
        (date(2024, 1, 1), Standing.ABSENT),
        (date(2024, 6, 1), Standing.CONDITIONAL),
        (TODAY, Standing.ABSENT),
    ]
    assert answer.on(TODAY.toordinal()).codes == {Code.NO_APPOINTMENT}
    with pytest.raises(LookupError):
        answer.on(during.end)


def test_a_judge_knows_whom_to_ask_about() -> None:
    judge = Judge(CAST, LAW)
    known = list(judge.keys())
    assert Key(ROSA, BOTOX, AUSTIN) in known
    assert Key(ADA, BOTOX, AUSTIN) in known
    assert Key(ADA, BOTOX, DALLAS) not in known  # Ada is engaged in Austin only
    assert known == [key for site in (AUSTIN, DALLAS, "tele") for key in judge.keys_at(site)]
    assert known == sorted(known, key=lambda key: (key.site, key.person, key.procedure))
    assert judge.track(Key(ROSA, BOTOX, AUSTIN)) is judge.track(Key(ROSA, BOTOX, AUSTIN))


def test_a_judge_holds_each_day_once_whatever_the_key() -> None:
    judge = Judge(CAST, LAW)
    listed = [day for key in judge.keys() for day in judge.track(key).starts]  # noqa: SIM118 - a judge is no mapping
    assert len({id(day) for day in listed}) == len(set(listed)) < len(listed)


def test_asking_about_a_site_that_is_not_there_is_refused() -> None:
    nowhere = Key(ROSA, BOTOX, "atlantis")
    with pytest.raises(UnknownRecordError):
        Judge(CAST, LAW).track(nowhere)
    with pytest.raises(UnknownRecordError):
        Judge(CAST, LAW).verdict(nowhere, TODAY.toordinal())


def test_a_second_agreement_rescues_an_np_whose_first_physician_leaves() -> None:
    facts = cast(agreed(NIA, by="ben", id="agreement-nia-ben"), without=["appointment-ada"])
    assert standing(NIA, CONSULT, facts) is Standing.HELD
    assert standing(NIA, CONSULT, facts.changed(licensed("ben", status="revoked"))) is Standing.ABSENT
