"""The laws of the core, over networks, law books and bedsides drawn at random.

Each is written down in docs/rooms/authority.md. The naive evaluator in tests/oracle is the second opinion.
"""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from openmso.authority.answer import Act, Answer, Key, Outcome, Question
from openmso.authority.contingency import contingency, removed
from openmso.authority.decide import decide
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.oversight import (
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Experience,
    Insurance,
    License,
    Person,
)
from openmso.authority.facts.structure import Organization, Ownership, Registration, Service, Site
from openmso.authority.forecast import forecast
from openmso.authority.judge import Judge, authority
from openmso.authority.law import FEDERAL, LawBook, Statement
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from openmso.authority.whatif import whatif
from openmso.law.queries import pack
from openmso.law.rules.world import DOER, SITE, Scene, facts_of
from openmso.timeline.spans import Span
from tests.oracle.decision import decision_on
from tests.oracle.verdict import verdict_on
from tests.strategies.bedsides import acts
from tests.strategies.chance import DURING, spans
from tests.strategies.networks import HERE, INJECT, ROLES, everybody
from tests.strategies.worlds import World, asked, done, worlds

GRANTING = (
    Agreement,
    Appointment,
    Certificate,
    Competency,
    Delegation,
    Engagement,
    Experience,
    Insurance,
    License,
    Protocol,
    Registration,
    Service,
    StandingOrder,
)
DAYS = range(DURING.start, DURING.end)


def answered(world: World, key: Key) -> Answer:
    """The answer of the judge over the three weeks."""
    return authority(Question(key.person, key.procedure, key.site, DURING), world.facts, world.law)


def days_of_authority(facts: Facts, law: LawBook, key: Key) -> set[int]:
    """The days on which the key has authority."""
    track = Judge(facts, law).track(key)
    return {day for day in DAYS if track.at(day).standing.authorizes}


def records(facts: Facts) -> list[Record]:
    """All records of a network."""
    return [record for table in facts.tables.values() for record in table.values()]


@given(asked)
def test_stretches_cover_the_span_exactly_in_order_and_differ_from_their_neighbors(
    case: tuple[World, Key],
) -> None:
    stretches = answered(*case).stretches
    assert stretches[0].span.start == DURING.start
    assert stretches[-1].span.end == DURING.end
    for one, other in pairwise(stretches):
        assert one.span.end == other.span.start
        assert one.verdict != other.verdict


@given(asked)
def test_the_judge_says_on_every_day_what_the_naive_evaluator_says(case: tuple[World, Key]) -> None:
    world, key = case
    answer = answered(world, key)
    for day in DAYS:
        naive = verdict_on(world.facts, world.law, key, day)
        judged = answer.on(day)
        assert (judged.standing, judged.codes) == (naive.standing, naive.codes)


@given(done)
def test_decisions_are_those_of_the_naive_evaluator(case: tuple[World, Act]) -> None:
    world, act = case
    decided = decide(act, Judge(world.facts, world.law))
    naive = decision_on(world.facts, world.law, act)
    assert decided.outcome is naive.outcome
    assert {one.code for one in decided.missing} == naive.missing
    assert {one.code for one in decided.to_show} == naive.to_show


@given(asked, st.data())
def test_removing_a_record_that_grants_never_adds_a_day(case: tuple[World, Key], data: st.DataObject) -> None:
    world, key = case
    record = data.draw(st.sampled_from([one for one in records(world.facts) if isinstance(one, GRANTING)]))
    # A giver's engagement is also an address: without it a distance cannot be told any more.
    measured = any(one.parameter == "medical_director.distance" for one in world.law.statements)
    assume(not (measured and isinstance(record, Engagement)))
    # An owner's license also says what they count as: a nurse without one is a lay owner, whom a rule may allow.
    combined = any(one.parameter == "ownership.rule" for one in world.law.statements)
    owners = {one.owner for one in world.facts.all(Ownership)}
    assume(not (combined and isinstance(record, License) and record.person in owners))
    before = days_of_authority(world.facts, world.law, key)
    assert days_of_authority(world.facts.without(record.id), world.law, key) <= before


@given(asked, spans, st.data())
def test_excluding_somebody_never_adds_a_day(
    case: tuple[World, Key], span: Span, data: st.DataObject
) -> None:
    world, key = case
    exclusion = Exclusion("one-more", data.draw(st.sampled_from(everybody)), "SAM", span)
    after = days_of_authority(world.facts.changed(exclusion), world.law, key)
    assert after <= days_of_authority(world.facts, world.law, key)


@given(asked, spans, st.sampled_from(ROLES), st.booleans())
def test_counsel_who_prohibits_never_adds_a_day(
    case: tuple[World, Key], span: Span, role: str, signed: bool
) -> None:
    world, key = case
    prohibited = Statement(
        HERE,
        "delegation.rule",
        (key.procedure, role),
        {"leave": "prohibited"},
        span,
        overlay=True,
        signed="counsel" if signed else "",
    )
    after = days_of_authority(world.facts, world.law.with_overlay([prohibited]), key)
    assert after <= days_of_authority(world.facts, world.law, key)


def silent(law: LawBook, parameter: str) -> LawBook:
    """The book as if nobody had ever asked one question."""
    kept = [one for one in law.statements if one.parameter != parameter]
    return LawBook.of(kept, procedures=law.procedures)


@given(asked)
def test_where_no_rule_was_researched_only_physicians_hold_authority(case: tuple[World, Key]) -> None:
    world, key = case
    assume(key.procedure == INJECT)  # the drip is covered by general scope and by the law of drips
    judge = Judge(world.facts, silent(world.law, "delegation.rule"))
    doctors = {one.person for one in world.facts.all(Engagement) if one.role in {"MD", "DO"}}
    for day in DAYS:
        standing = judge.verdict(key, day).standing
        assert standing is not Standing.HELD or key.person in doctors


@given(asked)
def test_where_no_regime_was_researched_nobody_is_independent(case: tuple[World, Key]) -> None:
    world, key = case
    law = silent(silent(world.law, "np.authority"), "pa.relationship")
    track = Judge(world.facts, law).track(key)
    roles = {one.role for one in world.facts.all(Engagement) if one.person == key.person}
    assume(roles <= {"NP", "PA"})
    for day in DAYS:
        verdict = track.at(day)
        assert not verdict.standing.authorizes or verdict.grounds[0].kind == "agreement"


@given(asked)
def test_where_ownership_was_never_researched_no_practice_of_others_than_physicians_treats(
    case: tuple[World, Key],
) -> None:
    world, key = case
    track = Judge(world.facts, silent(world.law, "cpom.lay_ownership_allowed")).track(key)
    for day in DAYS:
        unknown = Code.OWNERSHIP_UNKNOWN in track.at(day).codes
        assert not (unknown and track.at(day).standing.authorizes)


def renamed(value: Any, names: dict[str, str]) -> Any:
    """A record, or a part of one, with other ids."""
    if isinstance(value, str) and not isinstance(value, StrEnum):
        return names.get(value, value)
    if isinstance(value, frozenset):
        return frozenset(renamed(one, names) for one in value)
    if isinstance(value, tuple):
        return tuple(renamed(one, names) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: renamed(getattr(value, one.name), names) for one in fields(value)})
    return value


@given(asked, st.randoms(use_true_random=False))
def test_renaming_and_reordering_records_changes_nothing(case: tuple[World, Key], chance: Random) -> None:
    world, key = case
    listed = records(world.facts)
    numbers = list(range(len(listed)))
    chance.shuffle(numbers)
    names = {record.id: f"r{number:03}" for record, number in zip(listed, numbers, strict=True)}
    others = [renamed(record, names) for record in listed]
    chance.shuffle(others)
    facts = Facts.of(others, settings=world.facts.settings)
    before = Judge(world.facts, world.law).track(key)
    after = Judge(facts, world.law).track(
        Key(names.get(key.person, key.person), key.procedure, names[key.site])
    )
    for day in DAYS:
        one, other = before.at(day), after.at(day)
        assert (one.standing, one.codes) == (other.standing, other.codes)


@given(asked)
def test_an_expired_world_and_an_untouched_one_are_judged_alike_on_the_days_they_share(
    case: tuple[World, Key],
) -> None:
    """Whatever ended before the three weeks, or begins after them, does not count within them."""
    world, key = case
    kept = [one for one in records(world.facts) if not hasattr(one, "span") or one.span.overlaps(DURING)]
    needed = [one for one in records(world.facts) if isinstance(one, Site | Organization)]
    facts = Facts.of([*needed, *kept], settings=world.facts.settings)
    before, after = Judge(world.facts, world.law).track(key), Judge(facts, world.law).track(key)
    for day in DAYS:
        if Code.NOT_ENGAGED not in before.at(day).codes:  # then the oldest license of all times counts
            assert (before.at(day).standing, before.at(day).codes) == (
                after.at(day).standing,
                after.at(day).codes,
            )


@given(worlds())
def test_a_forecast_tells_the_first_day_lost_and_the_first_day_back(world: World) -> None:
    judge = Judge(world.facts, world.law)
    losses = {loss.key: loss for loss in forecast(judge, DURING)}
    for key in judge.keys():  # noqa: SIM118 - a judge is no mapping
        held = days_of_authority(world.facts, world.law, key)
        lost = [day for day in DAYS if day not in held]
        if DURING.start not in held or not lost:
            assert key not in losses
            continue
        loss = losses[key]
        assert loss.day == min(lost)
        assert loss.before.standing.authorizes
        assert not loss.after.standing.authorizes
        back = [day for day in DAYS if day in held and day > loss.day]
        assert loss.until == min(back) if back else loss.until is None or loss.until >= DURING.end


@given(worlds(), worlds())
def test_what_if_tells_every_day_on_which_the_standing_differs(one: World, other: World) -> None:
    before, after = Judge(one.facts, one.law), Judge(other.facts, other.law)
    told: dict[tuple[Key, int], tuple[Standing, Standing]] = {}
    for change in whatif(before, after, DURING):
        for day in range(change.span.start, change.span.end):
            assert (change.key, day) not in told
            told[change.key, day] = change.before.standing, change.after.standing
    for key in {*before.keys(), *after.keys()}:
        for day in DAYS:
            was, would_be = before.verdict(key, day).standing, after.verdict(key, day).standing
            assert told.get((key, day), (was, was)) == (was, would_be if (key, day) in told else was)
            assert ((key, day) in told) == (was is not would_be)


@given(worlds(), st.sampled_from(DAYS))
def test_contingency_tells_what_goes_dark_without_each_record(world: World, day: int) -> None:
    judge = Judge(world.facts, world.law)
    told = {one.record: set(one.dark) for one in contingency(judge, day)}
    for kind in (Person, Appointment, Agreement, License):
        for record in world.facts.all(kind):
            without = Judge(removed(world.facts, record.id), world.law)
            dark = {
                key
                for key in judge.keys()  # noqa: SIM118 - a judge is no mapping
                if judge.verdict(key, day).standing.authorizes
                and not without.verdict(key, day).standing.authorizes
            }
            assert told.get(record.id, set()) == dark


@given(done, st.lists(acts(), max_size=3))
def test_what_was_decided_before_changes_no_decision(case: tuple[World, Act], others: list[Act]) -> None:
    world, act = case
    seasoned = Judge(world.facts, world.law)
    for other in others:
        decide(other, seasoned)
    assert decide(act, seasoned) == decide(act, Judge(world.facts, world.law))
    assert decide(act, seasoned) == decide(act, seasoned)


@given(done)
def test_a_stop_names_the_nearest_day_of_authority(case: tuple[World, Act]) -> None:
    world, act = case
    judge = Judge(world.facts, world.law)
    decided = decide(act, judge)
    assume(decided.outcome is Outcome.STOP)
    assume(not judge.verdict(Key(act.person, act.procedure, act.site), decided.day).standing.authorizes)
    held = days_of_authority(world.facts, world.law, Key(act.person, act.procedure, act.site))
    distances = {abs(day - decided.day) for day in held}
    if decided.nearest_held is None:
        assert not held
    elif distances:
        assert abs(decided.nearest_held - decided.day) <= min(distances)
        assert judge.verdict(
            Key(act.person, act.procedure, act.site), decided.nearest_held
        ).standing.authorizes


VARIANTS: tuple[dict[str, Any], ...] = (
    {},
    {"without": ("agreement", "delegation")},
    {"experience": {"hours": 12_000, "months": 120, "rn_hours": 9_000}},
    {"owners": ({"role": "MD", "percent": 60}, {"role": "lay", "percent": 40})},
    {"owners": ({"role": "NP", "percent": 100},)},
    {"others_under_physician": {"NP": 5, "PA": 4}},
    {"distance_miles": 70, "sites_of_director": 6},
    {"director_role": "NP"},
    {"kind": "telehealth"},
    {"without": ("registration", "order")},
)


@cache
def book_of(state: str) -> LawBook:
    """The shipped pack's statements of one state, which the naive evaluator can read in time."""
    book = pack()
    return LawBook.of(
        [one for one in book.statements if one.jurisdiction == state], procedures=book.procedures
    )


@given(
    st.sampled_from(sorted({one.jurisdiction for one in pack().statements} - {FEDERAL})),
    st.sampled_from(ROLES),
    st.sampled_from(sorted(pack().procedures)),
    st.sampled_from(VARIANTS),
    st.dates(date(2023, 1, 1), date(2028, 1, 1)),
)
def test_under_the_shipped_law_too_the_judge_says_what_the_naive_evaluator_says(
    state: str, role: str, procedure: str, variant: dict[str, Any], on: date
) -> None:
    book = book_of(state)
    facts = facts_of(Scene(state, on, book, {"role": role, "procedure": procedure, **variant}))
    key = Key(DOER, procedure, SITE)
    judged = Judge(facts, book).verdict(key, on.toordinal())
    naive = verdict_on(facts, book, key, on.toordinal())
    assert (judged.standing, judged.codes) == (naive.standing, naive.codes)
