"""How far a record reaches: wider than the truth is allowed, narrower never."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.answer import Key
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.oversight import Activity, Appointment, Protocol, StandingOrder
from openmso.authority.facts.people import Exclusion, Insurance, License, Person, Screening
from openmso.authority.facts.structure import (
    FeeTerms,
    Msa,
    Office,
    Organization,
    Ownership,
    Registration,
    Service,
    Site,
)
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.authority.reach import NOWHERE, Reach, of_person, reach
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from openmso.timeline.spans import FOREVER, Span
from tests.cast import (
    ADA,
    AUSTIN,
    BOTOX,
    CAST,
    DALLAS,
    LAW,
    LONG_AGO,
    LUMEN,
    MSO,
    NIA,
    NM,
    PAT,
    ROSA,
    TELE,
    TODAY,
    agreed,
    altered,
    book,
    cast,
    delegated,
    engaged,
    says,
    signed,
)
from tests.strategies.chance import DURING
from tests.strategies.networks import THERE, changed
from tests.strategies.worlds import World, worlds


def told(judge: Judge, key: Key) -> list[tuple[Span, tuple[Standing, frozenset[Code]]]]:
    """What a judge says of a key, run by run."""
    track = judge.track(key).map(lambda verdict: (verdict.standing, verdict.codes))
    return list(track.pieces(DURING))


def differing(before: Judge, after: Judge) -> set[Key]:
    """The keys whose standing or codes differ on any of the days."""
    keys = {*before.keys(), *after.keys()}
    sites = {one.id for one in before.facts.all(Site)} & {one.id for one in after.facts.all(Site)}
    return {key for key in keys if key.site in sites and told(before, key) != told(after, key)}


@st.composite
def changes(draw: st.DrawFn) -> tuple[World, Facts, list[Record]]:
    """A world, its facts with one record changed, added or dropped, and the records before and after."""
    world = draw(worlds())
    record = draw(st.sampled_from([one for table in world.facts.tables.values() for one in table.values()]))
    instead = draw(changed(record, 99))
    if isinstance(record, Site):
        moved = replace(record, state=THERE)
        instead = draw(st.sampled_from([instead, [moved], [record, replace(record, id="new-site")]]))
    kept = world.facts if record in instead else world.facts.without(record.id)
    return world, kept.changed(*instead), [record, *instead]


@given(changes())
def test_whoever_is_judged_otherwise_is_within_reach(change: tuple[World, Facts, list[Record]]) -> None:
    world, facts, records = change
    within = reach(world.facts, records) | reach(facts, records)
    outside = {
        key for key in differing(Judge(world.facts, world.law), Judge(facts, world.law)) if key not in within
    }
    assert not outside


@given(changes())
def test_a_revised_judge_judges_as_a_new_one(change: tuple[World, Facts, list[Record]]) -> None:
    world, facts, _ = change
    seasoned = Judge(world.facts, world.law)
    for key in seasoned.keys():  # noqa: SIM118 - a judge is no mapping
        seasoned.track(key)
    assert not differing(seasoned.revised(facts), Judge(facts, world.law))


@given(changes())
def test_a_revised_judge_who_keeps_what_is_out_of_reach_says_word_for_word_what_a_new_one_says(
    change: tuple[World, Facts, list[Record]],
) -> None:
    world, facts, records = change
    seasoned = Judge(world.facts, world.law)
    for key in everything(world.facts):
        seasoned.track(key)
    revised, anew = seasoned.revised(facts, records), Judge(facts, world.law)
    kept = dict(revised._tracks)
    for key in everything(facts):
        assert revised.track(key) == anew.track(key), (key, kept.get(key))
    again = revised.revised(world.facts, records)
    for key in everything(world.facts):
        assert again.track(key) == seasoned.track(key)


def everything(facts: Facts) -> list[Key]:
    """Every key, of people who were never engaged there too."""
    procedures = sorted({one for service in facts.all(Service) for one in service.procedures})
    return [
        Key(person.id, procedure, site.id)
        for site in facts.all(Site)
        for person in facts.all(Person)
        for procedure in procedures
    ]


def test_verdicts_out_of_reach_are_kept_and_under_other_settings_none() -> None:
    seasoned = Judge(CAST, book())
    for key in everything(CAST):
        seasoned.track(key)
    renewed = altered(License, "license-rosa", number="R-2")
    records = (CAST.need(License, "license-rosa"), renewed)
    facts = CAST.changed(renewed)
    kept = seasoned.revised(facts, records)._tracks
    assert {key.person for key in kept} == {one.id for one in CAST.all(Person)} - {ROSA}
    assert kept[Key(NIA, BOTOX, AUSTIN)] is seasoned.track(Key(NIA, BOTOX, AUSTIN))
    assert not seasoned.revised(facts)._tracks
    strict = cast(renewed, insured_roles=frozenset({"RN"}))
    assert not seasoned.revised(strict, records)._tracks


def test_what_was_done_or_is_held_by_the_business_reaches_nobody() -> None:
    idle = (
        Msa("msa", MSO, LUMEN, FeeTerms("flat")),
        Office("office", LUMEN, ADA, "president"),
        Screening("screening", ROSA, "LEIE", TODAY, "clear"),
        Activity("visit", "site_visit", ADA, TODAY),
    )
    assert reach(CAST, idle) == NOWHERE


def test_a_key_is_within_reach_by_its_person_or_its_site() -> None:
    assert Key(ROSA, BOTOX, "dallas") in Reach(people=frozenset({ROSA}))
    assert Key(ROSA, BOTOX, AUSTIN) in Reach(sites=frozenset({AUSTIN}))
    assert Key(ROSA, BOTOX, AUSTIN) not in Reach(frozenset({ADA}), frozenset({"dallas"}))


def test_a_director_reaches_everybody_she_delegates_to_and_every_site_she_owns() -> None:
    found = of_person(CAST, ADA)
    assert {ADA, ROSA, "nia", "pat", "mona"} <= found.people
    assert found.sites == {"austin", "dallas", "tele"}


def within_reach(before: Facts, after: Facts, law: LawBook, *records: Record) -> None:
    """Fails if anybody is judged otherwise whom these records do not reach."""
    within = reach(before, records) | reach(after, records)
    changed_keys = differing(Judge(before, law), Judge(after, law))
    assert changed_keys
    assert all(key in within for key in changed_keys)


def test_a_new_site_reaches_the_sites_that_its_director_directs_already() -> None:
    site = CAST.need(Site, AUSTIN)
    third = replace(site, id="houston")
    law = book(says("medical_director.max_locations", 2))
    within_reach(CAST, CAST.changed(third), law, third)


def test_a_site_that_moves_to_another_state_frees_room_under_a_cap() -> None:
    facts = cast(
        agreed(NIA, sites=frozenset({DALLAS})),
        agreed(PAT, span=Span.of(date(2025, 1, 1)), sites=frozenset({AUSTIN})),
    )
    law = book(says("pa.max_per_physician", {"max": 1, "counts": ("NP", "PA")}))
    moved = replace(CAST.need(Site, DALLAS), state=NM)
    within_reach(facts, facts.changed(moved), law, CAST.need(Site, DALLAS), moved)


def test_a_licensed_np_reaches_the_colleagues_under_the_same_cap() -> None:
    facts = cast(agreed(PAT, span=Span.of(date(2025, 1, 1))))
    law = book(says("pa.max_per_physician", {"max": 1, "counts": ("NP", "PA")}))
    within_reach(facts, facts.without("license-nia"), law, facts.need(License, "license-nia"))


@pytest.mark.parametrize(
    ("record", "sites"),
    [
        (altered(Protocol, "protocol", sites=frozenset({TELE})), {TELE}),
        (altered(Protocol, "protocol", signatures=()), {AUSTIN, DALLAS, TELE}),
        (altered(StandingOrder, "standing-order", sites=frozenset({DALLAS})), {DALLAS}),
        (altered(Service, "menu-austin"), {AUSTIN}),
        (altered(Registration, "registration-dallas"), {AUSTIN, DALLAS, TELE}),
        (Registration("filed", LUMEN, "laser_facility"), {AUSTIN, DALLAS, TELE}),
        (altered(Organization, LUMEN), {AUSTIN, DALLAS, TELE}),
        (altered(Organization, MSO), set()),
        (Insurance("policy", LUMEN, "malpractice", LONG_AGO), {AUSTIN, DALLAS, TELE}),
        (Ownership("part", LUMEN, ROSA, Decimal(1)), {AUSTIN, DALLAS, TELE}),
    ],
)
def test_what_belongs_to_a_place_reaches_its_sites(record: Record, sites: set[str]) -> None:
    assert reach(CAST, [record]) == Reach(sites=frozenset(sites))


def test_owners_of_an_owner_reach_the_sites_it_owns_though_they_own_in_a_circle() -> None:
    holding = Organization("holding", "Holding", "practice", "PC", "TX")
    facts = CAST.changed(
        holding,
        Ownership("own-lumen", LUMEN, "holding", Decimal(100)),
        Ownership("own-holding", "holding", LUMEN, Decimal(100)),
    )
    assert reach(facts, [holding]).sites == {AUSTIN, DALLAS, TELE}


def test_exclusions_and_policies_of_a_person_reach_as_the_person_does() -> None:
    assert reach(CAST, [Exclusion("exclusion", ADA, "SAM", LONG_AGO)]) == of_person(CAST, ADA)
    assert reach(CAST, [Insurance("policy", ROSA, "malpractice", LONG_AGO)]) == Reach(frozenset({ROSA}))
    assert reach(CAST, [altered(Person, ADA)]) == of_person(CAST, ADA)


def test_a_protocol_signed_for_named_sites_reaches_those() -> None:
    facts = cast(
        altered(Protocol, "protocol", sites=frozenset({TELE}), signatures=signed("zoe")),
        altered(StandingOrder, "standing-order", sites=frozenset({DALLAS}), prescriber="yan"),
    )
    assert of_person(facts, "zoe").sites == {TELE}
    assert of_person(facts, "yan").sites == {DALLAS}


def test_a_site_reaches_who_is_measured_from_it_and_who_counts_by_it() -> None:
    facts = cast(
        agreed(NIA, by="zoe", sites=frozenset({DALLAS})),
        agreed(PAT, by="zoe"),
        delegated(ROSA, BOTOX, by="yan"),
        engaged("yan", "MD", sites=frozenset({DALLAS})),
        Appointment("appointment-xia", "xia", LUMEN, sites=frozenset({AUSTIN})),
        without=["appointment-ada", "appointment-ben", "registration-dallas"],
    )
    found = reach(facts, [facts.need(Site, DALLAS)])
    assert found.sites == {DALLAS}
    assert found.people == {NIA, PAT, "yan", ROSA}
    assert reach(facts, [facts.need(Site, TELE)]) == Reach(sites=frozenset({TELE}))


def test_a_site_that_moves_takes_the_license_along_by_which_its_practice_has_lay_owners() -> None:
    facts = cast(
        Ownership("ownership-ada", LUMEN, "lay", Decimal(100), span=LONG_AGO),
        Registration("filed", DALLAS, "lay_owner"),
    )
    law = book(says("ownership.rule", {"lay_needs_registration": "lay_owner"}))
    moved = replace(CAST.need(Site, DALLAS), state=NM)
    within_reach(facts, facts.changed(moved), law, CAST.need(Site, DALLAS), moved)


def test_a_site_that_closes_and_stays_where_it_is_reaches_itself_only() -> None:
    site = CAST.need(Site, DALLAS)
    closed = replace(site, span=Span(site.span.start, TODAY.toordinal()))
    assert reach(CAST, [site, closed]) == Reach(sites=frozenset({DALLAS}))
    within_reach(CAST, CAST.changed(closed), LAW, site, closed)
    assert reach(CAST, [site]).people


def test_days_asked_of_in_any_order_have_the_verdict_of_their_run() -> None:
    judge = Judge(CAST, LAW)
    for key in judge.keys():  # noqa: SIM118 - a judge is no mapping
        track = judge.track(key)
        around = [day for start in track.starts[1:] for day in (start, start - 1, start, start + 1)]
        for day in (TODAY.toordinal(), *around, TODAY.toordinal(), FOREVER - 1):
            assert judge.verdict(key, day) is track.at(day)
