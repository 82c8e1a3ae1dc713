"""Months of evidence and statements for demonstrations, so that the pages of fees have something to show.

Nobody's word is made up: what an owner answers only an owner can write, so the statements of a demonstration wait for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from openmso.authority.facts.structure import Msa
from openmso.finance.actions.evidence import entered
from openmso.finance.actions.statements import draw_statement, send_statement
from openmso.finance.models import ServiceEvidence
from openmso.finance.queries.statements import statement
from openmso.finance.rules.evidence import Piece
from openmso.finance.rules.money import after, cents, month_of, part_held
from openmso.finance.rules.statement import refused
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import RefusedError
from openmso.oversight.facts import judge_of

MONTHS: Final = 7
"""So many months that are over are shown."""
MOST: Final = 12
"""For so many agreements at most: a large demonstration is made in the time of a small one."""
SEASON: Final = (100, 118, 94, 131, 87, 109, 123)
"""How collections move from month to month, in percent; invented."""


@action()
def fill_fees(*, by: Actor, why: str, on: date) -> int:
    """Give agreements months of evidence and statements; how many statements. The last of each waits for an owner. For the system only.

    Nothing where there is evidence already. Terms that allow no statement have none.
    """
    if ServiceEvidence.objects.filter(network=by.network).exists():
        return 0
    judge, _ = judge_of(by)
    last = after(month_of(on), -1)
    made = 0
    for place, msa in enumerate(sorted(judge.facts.all(Msa), key=lambda one: one.id)[:MOST]):
        if refused(msa) is not None:
            continue
        for back in reversed(range(MONTHS)):
            month = after(last, -back)
            if part_held(msa.span, month):
                made += _month(by, why, msa, month, place + back, sends=back == 0)
    return made


def _month(by: Actor, why: str, msa: Msa, month: date, turn: int, *, sends: bool) -> int:
    """A month's evidence and its statement, sent if it is the last."""
    entered(by, msa.id, month, list(_pieces(msa, month, turn)), "demonstration")
    try:
        code = draw_statement(by=by, why=why, msa=msa.id, month=month)
        if sends and not statement(by, code).missing:
            send_statement(by=by, why=why, code=code)
    except RefusedError:
        return 0  # a percentage that the law of the day forbids
    return 1


def _pieces(msa: Msa, month: date, turn: int) -> Iterator[Piece]:
    """Counts, costs where the fee passes them on, and what was collected: invented, and alike for the same agreement and month."""
    moved = SEASON[turn % len(SEASON)]
    collections = (msa.fee.amount or Decimal(14000)) * 5 * moved / 100
    yield Piece(
        "", "collections", f"deposits-{month:%Y-%m}", amount=cents(collections), about="bank statement"
    )
    for number, line in enumerate(msa.services, 1):
        count = {"transaction": 3 * moved, "order": 6 + moved % 7}.get(line.unit, 1)
        if not line.counted:
            reference = f"report-{month:%Y-%m}-{number}"
            yield Piece(line.name, "count", reference, units=Decimal(count), about=line.evidence)
        if msa.fee.model in ("cost_plus", "hybrid"):
            cost = Decimal(900 + 130 * number + 2 * moved)
            yield Piece(line.name, "cost", f"ledger-{month:%Y-%m}-{number}", amount=cost, about=line.evidence)
