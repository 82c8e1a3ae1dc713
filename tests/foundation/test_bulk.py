"""Thousands of rows in one statement pass the same gates, and leave the same traces, as one row does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import Error, IntegrityError, transaction
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Organization
from openmso.evidence.models import Event
from openmso.foundation import bulk
from openmso.foundation.actor import system
from openmso.foundation.bulk import insert_rows, update_rows
from openmso.foundation.door import acting, seeing
from openmso.foundation.frozen import records_of, row_of
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Side
from openmso.netfile.actions.records import TABLES
from openmso.structure import models as structure
from openmso.workforce import models as workforce
from tests.foundation.test_frozen import referred_to
from tests.foundation.walls import actor_of
from tests.netfile.networks import of

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("kind", list(TABLES), ids=lambda kind: kind.__name__)


def network(slug: str = "n") -> UUID:
    return Network.objects.create(slug=slug, name=slug).id


def people(network: UUID, *names: str) -> list[dict[str, Any]]:
    return [
        {"network_id": network, "position": 0, "code": name.lower(), "name": name, "npi": ""}
        for name in names
    ]


@KINDS
@settings(max_examples=10)
@given(data=st.data())
def test_records_come_out_as_they_went_in_and_as_they_were_changed(kind: type, data: st.DataObject) -> None:
    first: Any = data.draw(of(kind))
    second: Any = data.draw(of(kind))
    for one in (first, second):
        assume(not isinstance(one, Agreement) or one.physician != one.person)
    model: Any = TABLES[kind]
    with transaction.atomic():
        drawn = Network.objects.create(slug="drawn", name="Drawn").id
        keys = referred_to(drawn)
        with acting(system(drawn), why="drawn"):
            there = {"network_id": drawn, "position": 1}
            made = list(insert_rows(model, [there | row_of(first, model, keys)]))
            assert [list(one) for one in made] == [[first.id]]
            assert first in records_of(model, kind)
            row = there | row_of(second, model, keys) | {"code": first.id}
            assert list(update_rows(model, [row])) == [1]
            found: list[Any] = records_of(model, kind)
        transaction.set_rollback(True)
    fields = {name for name in type(second).__slots__ if name != "id"}
    changed = next(one for one in found if one.id == first.id)
    assert {name: getattr(changed, name) for name in fields} == {
        name: getattr(second, name) for name in fields
    }


def test_rows_go_in_batches_and_each_leaves_its_event(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)
    home = network()
    with acting(system(home), why="hired"):
        made = list(insert_rows(workforce.Person, people(home, "Ann", "Ben", "Cy")))
        assert [sorted(one) for one in made] == [["ann", "ben"], ["cy"]]
        assert list(update_rows(workforce.Person, people(home, "Ann"))) == [1]  # nothing differs
        renamed = people(home, "Ben") + people(home, "Cy")
        renamed[0]["name"] = "Benjamin"
        assert list(update_rows(workforce.Person, renamed)) == [2]
    with seeing(system(home)):
        left = (
            Event.objects.filter(table="workforce_person").order_by("id").values_list("verb", "code", "why")
        )
        assert [*left] == [
            ("insert", "ann", "hired"),
            ("insert", "ben", "hired"),
            ("insert", "cy", "hired"),
            ("update", "ben", "hired"),
        ]


def test_no_rows_take_no_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert not list(insert_rows(workforce.Person, [])) + list(update_rows(workforce.Person, []))


def test_a_column_that_is_not_given_gets_the_default_of_its_model() -> None:
    home = network()
    mso = Organization("o", "O", "mso", "LLC", "TX")
    row = {"network_id": home, **row_of(mso, structure.Organization, {})}
    del row["qualified_in"]
    with acting(system(home), why="founded"):
        list(insert_rows(structure.Organization, [row]))
        made = structure.Organization.objects.get()
    assert (made.qualified_in, made.position) == ([], 0)


def test_rows_of_another_network_are_refused_and_not_touched() -> None:
    home, other = network("home"), network("other")
    with acting(system(other), why="theirs"):
        list(insert_rows(workforce.Person, people(other, "Ann")))
    with pytest.raises(Error, match="row-level security"), acting(system(home), why="mine"):
        list(insert_rows(workforce.Person, people(other, "Ben")))
    with acting(system(home), why="mine"):
        changed = people(other, "Ann")
        changed[0]["name"] = "Stolen"
        list(update_rows(workforce.Person, changed))
    with seeing(system(other)):
        assert records_of(workforce.Person, Person) == [Person("ann", "Ann")]


def test_a_side_writes_no_more_than_its_grants() -> None:
    home = network()
    nurse = actor_of(Side.CLINICAL, home)
    with pytest.raises(Error, match="permission denied"), acting(nurse, why="raise"):
        list(insert_rows(workforce.Insurance, [{"network_id": home, "code": "i"}]))


def test_a_constraint_refuses_the_whole_batch() -> None:
    home = network()
    with pytest.raises(IntegrityError, match="person_code"), acting(system(home), why="twins"):
        list(insert_rows(workforce.Person, people(home, "Ann", "Ann")))
    with seeing(system(home)):
        assert not workforce.Person.objects.exists()
