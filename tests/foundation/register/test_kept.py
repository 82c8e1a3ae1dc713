"""Versions follow content and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmso.authority.facts import Record
from openmso.authority.facts.people import Exclusion
from openmso.authority.facts.structure import Ownership
from openmso.foundation.register import Fault, RefusedError, content, version_of
from openmso.timeline.spans import Span
from tests.cast import ADA, CAST, SINCE_OPENING
from tests.netfile.networks import of

KINDS = pytest.mark.parametrize("kind", get_args(Record), ids=lambda kind: kind.__name__)


@KINDS
@given(data=st.data())
def test_equal_records_have_one_version_and_others_another(kind: type, data: st.DataObject) -> None:
    one, other = data.draw(of(kind)), data.draw(of(kind))
    assert version_of(one) == version_of(replace(one))
    assert (version_of(one) == version_of(other)) == (content(one) == content(other))


@KINDS
@given(data=st.data())
def test_content_is_plain_data_with_every_field(kind: type, data: st.DataObject) -> None:
    record: Any = data.draw(of(kind))
    told = content(record)
    assert json.loads(json.dumps(told)) == told
    assert set(told) == set(kind.__dataclass_fields__)  # type: ignore[attr-defined] # every kind is a dataclass


def test_a_number_is_the_same_however_it_is_written() -> None:
    told = CAST.need(Ownership, "ownership-ada")
    assert version_of(replace(told, percent=Decimal("100.00"))) == version_of(told)
    assert version_of(replace(told, percent=Decimal("100.01"))) != version_of(told)


def test_two_kinds_with_alike_content_differ() -> None:
    about: dict[str, Any] = {"id": "x", "subject": ADA, "source": "LEIE", "span": SINCE_OPENING}
    assert version_of(Exclusion(**about)) != version_of(_Alike(**about))


@dataclass(frozen=True)
class _Alike:
    id: str
    subject: str
    source: str
    span: Span


def test_a_refusal_tells_all_faults_and_how_to_mend_them() -> None:
    told = RefusedError(Fault("state", "TXX does not fit", "TX"), Fault("role", "X does not fit", "RN"))
    assert (told.field, told.what, told.mend) == ("state", "TXX does not fit", "TX")
    assert str(told) == "state: TXX does not fit; mend: TX; role: X does not fit; mend: RN"
