"""Facts: records by id, indexed, immutable, and as good after a change as if built anew."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from openmso.authority.facts import Facts, Record, Settings, UnknownRecordError
from openmso.authority.facts.oversight import Agreement, Delegation
from openmso.authority.facts.people import Certificate, Engagement, License, Person
from openmso.authority.facts.structure import Ownership, Site
from tests.cast import (
    ADA,
    AUSTIN,
    BOTOX,
    CAST,
    DALLAS,
    NIA,
    RECORDS,
    ROSA,
    agreed,
    cast,
    delegated,
    engaged,
    licensed,
)
from tests.strategies.networks import SITES, changed, everybody, networks

INDEXES: tuple[tuple[type, str, tuple[str, ...]], ...] = (
    (License, "person", tuple(everybody)),
    (Engagement, "sites", SITES),
    (Engagement, "person", tuple(everybody)),
    (Delegation, "physician", tuple(everybody)),
    (Delegation, "sites", SITES),
    (Agreement, "physician", tuple(everybody)),
    (Ownership, "organization", ("lumen", "other")),
)


def test_records_are_found_by_kind_and_id() -> None:
    assert CAST.need(Person, ADA).name == "Ada"
    assert CAST.get(Person, "nobody") is None
    assert CAST.get(License, ADA) is None
    assert CAST.find("license-ada") == CAST.need(License, "license-ada")
    assert CAST.find("nobody") is None
    with pytest.raises(UnknownRecordError, match="no person 'nobody'"):
        CAST.need(Person, "nobody")


def test_every_record_of_a_kind_comes_in_the_order_given() -> None:
    assert CAST.all(Site) == tuple(record for record in RECORDS if isinstance(record, Site))
    assert Facts().all(Site) == ()


def test_a_repeated_id_keeps_the_last_record() -> None:
    first, last = Person("ada", "Ada"), Person("ada", "Ada Ahn")
    assert Facts.of([first, last]).all(Person) == (last,)


def test_an_index_finds_an_id_a_set_that_holds_it_and_a_set_without_limit() -> None:
    facts = cast(engaged(NIA, sites=frozenset({DALLAS})))
    at_austin = {one.person for one in facts.by(Engagement, "sites", AUSTIN)}
    assert ADA in at_austin
    assert ROSA in at_austin
    assert NIA not in at_austin
    assert {one.id for one in facts.by(Delegation, "procedures", BOTOX)} >= {"delegation-rosa"}
    assert facts.by(License, "person", "nobody") == ()


def test_a_changed_copy_leaves_the_original_as_it_was() -> None:
    before = CAST.by(License, "person", ROSA)
    without = CAST.without("license-rosa")
    assert without.by(License, "person", ROSA) == ()
    assert CAST.by(License, "person", ROSA) == before
    added = without.changed(*before)
    assert added.by(License, "person", ROSA) == before


def test_removing_what_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownRecordError, match="no record 'nobody'"):
        CAST.without("license-rosa", "nobody")


def test_settings_name_and_sources_stay_through_a_change() -> None:
    facts = Facts.of(
        RECORDS,
        settings=Settings(insured_roles=frozenset({"RN"})),
        name="Lumen",
        sources={"ada": "network.yaml:7"},
    )
    other = facts.without("license-rosa").changed(agreed(NIA), delegated(ROSA))
    assert (other.settings, other.name, other.sources) == (facts.settings, facts.name, facts.sources)
    assert Facts.of(RECORDS).settings == Settings()


@given(networks(), st.data())
def test_indexes_of_a_changed_copy_are_those_of_facts_built_anew(facts: Facts, data: st.DataObject) -> None:
    for kind, attribute, values in INDEXES:
        facts.by(kind, attribute, values[0])  # builds the index that the change has to keep right
    for number in range(3):
        listed = [record for table in facts.tables.values() for record in table.values()]
        record: Record = data.draw(st.sampled_from(listed))
        instead = data.draw(changed(record, number + 50))
        facts = (facts if record in instead else facts.without(record.id)).changed(*instead)
    anew = Facts.of(record for table in facts.tables.values() for record in table.values())
    for kind, attribute, values in INDEXES:
        for value in values:
            found: tuple[Record, ...] = facts.by(kind, attribute, value)
            wanted: tuple[Record, ...] = anew.by(kind, attribute, value)
            assert {one.id: one for one in found} == {one.id: one for one in wanted}
            assert len(found) == len(wanted)


def test_a_record_that_changes_its_holder_leaves_the_old_one() -> None:
    CAST.by(License, "person", ROSA)
    given_away = replace(CAST.need(License, "license-rosa"), person=NIA)
    facts = CAST.changed(given_away)
    assert facts.by(License, "person", ROSA) == ()
    assert given_away in facts.by(License, "person", NIA)


LICENSES = tuple(CAST.tables[License])


@given(st.data())
def test_renewed_facts_are_those_of_the_records_in_the_order_of_their_ranks(data: st.DataObject) -> None:
    ranks = {id: rank * 10 for rank, id in enumerate(LICENSES)}
    facts = Facts.of(CAST.all(License))
    for person in (ROSA, NIA):
        facts.by(License, "person", person)  # builds the index that the change has to keep right
    listed = dict(facts.tables[License])
    for _ in range(3):
        id = data.draw(st.sampled_from((*LICENSES, "new", "newer")))
        holder = data.draw(st.sampled_from((ROSA, NIA)))
        record = data.draw(st.sampled_from((None, licensed(holder, id=id))))
        if record is None and id not in listed:
            continue
        rank = data.draw(st.integers(-1, 200)) if record else None
        is_new = id not in listed  # as is one that was gone and comes back where it stood
        moved = [id] if rank is not None and (is_new or ranks.get(id) != rank) else []
        if rank is not None:
            ranks[id] = rank
        facts = facts.renewed(License, {id: record}, ranks, moved)
        listed = {**listed, id: record} if record else {one: listed[one] for one in listed if one != id}
    wanted = sorted(listed.values(), key=lambda one: ranks[one.id])
    assume(len({ranks[id] for id in listed}) == len(listed))
    anew = Facts.of(wanted)
    assert facts.all(License) == anew.all(License)
    for person in (ROSA, NIA):
        assert facts.by(License, "person", person) == anew.by(License, "person", person)


def test_another_table_name_or_settings_share_the_rest() -> None:
    CAST.by(License, "person", ROSA)
    facts = CAST.with_table(License, {}).called(Settings(insured_roles=frozenset({"RN"})), "Lumen II")
    assert (facts.name, facts.settings.insured_roles) == ("Lumen II", frozenset({"RN"}))
    assert facts.by(License, "person", ROSA) == ()
    assert facts.tables == {kind: table for kind, table in CAST.tables.items() if kind is not License}


def test_the_last_record_of_a_kind_takes_its_table_with_it_and_a_table_can_be_another() -> None:
    (only,) = CAST.all(Certificate)
    gone = CAST.renewed(Certificate, {only.id: None}, {})
    assert Certificate not in gone.tables
    assert gone.tables == {kind: table for kind, table in CAST.tables.items() if kind is not Certificate}
    back = gone.with_table(Certificate, {only.id: only})
    assert back.all(Certificate) == (only,)
    assert back.tables == CAST.tables
