"""A record of any kind comes out of its table exactly as it went in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import models, transaction
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from openmso.authority.facts.bedside import Bedside
from openmso.authority.facts.oversight import Agreement
from openmso.authority.facts.people import License
from openmso.foundation.actor import system
from openmso.foundation.door import acting
from openmso.foundation.frozen import UnknownReferenceError, kept, records_of, row_of, thawed
from openmso.foundation.models import Network
from openmso.netfile.actions.records import TABLES
from openmso.oversight.models import Delegation
from openmso.structure import models as structure
from openmso.timeline.spans import ALWAYS
from openmso.workforce import models as workforce
from tests.foundation.rows import row_in, saved
from tests.netfile.networks import ORGANIZATIONS, PEOPLE, SITES, of

KINDS = pytest.mark.parametrize("kind", list(TABLES), ids=lambda kind: kind.__name__)
REFERRED_TO: dict[type[models.Model], tuple[str, ...]] = {
    workforce.Person: PEOPLE,
    structure.Organization: ORGANIZATIONS,
    structure.Site: SITES,
}


@dataclass(frozen=True)
class Paper:
    clauses: Mapping[str, Any]


def referred_to(network: UUID) -> dict[tuple[type, str], Any]:
    """Rows for all that the drawn records may refer to."""
    keys: dict[tuple[type, str], Any] = {}
    for model, codes in REFERRED_TO.items():
        for code in codes:
            row: Any = row_in(network, model)
            row.code = code
            keys[model, code] = saved(network, row).pk
    return keys


@KINDS
@pytest.mark.django_db
@settings(max_examples=15)
@given(data=st.data())
def test_a_record_comes_out_of_its_table_as_it_went_in(kind: type, data: st.DataObject) -> None:
    record: Any = data.draw(of(kind))
    if isinstance(record, Agreement):
        assume(record.physician != record.person)  # nobody has one with themselves; the file lets that pass
    model: Any = TABLES[kind]
    with transaction.atomic():
        network = Network.objects.create(slug="drawn", name="Drawn").id
        keys = referred_to(network)
        with acting(system(network), why="drawn"):
            model(network_id=network, **row_of(record, model, keys)).save(force_insert=True)
            found: list[Any] = records_of(model, kind)
        transaction.set_rollback(True)
    assert record in found


@given(of(Bedside))
def test_what_is_kept_as_json_comes_out_as_it_went_in(bedside: Bedside) -> None:
    assert thawed(Bedside, json.loads(json.dumps(kept(bedside)))) == bedside


@pytest.mark.parametrize(
    "clauses",
    [
        {"exact": Decimal("0.10000000000000000000000000000000001")},
        {"day": date(2026, 1, 1), "text": "2026-01-01"},
        {"$date": "no day at all"},
        {"$decimal": {"$map": True}},
        {"list": (1, (True, Decimal(2))), "none": ()},
    ],
    ids=["decimal", "day", "marked alone", "marked twice", "nested"],
)
def test_clauses_keep_what_json_does_not_know(clauses: dict[str, Any]) -> None:
    paper = Paper(clauses)
    assert thawed(Paper, json.loads(json.dumps(kept(paper)))) == paper


def test_a_reference_that_leads_nowhere_is_named() -> None:
    lost = License("rosa/license", "rosa", "RN", "TX", ALWAYS)
    with pytest.raises(UnknownReferenceError, match="rosa/license: person 'rosa' is not in the network"):
        row_of(lost, workforce.License, {(Delegation, "rosa"): 1})
