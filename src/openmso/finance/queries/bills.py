"""Bills and other dues with what is open of them and how old that is; transfers with their slips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openmso.finance.models import Invoice, OtherDue, Transfer
from openmso.finance.queries.statements import number_of, paid_of
from openmso.finance.rules.ageing import Open, open_on
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill, or another due (`kind`: invoice, loan, reimbursement), and what is open of it on a day. US dollars."""

    code: str
    kind: str
    number: str
    msa: str
    payer: str
    payee: str
    amount: Decimal
    paid: Decimal
    issued_on: date
    due_on: date
    about: str
    open: Open


@dataclass(frozen=True, slots=True)
class Paid:
    """A transfer with its slip: under which agreement, when, how much, on what basis. `reversed`: it was entered wrongly and counts no more."""

    code: str
    msa: str
    payer: str
    payee: str
    against: str
    kind: str
    amount: Decimal
    on: date
    basis: str
    reference: str
    side: str
    reverses: str
    reversed: bool


def bills(by: Actor, on: date) -> tuple[Bill, ...]:
    """Every bill, the one that fell due first coming first; what is open is as of the day."""
    with seeing(by):
        rows = Invoice.objects.filter(network=by.network).select_related(
            "payer", "payee", "approval__sending__statement__msa"
        )
        listed = list(rows.order_by("due_on", "payer__code", "year", "serial"))
        paid = paid_of(by, [one.pk for one in listed])
    return tuple(_bill(one, paid.get(one.pk, Decimal(0)), on) for one in listed)


def _bill(row: Invoice, paid: Decimal, on: date) -> Bill:
    stated = row.approval.sending.statement
    amount, msa = Decimal(row.amount), stated.msa
    loan = msa.clauses.get("loan") not in (None, False)
    return Bill(
        row.code,
        "invoice",
        number_of(row),
        msa.code,
        row.payer.code,
        row.payee.code,
        amount,
        paid,
        row.issued_on,
        row.due_on,
        f"fee of {stated.month:%B %Y}",
        open_on(amount, paid, row.due_on, on, loan=loan),
    )


def dues(by: Actor, on: date) -> tuple[Bill, ...]:
    """Installments and reimbursements, the one that falls due first coming first."""
    with seeing(by):
        rows = OtherDue.objects.filter(network=by.network).select_related("msa__mso", "msa__practice")
        listed = list(rows.order_by("due_on", "code"))
        paid: dict[Any, Decimal] = {}
        for one in Transfer.objects.filter(network=by.network, due__in=listed):
            sign = -1 if one.reverses_id else 1
            paid[one.due_id] = paid.get(one.due_id, Decimal(0)) + sign * one.amount
    return tuple(
        Bill(
            one.code,
            one.kind,
            one.reference,
            one.msa.code,
            one.msa.practice.code,
            one.msa.mso.code,
            Decimal(one.amount),
            paid.get(one.pk, Decimal(0)),
            one.at.date(),
            one.due_on,
            one.about,
            open_on(Decimal(one.amount), paid.get(one.pk, Decimal(0)), one.due_on, on, loan=True),
        )
        for one in listed
    )


def transfers(by: Actor) -> tuple[Paid, ...]:
    """Every transfer that was written down, the latest first."""
    with seeing(by):
        rows = Transfer.objects.filter(network=by.network).select_related(
            "msa__mso", "msa__practice", "invoice", "due", "reverses"
        )
        listed = list(rows.order_by("-on", "-at", "code")[:500])
    undone = {one.reverses_id for one in listed if one.reverses_id}
    return tuple(_paid(one, undone=one.pk in undone) for one in listed)


def _paid(row: Transfer, *, undone: bool) -> Paid:
    against = number_of(row.invoice) if row.invoice else row.due.reference
    return Paid(
        row.code,
        row.msa.code,
        row.msa.practice.code,
        row.msa.mso.code,
        against,
        "invoice" if row.invoice else row.due.kind,
        Decimal(row.amount),
        row.on,
        row.basis,
        row.reference,
        row.side,
        row.reverses.code if row.reverses else "",
        undone,
    )
