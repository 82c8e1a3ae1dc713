"""A compiled table says of every key and every day what the judge says, and a recompiled one what a new one says."""

import gc
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmso.authority.answer import Key
from openmso.authority.bars import cover_track
from openmso.authority.batch import Table, compile_table, recompile
from openmso.authority.batch.compiling import PARTS_OF
from openmso.authority.facts import Facts, Record, Settings
from openmso.authority.facts.oversight import Delegation, Protocol
from openmso.authority.facts.people import Engagement, Insurance, Person
from openmso.authority.facts.structure import Organization, Ownership, Service, Site
from openmso.authority.judge import Judge
from openmso.authority.papers import ordered_track, papers_track
from openmso.authority.parts import doer_track, place_track, skill_track
from openmso.authority.reasons import Code
from openmso.authority.terms import Standing
from openmso.authority.world import World as CoreWorld
from openmso.timeline.spans import Span
from openmso.timeline.tracks import Track, together
from tests.cast import (
    ADA,
    ALL,
    AUSTIN,
    BOTOX,
    CAST,
    DALLAS,
    FILLER,
    LASER,
    LAW,
    LEA,
    LOU,
    LUMEN,
    MONA,
    NIA,
    ROLES,
    ROSA,
    SINCE_OPENING,
    TODAY,
    TX,
    altered,
    book,
    cast,
    delegated,
    engaged,
    licensed,
    rule,
    says,
    signed,
    skilled,
)
from tests.strategies.networks import HERE, THERE, changed
from tests.strategies.worlds import World, worlds

R = TypeVar("R", bound=Record)
Said = tuple[Standing, int]


def said(table: Table, key: Key) -> Track[Said] | None:
    """Standing and mask of a key on every day, by the table."""
    track = table.track(key)
    return None if track is None else track.map(lambda ruling: (ruling.standing, ruling.mask))


def judged(judge: Judge, key: Key) -> Track[Said]:
    """Standing and mask of a key on every day, by the judge."""
    return judge.track(key).map(lambda verdict: (verdict.standing, verdict.mask))


def agrees(table: Table, judge: Judge) -> None:
    """The table knows exactly the judge's keys, and says the same of each."""
    keys = judge.keys()
    assert table.keys == len(keys)
    for key in keys:
        track = said(table, key)
        assert track is not None, key
        for day, (one, other) in together((track, judged(judge, key))):
            assert one == other, (key, day)


@given(worlds())
def test_the_table_says_what_the_judge_says(world: World) -> None:
    judge = Judge(world.facts, world.law)
    agrees(compile_table(judge), judge)


def records_of(facts: Facts) -> list[Record]:
    return [record for held in facts.tables.values() for record in held.values()]


@settings(max_examples=40)
@given(worlds(), st.data())
def test_a_recompiled_table_is_the_table_of_the_changed_network(world: World, data: st.DataObject) -> None:
    before = Judge(world.facts, world.law)
    table = compile_table(before)
    for number in range(2):  # twice, because the second change meets a table that was already mended
        facts = table.judge.facts
        old = data.draw(st.sampled_from(records_of(facts)))
        new = data.draw(changed(old, 100 + number))
        kept = [one for one in records_of(facts) if one is not old]
        after = Judge(Facts.of([*kept, *new], settings=facts.settings), world.law)
        table = recompile(table, [old, *new], after)
        agrees(table, after)


@settings(max_examples=60)
@given(worlds(), st.data())
def test_a_table_follows_a_site_that_moves(world: World, data: st.DataObject) -> None:
    draw = data.draw
    old = draw(st.sampled_from(world.facts.all(Site)))
    new = replace(
        old,
        state=draw(st.sampled_from([old.state, HERE, THERE])),
        latitude=draw(st.sampled_from([old.latitude, 31.0, 33.2])),
        kind=draw(st.sampled_from([old.kind, "telehealth"])),
        practice=draw(st.sampled_from([old.practice, *(one.id for one in world.facts.all(Organization))])),
    )
    after = Judge(world.facts.changed(new), world.law)
    agrees(recompile(compile_table(Judge(world.facts, world.law)), [old, new], after), after)


class Watched(Facts):
    """Facts that tell which kinds of records were asked for."""

    asked: ClassVar[set[type]] = set()

    def by(self, kind: type[R], attribute: str, value: str) -> tuple[R, ...]:
        self.asked.add(kind)
        return super().by(kind, attribute, value)

    def get(self, kind: type[R], id: str) -> R | None:
        self.asked.add(kind)
        return super().get(kind, id)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        self.asked.add(kind)
        return super().all(kind)


PART_TRACKS: dict[str, Callable[[CoreWorld, Key, str], object]] = {
    "place": lambda world, key, role: place_track(world, key.site, key.procedure),
    "doer": lambda world, key, role: doer_track(world, key.person, role, TX, "aesthetic"),
    "cover": lambda world, key, role: cover_track(world, key.person, role, LUMEN, key.procedure),
    "skill": lambda world, key, role: skill_track(world, key.person, role, TX, key.procedure),
    "ordered": lambda world, key, role: ordered_track(world, key.site, key.procedure, role),
    "papers": lambda world, key, role: papers_track(world, key.person, key.procedure, key.site, role),
}


@pytest.mark.parametrize(("person", "procedure"), [(ROSA, BOTOX), (NIA, BOTOX), (LEA, LASER), (ADA, FILLER)])
def test_a_part_rests_on_no_record_that_is_said_to_leave_it_alone(person: str, procedure: str) -> None:
    key, role = Key(person, procedure, AUSTIN), ROLES[person]
    law = book(
        says("medical_director.distance", {"miles": 75}),
        says("medical_director.max_locations", 5),
        rule("RN", BOTOX, supervision="remote", experience={"hours": 10}, certificates=("laser_hair",)),
    )
    for part, track in PART_TRACKS.items():
        Watched.asked.clear()
        track(
            Judge(Watched(CAST.tables, Settings(insured_roles=frozenset(ROLES.values()))), law).world,
            key,
            role,
        )
        behind = {kind for kind, parts in PARTS_OF.items() if kind in Watched.asked and part not in parts}
        assert not behind, part


def test_the_cast_is_compiled() -> None:
    judge = Judge(CAST, LAW)
    table = compile_table(judge)
    agrees(table, judge)
    assert table.nbytes > 0


def test_a_network_without_anybody_compiles_to_nothing() -> None:
    judge = Judge(Facts.of([]), LAW)
    table = compile_table(judge)
    assert table.keys == 0
    assert table.track(Key(ROSA, BOTOX, AUSTIN)) is None


def test_somebody_in_two_roles_at_once_is_judged_in_the_better_one() -> None:
    both = cast(
        replace(licensed(ADA, "RN"), id="license-ada-rn"),
        replace(engaged(ADA, "RN"), id="engagement-ada-rn"),
    )
    judge = Judge(both, LAW)
    agrees(compile_table(judge), judge)


def test_somebody_without_a_license_is_judged_in_no_role_until_engaged() -> None:
    judge = Judge(cast(engaged(MONA, span=Span.of(TODAY))), LAW)
    table = compile_table(judge)
    agrees(table, judge)
    before = said(table, Key(MONA, BOTOX, AUSTIN))
    assert before is not None
    assert Code.NOT_ENGAGED in judge.verdict(Key(MONA, BOTOX, AUSTIN), TODAY.toordinal() - 1).codes


def test_cover_of_some_procedures_bars_the_others() -> None:
    policy = Insurance("insurance", LUMEN, "malpractice", SINCE_OPENING, covers=frozenset({BOTOX}))
    judge = Judge(cast(policy, insured_roles=frozenset({"RN"})), LAW)
    table = compile_table(judge)
    agrees(table, judge)
    covered, bare = (table.track(Key(ROSA, procedure, AUSTIN)) for procedure in (BOTOX, FILLER))
    assert covered is not None
    assert bare is not None
    assert not covered.at(TODAY.toordinal()).mask >> Code.UNINSURED & 1
    assert bare.at(TODAY.toordinal()).mask >> Code.UNINSURED & 1


@pytest.mark.parametrize("collecting", [True, False])
def test_compiling_leaves_the_garbage_collector_as_it_was(collecting: bool) -> None:
    (gc.enable if collecting else gc.disable)()
    try:
        compile_table(Judge(CAST, LAW))
        assert gc.isenabled() is collecting
    finally:
        gc.enable()


def test_a_network_of_many_pairs_is_compiled_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openmso.authority.batch.compiling.PAIRS_AT_ONCE", 4)
    judge = Judge(CAST, LAW)
    agrees(compile_table(judge), judge)


def test_a_protocol_that_only_the_giver_signed_counts_for_that_giver() -> None:
    protocol = altered(Protocol, "protocol", signatures=signed(NIA))
    by_nia = altered(Delegation, f"delegation-{ROSA}", physician=NIA, signatures=signed(NIA))
    by_ada = altered(Delegation, f"delegation-{LOU}", signatures=signed(ADA))
    judge = Judge(cast(protocol, by_nia, by_ada), LAW)
    agrees(compile_table(judge), judge)


def test_what_does_not_change_is_not_judged_again() -> None:
    table = compile_table(Judge(CAST, LAW))
    gone = CAST.need(Engagement, f"engagement-{ROSA}")
    facts = CAST.without(gone.id)
    after = table.judge.revised(facts)
    mended = recompile(table, [gone], after)
    agrees(mended, after)
    assert mended.track(Key(ROSA, BOTOX, AUSTIN)) is None
    assert table.track(Key(ROSA, BOTOX, AUSTIN)) is not None


def test_another_law_compiles_everything_again() -> None:
    table = compile_table(Judge(CAST, LAW))
    other = Judge(CAST, book(silent_on=["np.authority"]))
    agrees(recompile(table, [], other), other)


def test_other_settings_compile_everything_again() -> None:
    table = compile_table(Judge(CAST, LAW))
    other = Judge(cast(insured_roles=frozenset({"RN"})), LAW)
    agrees(recompile(table, [], other), other)


def test_a_new_procedure_compiles_everything_again() -> None:
    table = compile_table(Judge(CAST, LAW))
    new = Service("menu-new", AUSTIN, "New", frozenset({"moxibustion"}))
    after = Judge(CAST.changed(new), LAW)
    agrees(recompile(table, [new], after), after)


def test_new_people_and_new_sites_find_their_place() -> None:
    table = compile_table(Judge(CAST, LAW))
    site = replace(CAST.need(Site, DALLAS), id="abilene")
    new = (
        site,
        Service("menu-abilene", "abilene", "Everything", ALL),
        Person("aaron", "Aaron"),
        licensed("aaron", "RN"),
        Engagement("engagement-aaron", "aaron", LUMEN, "RN", sites=frozenset({"abilene", "nowhere"})),
    )
    after = Judge(CAST.changed(*new), LAW)
    mended = recompile(table, new, after)
    agrees(mended, after)
    assert mended.words.sites.words[:-1] == table.words.sites.words
    assert mended.track(Key("aaron", FILLER, "abilene")) is not None


def test_a_site_that_is_gone_takes_its_keys_along() -> None:
    table = compile_table(Judge(CAST, LAW))
    site = CAST.need(Site, DALLAS)
    after = Judge(CAST.without(DALLAS), LAW)
    agrees(recompile(table, [site], after), after)


def test_percents_of_owners_reach_every_site() -> None:
    table = compile_table(Judge(CAST, LAW))
    old = CAST.need(Ownership, "ownership-ada")
    new = replace(old, percent=Decimal(10))
    after = Judge(CAST.changed(new), LAW)
    agrees(recompile(table, [old, new], after), after)


def test_a_protocol_that_loses_its_physician_counts_for_its_signer_only() -> None:
    # Two NPs of equal standing give the same; only one of them signed the protocol.
    facts = cast(
        *(Person(one, one.title()) for one in ("zoe", "ray")),
        *(licensed(one, "NP") for one in (NIA, "zoe")),
        altered(Protocol, "protocol", signatures=signed(ADA, NIA)),
        delegated(ROSA, BOTOX, by=NIA),
        *(licensed("ray", "RN"), engaged("ray", "RN"), skilled("ray", BOTOX)),
        delegated("ray", BOTOX, by="zoe"),
    )
    old, new = facts.need(Protocol, "protocol"), altered(Protocol, "protocol", signatures=signed(NIA))
    before, after = Judge(facts, LAW), Judge(facts.changed(new), LAW)
    agrees(recompile(compile_table(before), [old, new], after), after)
    by_nia, by_zoe = Key(ROSA, BOTOX, AUSTIN), Key("ray", BOTOX, AUSTIN)
    assert Code.NO_PROTOCOL not in after.verdict(by_nia, TODAY.toordinal()).codes
    assert Code.NO_PROTOCOL in after.verdict(by_zoe, TODAY.toordinal()).codes
    assert Code.NO_PROTOCOL not in before.verdict(by_zoe, TODAY.toordinal()).codes
