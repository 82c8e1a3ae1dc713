"""What months of fees and collections show of a practice, and the measures of the structure that rest on fees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openmso.finance.facts import piece_of
from openmso.finance.models import ServiceEvidence
from openmso.finance.queries.bills import bills
from openmso.finance.queries.statements import Stated, statements
from openmso.finance.rules.evidence import collected
from openmso.finance.rules.money import ZERO, month_of
from openmso.finance.rules.watch import TRAILING, Month, Watched, watched
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing


def watch(by: Actor, on: date) -> tuple[Watched, ...]:
    """Each practice that was billed a fee, with what its last months before the day show. Counted are statements, approved or not.

    The model is that of the last of them.
    """
    found: dict[str, list[Stated]] = {}
    for one in statements(by):
        if one.month < month_of(on):
            found.setdefault(one.practice, []).append(one)
    base = _collections(by) if found else {}
    shown = []
    for practice, stated in sorted(found.items()):
        fees: dict[date, Decimal] = {}
        for one in stated:
            fees[one.month] = fees.get(one.month, ZERO) + one.fee
        months = [Month(at, fee, base[practice, at]) for at, fee in fees.items() if (practice, at) in base]
        latest = max(stated, key=lambda one: one.month)
        shown.append(watched(practice, latest.msa, latest.model, months))
    return tuple(shown)


def _collections(by: Actor) -> dict[tuple[str, date], Decimal]:
    """What practices collected, by practice and month."""
    with seeing(by):
        rows = list(
            ServiceEvidence.objects.filter(network=by.network, kind="collections").select_related(
                "msa__practice"
            )
        )
    replaced = {one.instead_id for one in rows if one.instead_id}
    pieces: dict[tuple[str, date], list[ServiceEvidence]] = {}
    for one in rows:
        if one.pk not in replaced:
            pieces.setdefault((one.msa.practice.code, one.month), []).append(one)
    summed = {place: collected(map(piece_of, kept)) for place, kept in pieces.items()}
    return {place: amount for place, amount in summed.items() if amount is not None}


@dataclass(frozen=True, slots=True)
class Measured:
    """Measures of the structure: of statements of the last twelve months, and of bills as of the day. None: there is nothing to measure.

    `fair`: statements whose rate lies in the range of an opinion that counts, in percent of all. `supported`: of the fee the part with
    evidence, in percent. `old`: US dollars unpaid for more than sixty days since they fell due.
    """

    fair: Decimal | None
    supported: Decimal | None
    old: Decimal


def measures(by: Actor, on: date) -> Measured:
    """The measures on a day."""
    first = date(on.year - 1, on.month, 1)
    lately = [one for one in statements(by) if first <= one.month <= on][: TRAILING * 500]
    fee, shown = sum((one.fee for one in lately), ZERO), sum((one.supported for one in lately), ZERO)
    old = sum((one.open.left for one in bills(by, on) if one.open.late > 60), ZERO)
    inside = sum(one.fair.inside is True for one in lately)
    return Measured(
        Decimal(100 * inside) / len(lately) if lately else None,
        100 * shown / fee if fee else None,
        old,
    )
