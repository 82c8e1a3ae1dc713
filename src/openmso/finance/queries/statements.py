"""Statements with what became of them: sent, questioned, approved, billed, paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings

from openmso.finance.models import Approval, FeeStatement, Invoice, Question, Sending, Transfer
from openmso.finance.rules.fair import Fair
from openmso.finance.rules.statement import Line, line_of, supported
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError

MOST: Final = 500
SAID: Final = {
    "drawn": "Drawn, not sent",
    "sent": "Waits for the owner",
    "questioned": "Questioned",
    "approved": "Approved",
    "invoiced": "Billed",
    "paid": "Paid",
    "replaced": "Replaced by a later one",
}


@dataclass(frozen=True, slots=True)
class Questioned:
    """What an owner questions: a line (empty: the whole), and why."""

    line: str
    reason: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Approved:
    """Who approved it, under which license, on which civil day."""

    code: str
    person: str
    license: str
    on: date


@dataclass(frozen=True, slots=True)
class Billed:
    """The bill of a statement. US dollars."""

    code: str
    number: str
    amount: Decimal
    issued_on: date
    due_on: date
    paid: Decimal

    @property
    def left(self) -> Decimal:
        """What is not paid."""
        return self.amount - self.paid


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement. `state` is a word of `SAID`; `digest` of all that it says, `missing` what stands against sending it. US dollars."""

    code: str
    msa: str
    mso: str
    practice: str
    month: date
    revision: int
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    total: Decimal
    fair: Fair
    model: str
    digest: str
    drawn_at: datetime
    state: str
    sent_at: datetime | None
    questions: tuple[Questioned, ...]
    approved: Approved | None
    bill: Billed | None

    @property
    def supported(self) -> Decimal:
        """What of the fee has evidence."""
        return supported(self.lines)[0]

    @property
    def fee(self) -> Decimal:
        """The fee of the month, without corrections of earlier ones."""
        return supported(self.lines)[1]


def statements(by: Actor, msa: str = "", month: date | None = None) -> tuple[Stated, ...]:
    """The last revision of each month, the latest month first; of one agreement, or of one month (any day of it), if named."""
    with seeing(by):
        rows = FeeStatement.objects.filter(network=by.network)
        if msa:
            rows = rows.filter(msa__code=msa)
        if month is not None:
            rows = rows.filter(month=month.replace(day=1))
        ordered = rows.select_related("msa__mso", "msa__practice").order_by(
            "-month", "msa__code", "-revision"
        )
        last: dict[tuple[Any, date], FeeStatement] = {}
        for one in ordered[:MOST]:
            last.setdefault((one.msa_id, one.month), one)
        return _stated(by, last.values())


def statement(by: Actor, code: str) -> Stated:
    """One statement, whatever its revision. Raises `NotThereError`."""
    with seeing(by):
        row = (
            FeeStatement.objects.filter(network=by.network, code=code)
            .select_related("msa__mso", "msa__practice")
            .first()
        )
        if row is None:
            raise NotThereError(FeeStatement, code)
        return _stated(by, [row])[0]


def _stated(by: Actor, rows: Iterable[FeeStatement]) -> tuple[Stated, ...]:
    listed = list(rows)
    became = _Became.of(by, listed)
    return tuple(became.stated(one) for one in listed)


@dataclass(frozen=True, slots=True)
class _Became:
    """What became of some statements, by keys of rows."""

    sent: Mapping[Any, Sending]
    questions: Mapping[Any, tuple[Questioned, ...]]
    approvals: Mapping[Any, Approval]
    bills: Mapping[Any, Invoice]
    paid: Mapping[Any, Decimal]
    last: Mapping[tuple[Any, date], int]

    @classmethod
    def of(cls, by: Actor, listed: list[FeeStatement]) -> _Became:
        sent = {
            one.statement_id: one for one in Sending.objects.filter(network=by.network, statement__in=listed)
        }
        sendings = list(sent.values())
        questions: dict[Any, tuple[Questioned, ...]] = {}
        asked = Question.objects.filter(network=by.network, sending__in=sendings).select_related("person")
        for one in asked.order_by("at", "code"):
            told = Questioned(one.line, one.reason, one.person.code, _here(one.at))
            questions[one.sending_id] = (*questions.get(one.sending_id, ()), told)
        given = Approval.objects.filter(network=by.network, sending__in=sendings).select_related("person")
        approvals = {one.sending_id: one for one in given}
        issued = Invoice.objects.filter(network=by.network, approval__in=list(approvals.values()))
        bills = {one.approval_id: one for one in issued}
        paid = paid_of(by, [one.pk for one in bills.values()])
        return cls(sent, questions, approvals, bills, paid, _last(by, listed))

    def stated(self, row: FeeStatement) -> Stated:
        sending = self.sent.get(row.pk)
        approval = self.approvals.get(sending.pk) if sending else None
        bill = self.bills.get(approval.pk) if approval else None
        questions = self.questions.get(sending.pk, ()) if sending else ()
        billed = billed_of(bill, self.paid.get(bill.pk, Decimal(0))) if bill else None
        return Stated(
            code=row.code,
            msa=row.msa.code,
            mso=row.msa.mso.code,
            practice=row.msa.practice.code,
            month=row.month,
            revision=row.revision,
            lines=tuple(line_of(one) for one in row.lines),
            missing=tuple(row.missing),
            total=Decimal(row.total),
            fair=Fair.of(row.fair),
            model=row.terms["model"],
            digest=row.digest,
            drawn_at=_here(row.at),
            state=self._state(row, sending, approval, billed),
            sent_at=_here(sending.at) if sending else None,
            questions=questions,
            approved=approved_of(approval),
            bill=billed,
        )

    def _state(
        self, row: FeeStatement, sending: Sending | None, approval: Approval | None, bill: Billed | None
    ) -> str:
        if bill is not None:
            return "paid" if bill.left <= 0 else "invoiced"
        if approval is not None:
            return "approved"
        if self.last[row.msa_id, row.month] > row.revision:
            return "replaced"
        if sending is None:
            return "drawn"
        return "questioned" if sending.pk in self.questions else "sent"


def _here(at: datetime) -> datetime:
    """A moment by the clock of the installation."""
    return at.astimezone(ZoneInfo(settings.ZONE))


def _last(by: Actor, listed: list[FeeStatement]) -> dict[tuple[Any, date], int]:
    """The last revision of each of these months."""
    rows = FeeStatement.objects.filter(
        network=by.network, msa__in={one.msa_id for one in listed}, month__in={one.month for one in listed}
    )
    found: dict[tuple[Any, date], int] = {}
    for msa, month, revision in rows.values_list("msa_id", "month", "revision"):
        found[msa, month] = max(revision, found.get((msa, month), 0))
    return found


def paid_of(by: Actor, invoices: Iterable[Any]) -> dict[Any, Decimal]:
    """What was paid on bills, by their keys; reversed transfers count no more. Inside the door only."""
    rows = Transfer.objects.filter(network=by.network, invoice__in=list(invoices))
    found: dict[Any, Decimal] = {}
    for one in rows:
        sign = -1 if one.reverses_id else 1
        found[one.invoice_id] = found.get(one.invoice_id, Decimal(0)) + sign * one.amount
    return found


def approved_of(row: Approval | None) -> Approved | None:
    """An approval, if there is one; `person` is loaded with the row."""
    return None if row is None else Approved(row.code, row.person.code, row.license, row.on)


def billed_of(row: Invoice, paid: Decimal) -> Billed:
    """A bill with what was paid on it."""
    return Billed(row.code, number_of(row), Decimal(row.amount), row.issued_on, row.due_on, paid)


def number_of(row: Invoice) -> str:
    """The number of a bill as it is written: `2026-0007`, of the payer."""
    return f"{row.year}-{row.serial:04}"
