"""Finance over HTTP: evidence, statements, bills and transfers. An approval is signed by an owner who is there; a token never signs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from ninja import Router

from openmso.finance import actions, queries
from openmso.finance.access import seeing_fees
from openmso.finance.queries import Bill, Kept, Measured, Paid, Stated
from openmso.finance.rules.evidence import Piece
from openmso.finance.rules.watch import Watched
from openmso.foundation.actor import Actor
from openmso.foundation.api.asks import ask
from openmso.foundation.api.verbs import act

router = Router(tags=["finance"], by_alias=True)


def enter_evidence(
    *,
    by: Actor,
    why: str,
    msa: str,
    month: date,
    service: str,
    kind: str,
    reference: str,
    units: Decimal | None = None,
    amount: Decimal | None = None,
    about: str = "",
    document: str = "",
) -> str:
    """Enter a piece of evidence for a month (any day of it) of an agreement; its code.

    Of the same service, kind and reference it takes the place of the one before. `kind`: count (units), cost or collections (US dollars),
    report.
    """
    piece = Piece(service, kind, reference, units, amount, about, document)
    return actions.enter_evidence(by=by, why=why, msa=msa, month=month, piece=piece)


def draw_statement(*, by: Actor, why: str, msa: str, month: date) -> str:
    """Draw the statement of a month (any day of it) that is over, from the evidence there is; its code. From the same it is the same."""
    return actions.draw_statement(by=by, why=why, msa=msa, month=month)


def approve_statement(*, by: Actor, why: str, code: str, proof: UUID) -> None:
    """Approve a statement as an owner of the practice, under a license in force in its state. It is never changed from then on."""
    actions.approve_statement(by=by, why=why, code=code, proof=proof)


def issue_invoice(*, by: Actor, why: str, code: str, due_on: date | None = None) -> str:
    """Bill an approved statement; the number of the bill, which has no gap among those of the payer in a year. Billed twice it is the same bill."""
    return actions.issue_invoice(by=by, why=why, code=code, due_on=due_on)


def record_transfer(
    *, by: Actor, why: str, against: str, amount: Decimal, on: date, basis: str, reference: str = ""
) -> str:
    """Write down a transfer from a practice with its slip; its code. `against`: the code of a bill or another due; a sweep of the remainder is refused."""
    return actions.record_transfer(
        by=by, why=why, against=against, amount=amount, on=on, basis=basis, reference=reference
    )


def reverse_transfer(*, by: Actor, why: str, code: str) -> str:
    """Let a transfer that was entered wrongly count no more; the code of the entry that says so."""
    return actions.reverse_transfer(by=by, why=why, code=code)


def fee_statements(by: Actor, msa: str = "", month: date | None = None) -> tuple[Stated, ...]:
    """The last statement of each month, the latest month first; of one agreement, or of one month (any day of it), if named."""
    seeing_fees(by)
    return queries.statements(by, msa, month)


def fee_statement(by: Actor, code: str) -> Stated:
    """One statement with its lines, their evidence, and what became of it."""
    seeing_fees(by)
    return queries.statement(by, code)


def fee_evidence(by: Actor, msa: str, month: date) -> tuple[Kept, ...]:
    """What counts as evidence for a month (any day of it) of an agreement."""
    seeing_fees(by)
    return queries.evidence_of(by, msa, month)


def bills(by: Actor, on: date) -> tuple[Bill, ...]:
    """Every bill with what is open of it on a day, and how late it is."""
    seeing_fees(by)
    return queries.bills(by, on)


def dues(by: Actor, on: date) -> tuple[Bill, ...]:
    """Installments of loans and reimbursements, with what is open of them."""
    seeing_fees(by)
    return queries.dues(by, on)


def transfers(by: Actor) -> tuple[Paid, ...]:
    """Transfers between entities with their slips, the latest first."""
    seeing_fees(by)
    return queries.transfers(by)


def watch(by: Actor, on: date) -> tuple[Watched, ...]:
    """What the months before a day show of each practice: fee, collections, share, how much they vary, and whether they go together."""
    seeing_fees(by)
    return queries.watch(by, on)


def measures(by: Actor, on: date) -> Measured:
    """Fair value in date and in range, fee with evidence, unpaid for over sixty days."""
    seeing_fees(by)
    return queries.measures(by, on)


def purpose(given: Mapping[str, Any]) -> str:
    """For what an owner proves anew who they are who approves: this statement. It is named by its code, which never names another one."""
    return f"sign:{given['code']}"


ACTS: Final = (
    enter_evidence,
    actions.take_evidence,
    draw_statement,
    actions.send_statement,
    actions.question_statement,
    actions.correct_statement,
    issue_invoice,
    actions.enter_due,
    record_transfer,
    reverse_transfer,
)
act(router, "finance", *ACTS)
act(router, "finance", approve_statement, signs=purpose)
for question in (fee_statements, fee_evidence, bills, dues, transfers, watch, measures):
    ask(router, "finance", question)
ask(router, "finance", fee_statement, of="code")
