"""A record is judged by itself: the cast is clean, and one change makes exactly this fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.facts.checks import Fault, Reference, faults, references
from openmso.authority.facts.fields import ORGANIZATION, PARTY
from openmso.authority.facts.oversight import Delegation
from openmso.authority.facts.people import Engagement, License, PayPlan, Person
from openmso.authority.facts.structure import FeeTerms, Msa, Ownership, Service, Signature, Site
from tests.cast import ADA, AUSTIN, CAST, LUMEN, MSO, RECORDS, ROSA, licensed
from tests.netfile.networks import records

TERMS: Any = Msa("msa", MSO, LUMEN, FeeTerms("flat", Decimal(100)))


def test_the_cast_is_clean() -> None:
    assert [fault for record in RECORDS for fault in faults(record)] == []
    assert list(faults(TERMS)) == []
    provided = {"term": {"rate": Decimal("1.5"), "days": [date(2026, 1, 1)], "renews": True}}
    assert list(faults(replace(TERMS, clauses=provided))) == []


@given(records())
def test_whatever_a_network_file_can_hold_is_clean(drawn: list[Any]) -> None:
    assert [fault for record in drawn for fault in faults(record)] == []


# Of any type, for a test gives them values of every kind.
LICENSE: Any = licensed(ADA)
SITE: Any = CAST.need(Site, AUSTIN)
SHARE: Any = CAST.need(Ownership, "ownership-ada")
PAID: Any = replace(CAST.need(Engagement, "engagement-rosa"), pay=PayPlan("hourly", Decimal(40)))


@pytest.mark.parametrize(
    ("record", "field", "what"),
    [
        (replace(LICENSE, id="Ada"), "id", '"Ada" is not an id'),
        (replace(LICENSE, id="a" * 201), "id", "is not an id"),
        (replace(LICENSE, role="md"), "role", '"md" does not fit'),
        (replace(LICENSE, state=""), "state", "is empty"),
        (replace(LICENSE, number="A\n1"), "number", "has line breaks"),
        (replace(LICENSE, verified_with="x" * 2001), "verified_with", "has 2001 characters"),
        (replace(LICENSE, verified_on=datetime(2026, 1, 1, tzinfo=UTC)), "verified_on", "a datetime"),
        (replace(LICENSE, multistate=1), "multistate", "a int does not fit"),
        (replace(LICENSE, span=(1, 2)), "span", "a tuple does not fit"),
        (Person("zoe", "Zoe", npi="123"), "npi", '"123" does not fit'),
        (Person("zoe", " "), "name", "is empty"),
        (replace(SITE, zone="Europe/Berlin"), "zone", '"Europe/Berlin" is not a zone of TX'),
        (replace(SITE, latitude=91.0), "latitude", "91.0 does not fit"),
        (replace(SITE, setting="garage"), "setting", '"garage" does not fit'),
        (replace(SHARE, percent=Decimal("100.01")), "percent", "100.01 does not fit"),
        (replace(SHARE, percent=Decimal("NaN")), "percent", "NaN is no number"),
        (replace(SHARE, percent=50.0), "percent", "a float does not fit"),
        (replace(PAID, sites="austin"), "sites", "a str does not fit"),
        (replace(PAID, sites=frozenset()), "sites", "is empty"),
        (replace(PAID, pay=PayPlan("by the hour")), "pay.basis", '"by the hour" does not fit'),
        (replace(PAID, pay={"basis": "hourly"}), "pay", "a dict does not fit"),
        (Service("s", AUSTIN, "B", frozenset()), "procedures", "is empty"),
        (replace(TERMS, fee=FeeTerms("flat", Decimal(-1))), "fee.amount", "-1 does not fit"),
        (replace(TERMS, fee=FeeTerms("flat", 5)), "fee.amount", "a int does not fit"),  # type: ignore[arg-type] # what this is about
        (replace(TERMS, clauses={"Non-compete": "none"}), "clauses", '"Non-compete" is not the code'),
        (replace(TERMS, clauses={"term": 1.5}), "clauses", "what term provides does not fit"),
        (replace(TERMS, clauses={"term": Decimal("NaN")}), "clauses", "what term provides does not fit"),
        (replace(TERMS, clauses={"term": {"days": [None]}}), "clauses", "what term provides does not fit"),
    ],
)
def test_one_change_makes_one_fault(record: Any, field: str, what: str) -> None:
    (fault,) = faults(record)
    assert fault.field == field
    assert what in fault.what
    assert fault.mend


def test_a_word_that_is_nearly_right_is_suggested() -> None:
    (fault,) = faults(replace(LICENSE, status="actve"))
    assert (fault.field, fault.what) == ("status", '"actve" does not fit')
    assert fault.mend.startswith("one of active, inactive, lapsed")
    assert fault.mend.endswith('; did you mean "active"?')


def test_references_are_found_in_fields_sets_and_signatures() -> None:
    signed = (Signature(ADA, date(2026, 1, 1), LUMEN),)
    paper = replace(CAST.need(Delegation, "delegation-rosa"), sites=frozenset({AUSTIN}), signatures=signed)
    found = [(one.field, one.id) for one in references(paper)]
    assert found == [
        ("physician", ADA),
        ("person", ROSA),
        ("sites", AUSTIN),
        ("signatures.person", ADA),
        ("signatures.for_party", LUMEN),
    ]


def test_what_is_not_said_refers_to_nothing() -> None:
    assert list(references(SHARE)) == [
        Reference("organization", LUMEN, ORGANIZATION.to),
        Reference("owner", ADA, PARTY.to),
    ]


@given(st.text(max_size=30))
def test_no_text_whatever_breaks_the_judge(text: str) -> None:
    assert all(isinstance(one, Fault) for one in faults(License(text, text, text, text, LICENSE.span, text)))
