"""A month's statement: drawn from evidence, answered by an owner alone, never changed once she approved it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, ProgrammingError

from openmso.authority.facts.people import License
from openmso.authority.facts.structure import Msa
from openmso.finance.actions import (
    approve_statement,
    correct_statement,
    draw_statement,
    question_statement,
    send_statement,
)
from openmso.finance.models import Approval, FeeStatement, Sending
from openmso.finance.queries import statement, statements
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, acting
from openmso.foundation.models import StepUp
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.stepup import StepUpNeededError
from openmso.oversight.facts.held import SHELF
from openmso.timeline.spans import Span
from openmso.workforce.models import Person
from tests.cast import altered
from tests.finance.world import (
    BILLING,
    FEBRUARY,
    JANUARY,
    MSA,
    NOW,
    WHY,
    ada,
    agreed,
    approved,
    books,
    count,
    draw,
    fay,
    proof,
    sent,
    shown,
)
from tests.foundation.company import Company

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    SHELF.clear()
    yield
    SHELF.clear()


@pytest.fixture
def company() -> Company:
    return books()


def approve(company: Company, code: str, given: UUID, by: Actor | None = None) -> None:
    approve_statement(by=by or ada(company), why=WHY, code=code, proof=given, now=NOW)


def test_drawn_twice_from_the_same_evidence_it_is_the_same(company: Company) -> None:
    shown(company)
    code = draw(company)
    assert draw(company) == code
    shown(company, count(413))
    later = draw(company)
    assert later != code
    assert [(one.code, one.revision, one.state) for one in statements(fay(company))] == [(later, 2, "drawn")]
    assert statement(fay(company), code).state == "replaced"
    with pytest.raises(RefusedError, match="taken its place"):
        send_statement(by=fay(company), why=WHY, code=code)


def test_it_is_questioned_mended_drawn_anew_and_approved(company: Company) -> None:
    first = sent(company)
    question_statement(by=ada(company), why=WHY, code=first.code, line=BILLING, reason="412 seems many")
    assert statement(fay(company), first.code).state == "questioned"
    with pytest.raises(RefusedError, match="does not wait"):
        approve(company, first.code, proof(company, first))
    shown(company, count(398))
    second = draw(company)
    send_statement(by=fay(company), why=WHY, code=second)
    found = statement(ada(company), second)
    approve(company, second, proof(company, found))
    found = statement(fay(company), second)
    assert found.approved is not None
    assert (found.state, found.revision) == ("approved", 2)
    assert (found.approved.person, found.approved.license, found.approved.on) == (
        "ada",
        "license-ada",
        date(2026, 3, 4),
    )


def test_while_it_waits_it_is_not_drawn_anew_and_sent_twice_it_waits_once(company: Company) -> None:
    found = sent(company)
    send_statement(by=fay(company), why=WHY, code=found.code)
    shown(company, count(500))
    with pytest.raises(RefusedError, match="waits for the owner"):
        draw(company)
    assert Sending.objects.count() == 1


def test_what_is_approved_stays_and_is_corrected_by_a_line_of_a_later_month(company: Company) -> None:
    found = approved(company)
    told = {"code": found.code, "amount": Decimal("-90.00"), "reason": "15 claims counted twice"}
    for month, why in ((FEBRUARY, "reaches back"), (JANUARY, "reaches back")):
        with pytest.raises(RefusedError, match=why):
            correct_statement(by=fay(company), why=WHY, month=month, **told)  # type: ignore[arg-type] # as told
    correct_statement(by=fay(company), why=WHY, month=date(2026, 3, 31), **told)  # type: ignore[arg-type] # as told
    march = datetime(2026, 4, 3, 18, tzinfo=UTC)
    shown(company, month=date(2026, 3, 1))
    code = draw_statement(by=fay(company), why=WHY, msa=MSA.id, month=date(2026, 3, 1), now=march)
    assert statement(fay(company), code).total == Decimal("17910.00")
    assert draw(company) == found.code  # nothing new in February
    with pytest.raises(DatabaseError), acting(company.system, why=WHY):
        FeeStatement.objects.filter(code=found.code).update(total=1)
    with pytest.raises(DatabaseError), acting(company.system, why=WHY):
        Approval.objects.all().delete()


def test_a_month_that_is_not_over_or_not_held_has_no_statement(company: Company) -> None:
    for month, why in ((date(2026, 3, 1), "not over"), (date(2023, 12, 1), "does not hold")):
        with pytest.raises(RefusedError, match=why):
            draw(company, month)


def test_without_evidence_it_is_drawn_to_be_seen_and_not_sent(company: Company) -> None:
    code = draw(company)
    assert statement(fay(company), code).total == 0
    with pytest.raises(RefusedError, match="no evidence for Billing as agent"):
        send_statement(by=fay(company), why=WHY, code=code)


@pytest.mark.parametrize(
    "terms", [agreed("remainder"), agreed("percentage", percent=Decimal(9), base="profit")]
)
def test_a_fee_of_what_remains_is_refused(terms: Msa) -> None:
    company = books(msa=terms)
    with pytest.raises(RefusedError, match=r"whatever remains|share of profit"):
        draw(company)


def test_the_business_cannot_approve_and_neither_can_the_system_nor_a_nurse(company: Company) -> None:
    found = sent(company)
    given = proof(company, found)
    for by in (
        fay(company),
        ada(company, Side.BUSINESS),
        company.actor("rosa", Side.CLINICAL),
        company.actor("carl", Side.AUDITOR),
    ):
        with pytest.raises(WrongHandsError):
            approve(company, found.code, given, by)
    row = Sending.objects.select_related("statement").get()
    for by in (fay(company), ada(company, Side.BUSINESS), company.system):
        with pytest.raises(ProgrammingError, match="permission denied"), acting(by, why=WHY):
            Approval.objects.create(
                network_id=company.network,
                code="forged",
                sending=row,
                msa_id=row.statement.msa_id,
                month=FEBRUARY,
                person=Person.objects.get(code="ada"),
                license="license-ada",
                on=FEBRUARY,
                step_up=StepUp.objects.get(id=given),
            )
    assert statement(fay(company), found.code).state == "sent"


def test_an_owner_of_another_practice_does_not_answer(company: Company) -> None:
    company.seat("zed", Post.PHYSICIAN_OWNER, organization="another", person="ben")
    found = sent(company)
    with pytest.raises(WrongHandsError, match="an owner of the practice"):
        question_statement(by=company.actor("zed", Side.CLINICAL), why=WHY, code=found.code, reason="why?")


def test_without_a_license_in_force_an_owner_does_not_approve() -> None:
    company = books(altered(License, "license-ada", span=Span.of(date(2015, 1, 1), date(2026, 3, 1))))
    found = sent(company)
    with pytest.raises(RefusedError, match="license in force in TX"):
        approve(company, found.code, proof(company, found))


def test_a_password_or_a_proof_for_something_else_is_not_enough(company: Company) -> None:
    found = sent(company)
    for given in (uuid4(), proof(company, found, Method.PASSWORD)):
        with pytest.raises(StepUpNeededError):
            approve(company, found.code, given)
    given = proof(company, found)
    approve(company, found.code, given)
    with pytest.raises(RefusedError):
        approve(company, found.code, given)


@pytest.mark.parametrize("told", [{"reason": " "}, {"reason": "why?", "line": "Botox"}])
def test_a_question_has_a_line_of_it_and_a_reason(company: Company, told: dict[str, str]) -> None:
    found = sent(company)
    with pytest.raises(RefusedError):
        question_statement(by=ada(company), why=WHY, code=found.code, **told)


def test_what_is_not_there_is_not_there(company: Company) -> None:
    with pytest.raises(NotThereError):
        send_statement(by=fay(company), why=WHY, code="none")
