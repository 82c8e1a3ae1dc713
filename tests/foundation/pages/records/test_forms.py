"""Whatever record there is, its form holds all of it: shown and sent again untouched, it is the same record."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from django.http import QueryDict
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from openmso.authority.facts import Facts
from openmso.authority.facts.people import Engagement, License, Person, Screening
from openmso.authority.facts.structure import Msa, Organization
from openmso.foundation.pages.records import Drawer, Naming
from openmso.foundation.pages.records.forms import RecordForm, made_up
from openmso.foundation.register import tables
from openmso.timeline.spans import Span
from openmso.words.labels import Labels
from tests.browsers import sent
from tests.cast import CAST, LAW, ROSA
from tests.netfile.networks import of

KINDS = pytest.mark.parametrize("kind", list(tables()), ids=lambda kind: kind.__name__)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
"""A record of forty fields takes minutes to shrink, and shows by its first failing field what is wrong."""
NOBODY: Any = None
"""Forms ask no room."""


def drawer(kind: type) -> Drawer:
    return Drawer("Room", kind.__name__.lower(), kind, NOBODY, NOBODY)


def naming(facts: Facts = CAST) -> Naming:
    return Naming(Labels(facts, LAW), {}, {})


def again(form: RecordForm, **instead: str) -> RecordForm:
    """The same form, sent as a browser sends what it shows."""
    shown = sent(f'<form method="post">{form.as_p()}</form>')
    data = QueryDict(mutable=True)
    for name, values in {
        **shown,
        "why": ["a test"],
        **{name: [one] for name, one in instead.items()},
    }.items():
        data.setlist(name, cast("list[Any]", values))
    return RecordForm(form.drawer, form.naming, data, form.there)


@KINDS
@settings(max_examples=12, phases=PHASES)
@given(data=st.data())
def test_a_form_that_is_sent_as_it_was_shown_makes_the_same_record(kind: Any, data: st.DataObject) -> None:
    record = data.draw(of(kind))
    form = again(RecordForm(drawer(kind), naming(), None, record, "v"))
    assert form.is_valid(), form.errors
    assert form.made == record
    assert form.seen == "v"


def test_names_stand_where_the_record_holds_codes_and_ids() -> None:
    page = RecordForm(drawer(License), naming()).as_p()
    assert ">Rosa, RN</option>" in page
    assert ">Texas (TX)</option>" in page
    assert ">registered nurse</option>" in page
    assert ">probation</option>" in page


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        (License, {"person": "nobody"}, "person"),
        (License, {"state": "ZZ"}, "state"),
        (License, {"span.since": "2026-05-01", "span.until": "2026-05-01"}, "span.until"),
        (License, {"span.since": "soon"}, "span.since"),
        (Person, {"name": ""}, "name"),
        (Engagement, {"fte": "half"}, "fte"),
        (Engagement, {"pay.amount": "12"}, "pay.basis"),
        (Screening, {"on": ""}, "on"),
        (Person, {"name": "X", "why": " "}, "why"),
        (Msa, {"signatures.0.person": ROSA}, "signatures.0.on"),
    ],
    ids=lambda one: str(one) if isinstance(one, dict | str) else one.__name__,
)
def test_what_is_wrong_is_told_beside_its_field(kind: type, typed: dict[str, str], field: str) -> None:
    whole = {
        "person": ROSA, "organization": "lumen-medical", "role": "RN", "state": "TX", "subject": ROSA,
        "source": "LEIE", "result": "clear", "on": "2026-01-01", "mso": "lumen-management",
        "practice": "lumen-medical", "fee.model": "flat", "name": "Name",
    }  # fmt: skip
    form = again(RecordForm(drawer(kind), naming()), **{**whole, **typed})
    assert not form.is_valid()
    assert field in form.errors
    assert form.made is None


def test_a_clause_named_twice_is_refused() -> None:
    given = {"mso": "lumen-management", "practice": "lumen-medical", "fee.model": "flat"}
    given |= {"clauses.0.code": "noncompete", "clauses.0.provides": "yes", "clauses.1.code": "noncompete"}
    form = again(RecordForm(drawer(Msa), naming()), **given, **{"clauses.1.provides": "no"})
    assert not form.is_valid()
    assert "twice" in str(form.errors["clauses.1.code"])


@pytest.mark.parametrize(
    ("record", "id"),
    [
        (Person("-", "Rosa Delgado-Ruiz"), "rosa-delgado-ruiz"),
        (Organization("-", "Lumen Medical, PLLC", "practice", "PLLC", "TX"), "lumen-medical-pllc"),
        (License("-", ROSA, "RN", "TX", Span.of(None)), "rosa/license/rn-tx-active"),
        (Screening("-", ROSA, "LEIE", date(2026, 1, 2), "clear"), "rosa/screening/clear-2026-01-02"),
        (Person("-", "名前"), "person"),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_an_id_is_made_of_what_was_entered(record: Any, id: str) -> None:
    assert made_up(record, lambda _: False) == id
    assert made_up(record, {id, f"{id}-2"}.__contains__) == f"{id}-3"
