"""Bills of approved statements, other dues, and transfers: money goes from a practice to its management company against something, or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from openmso.authority.facts.structure import Msa
from openmso.finance.access import drawing, pays
from openmso.finance.models import Approval, Invoice, OtherDue, Transfer
from openmso.finance.queries.bills import bills, dues
from openmso.finance.queries.statements import number_of, statement
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, keep_still, row_named
from openmso.foundation.rules.sides import Side
from openmso.structure.queries import one as structure_one

NET_DAYS: Final = 30
"""A bill falls due so many days after its date, if nothing else is said (house)."""
DUES: Final = {"loan": "installment of a loan", "reimbursement": "reimbursement of a cost"}
SWEEP: Final = (
    "a sweep of the remainder is no payment: it clears no bill, no installment and no reimbursement",
    "draw and approve the month’s statement, bill it, and pay the bill; what is left stays with the practice",
)


@action(Side.BUSINESS)
def issue_invoice(
    *, by: Actor, why: str, code: str, due_on: date | None = None, now: datetime | None = None
) -> str:
    """Bill an approved statement; the number of the bill. Billed twice it is the same bill.

    Numbers of a payer in a year have no gap: they are given in turn, and nobody takes a bill away.
    """
    del why
    drawing(by)
    found = statement(by, code)
    if found.approved is None:
        raise RefusedError.at(
            "code", "no owner of the practice has approved it", "send it, and wait for the answer"
        )
    if found.bill is not None:
        return found.bill.number
    if found.total <= 0:
        raise RefusedError.at(
            "code", f"its total is ${found.total:,}", "carry it into a later month by a correction; there is nothing to pay"
        )  # fmt: skip
    today = _today(now)
    due = due_on or today + timedelta(days=NET_DAYS)
    if due < today:
        raise RefusedError.at("due_on", "it would be late as it is made", "today or a later day")
    return _issued(by, found.approved.code, found.total, today, due)


def _issued(by: Actor, approval: str, amount: Decimal, today: date, due: date) -> str:
    given = Approval.objects.select_related("msa").get(network=by.network, code=approval)
    keep_still(by.network, [f"/bills/{given.msa.practice_id}/{today.year}"], [])
    there = Invoice.objects.filter(network=by.network, approval=given).first()
    if there is not None:
        return number_of(there)
    of_year = Invoice.objects.filter(network=by.network, payer_id=given.msa.practice_id, year=today.year)
    made = Invoice.objects.create(
        network_id=by.network,
        code=f"invoice-{uuid4().hex}",
        approval=given,
        payer_id=given.msa.practice_id,
        payee_id=given.msa.mso_id,
        year=today.year,
        serial=(of_year.aggregate(last=Max("serial"))["last"] or 0) + 1,
        amount=amount,
        issued_on=today,
        due_on=due,
        actor=str(by.user or ""),
    )
    return number_of(made)


@action(Side.BUSINESS)
def enter_due(
    *, by: Actor, why: str, msa: str, kind: str, reference: str, amount: Decimal, due_on: date, about: str, document: str = ""
) -> str:  # fmt: skip
    """Enter what a practice owes beside its fee: an installment of a `loan`, or a `reimbursement`; its code. The same again is that one.

    A loan needs the clause of the agreement that provides it; a reimbursement says what was paid for the practice, and to whom.
    """
    del why
    drawing(by)
    agreement = structure_one(by, Msa, msa).record
    if kind not in DUES:
        raise RefusedError.at("kind", f'"{kind}" is none', ", ".join(DUES))
    if kind == "loan" and agreement.clauses.get("loan") in (None, False):
        raise RefusedError.at(
            "kind", "the agreement provides no loan", "paper the loan, and enter its clause first"
        )
    if not amount.is_finite() or amount <= 0 or amount != round(amount, 2):
        raise RefusedError.at("amount", "that is no amount", "dollars and cents, above 0")
    if not reference.strip() or not about.strip():
        raise RefusedError.at(
            "reference" if not reference.strip() else "about", "it says nothing", "number and cause"
        )
    keep_still(by.network, [f"/dues/{msa}"], [msa])
    row = row_named(by, Msa, "msa", msa)
    there = OtherDue.objects.filter(
        network=by.network, msa=row, kind=kind, reference=reference.strip()
    ).first()
    if there is not None:
        if (there.amount, there.due_on) == (amount, due_on):
            return str(there.code)
        raise RefusedError.at("reference", "another amount or day stands under it", "a reference of its own")
    made = OtherDue.objects.create(
        network_id=by.network,
        code=f"due-{uuid4().hex}",
        msa=row,
        kind=kind,
        reference=reference.strip(),
        amount=amount,
        due_on=due_on,
        about=about.strip(),
        document=document,
        actor=str(by.user or ""),
    )
    return str(made.code)


@action(Side.BUSINESS, Side.CLINICAL)
def record_transfer(
    *, by: Actor, why: str, against: str, amount: Decimal, on: date, basis: str, reference: str = "", now: datetime | None = None
) -> str:  # fmt: skip
    """Write down a transfer from a practice to its management company, with the slip that goes with it; its code.

    `against`: the code of a bill or of another due, of which no more is paid than is open. Anything else is refused: what remains on the
    account of the practice is the practice's. The posting to a ledger comes with the ledger.
    """
    del why
    if not pays(by):
        raise WrongHandsError(
            "transfers are written down by the finance of the business, or an owner of the practice"
        )
    if against in ("", "remainder"):
        raise RefusedError.at("against", *SWEEP)
    keep_still(by.network, [f"/paid/{against}"], [])
    today = _today(now)
    owed = next((one for one in (*bills(by, today), *dues(by, today)) if one.code == against), None)
    if owed is None:
        raise NotThereError(Invoice, against)
    if by.side is Side.CLINICAL and by.organization != owed.payer:
        raise WrongHandsError("an owner writes down what their own practice paid")
    if not amount.is_finite() or amount <= 0 or amount != round(amount, 2):
        raise RefusedError.at("amount", "that is no amount", "dollars and cents, above 0")
    if amount > owed.open.left:
        raise RefusedError.at("amount", f"only ${owed.open.left:,} is open", "pay what is open, and no more")
    if on > today:
        raise RefusedError.at("on", "it lies ahead", "the day the bank shows")
    if not basis.strip():
        raise RefusedError.at("basis", "it says nothing", "on what the amount rests")
    return _transferred(
        by, owed.kind, against, amount=amount, on=on, basis=basis.strip(), reference=reference.strip()
    )


def _transferred(
    by: Actor, kind: str, against: str, *, amount: Decimal, on: date, basis: str, reference: str, **more: Any  # noqa: ANN401 - columns
) -> str:  # fmt: skip
    told: dict[str, Any] = dict(more)
    if kind == "invoice":
        bill = Invoice.objects.select_related("approval").get(network=by.network, code=against)
        told |= {"invoice": bill, "msa_id": bill.approval.msa_id}
    else:
        due = OtherDue.objects.get(network=by.network, code=against)
        told |= {"due": due, "msa_id": due.msa_id}
    made = Transfer.objects.create(
        network_id=by.network,
        code=f"transfer-{uuid4().hex}",
        amount=amount,
        on=on,
        basis=basis,
        reference=reference,
        actor=str(by.user or ""),
        side=by.side.value,
        **told,
    )
    return str(made.code)


@action(Side.BUSINESS, Side.CLINICAL)
def reverse_transfer(*, by: Actor, why: str, code: str, now: datetime | None = None) -> str:
    """Let a transfer that was entered wrongly count no more; the code of the entry that says so. Nothing is removed."""
    if not pays(by):
        raise WrongHandsError(
            "transfers are written down by the finance of the business, or an owner of the practice"
        )
    row = Transfer.objects.filter(network=by.network, code=code).select_related("invoice", "due").first()
    if row is None:
        raise NotThereError(Transfer, code)
    against = (row.invoice or row.due).code
    keep_still(by.network, [f"/paid/{against}"], [])
    if row.reverses_id or Transfer.objects.filter(network=by.network, reverses=row).exists():
        raise RefusedError.at("code", "it counts no more already", "nothing is left to do")
    kind = "invoice" if row.invoice else row.due.kind
    return _transferred(
        by,
        kind,
        against,
        amount=row.amount,
        on=_today(now),
        basis=f"entered wrongly: {why}"[:500],
        reference="",
        reverses=row,
    )


def _today(now: datetime | None) -> date:
    return (now or timezone.now()).astimezone(ZoneInfo(settings.ZONE)).date()
