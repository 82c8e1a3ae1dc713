"""Every kind of record has its table, and every reference to it is known."""

from __future__ import annotations

from typing import get_args

from django.apps import apps
from django.db import models

from openmso.authority.facts import Record
from openmso.authority.facts.oversight import Delegation
from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Organization, Site
from openmso.foundation.register import table_of, tables, writers
from openmso.foundation.register.tables import named, referring_to
from openmso.foundation.rules.sides import Side
from openmso.netfile.actions.records import TABLES


def test_the_tables_are_those_that_the_rooms_hand_out() -> None:
    assert dict(tables()) == TABLES
    assert set(tables()) == set(get_args(Record))


def test_every_foreign_key_to_a_record_is_known_as_a_reference() -> None:
    """What is struck must be asked of all of them; one that is forgotten would only be heard from the database."""
    back = {table: kind for kind, table in tables().items()}
    keys = {
        (back[model], field.column, back[field.related_model])
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and model in back and field.related_model in back
    }
    known = {
        (one.kind, one.column, kind) for kind in tables() for one in referring_to(kind) if one.how == "key"
    }
    assert keys == known
    assert keys


def test_references_by_code_in_arrays_and_in_signatures_are_known() -> None:
    to_sites = {(one.kind, one.column, one.how) for one in referring_to(Site)}
    assert (Engagement, "sites", "codes") in to_sites
    assert (Delegation, "signatures", "parts") in {
        (one.kind, one.column, one.how) for one in referring_to(Person)
    }
    assert {one.inner for one in referring_to(Person) if one.kind is Delegation and one.how == "parts"} == {
        "person",
        "for_party",
    }


def test_who_may_write_is_what_the_table_declared() -> None:
    assert writers(Delegation) == {Side.CLINICAL, Side.SYSTEM}
    assert writers(Engagement) == {Side.BUSINESS, Side.SYSTEM}
    assert writers(Organization) == {Side.BUSINESS, Side.CLINICAL, Side.SYSTEM}


def test_a_kind_is_named_in_words() -> None:
    assert named(next(kind for kind in tables() if kind.__name__ == "StandingOrder")) == "standing order"
    assert table_of(Person).__name__ == "Person"
