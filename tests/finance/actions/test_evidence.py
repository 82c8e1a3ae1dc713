"""Evidence is entered once, mended by what takes its place, and closed with the approval of its month."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, ProgrammingError

from openmso.finance.actions import enter_evidence, take_evidence
from openmso.finance.models import ServiceEvidence
from openmso.finance.queries import evidence_of
from openmso.foundation.door import WrongHandsError, acting
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts.held import SHELF
from tests.finance.world import FEBRUARY, MSA, WHY, ada, approved, books, count, fay, shown
from tests.foundation.company import Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Iterator[Company]:
    SHELF.clear()
    yield books()
    SHELF.clear()


def test_a_piece_is_there_once_and_another_number_takes_its_place(company: Company) -> None:
    shown(company, count(412), count(412))
    (first,) = evidence_of(fay(company), MSA.id, FEBRUARY)
    shown(company, count(410))
    (second,) = evidence_of(fay(company), MSA.id, FEBRUARY)
    assert [first.units, second.units] == [412, 410]
    assert ServiceEvidence.objects.count() == 2
    shown(company, count(411))
    assert [one.units for one in evidence_of(fay(company), MSA.id, FEBRUARY)] == [411]


def test_a_sheet_is_taken_whole_and_again_without_effect(company: Company) -> None:
    sheet = "service,kind,reference,units,amount\nBilling as agent,count,log,412,\n,collections,bank,,81250\n"
    for _ in range(2):
        assert take_evidence(by=fay(company), why=WHY, msa=MSA.id, month=FEBRUARY, sheet=sheet) == 2
    assert len(evidence_of(fay(company), MSA.id, FEBRUARY)) == 2
    with pytest.raises(RefusedError, match="not in the schedule"):
        take_evidence(
            by=fay(company), why=WHY, msa=MSA.id, month=FEBRUARY, sheet=sheet + "Botox,count,x,1,\n"
        )
    assert ServiceEvidence.objects.count() == 2


def test_evidence_of_an_approved_month_is_closed(company: Company) -> None:
    approved(company)
    with pytest.raises(RefusedError, match="is approved"):
        shown(company, count(9, reference="late"))


@pytest.mark.parametrize("name", ["ada", "rosa", "carl"])
def test_only_the_finance_of_the_business_enters_evidence(company: Company, name: str) -> None:
    side = {"carl": Side.AUDITOR, "ada": Side.BUSINESS}.get(name, Side.CLINICAL)
    with pytest.raises(WrongHandsError):
        enter_evidence(by=company.actor(name, side), why=WHY, msa=MSA.id, month=FEBRUARY, piece=count())


def test_the_database_lets_no_owner_write_evidence_nor_anybody_change_it(company: Company) -> None:
    shown(company)
    row = ServiceEvidence.objects.get()
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting(ada(company, Side.BUSINESS), why=WHY),
    ):
        ServiceEvidence.objects.create(
            network_id=company.network,
            code="x",
            msa=row.msa,
            month=FEBRUARY,
            kind="report",
            reference="x",
            source="entered",
        )
    with pytest.raises(DatabaseError), acting(fay(company), why=WHY):
        ServiceEvidence.objects.update(units=9000)
