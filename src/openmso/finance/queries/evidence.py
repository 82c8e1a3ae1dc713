"""The evidence of a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from openmso.finance.models import ServiceEvidence
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of evidence that counts. `source`: entered, imported, or demonstration. Amounts in US dollars."""

    code: str
    service: str
    kind: str
    reference: str
    units: Decimal | None
    amount: Decimal | None
    about: str
    document: str
    source: str
    at: datetime


def evidence_of(by: Actor, msa: str, month: date) -> tuple[Kept, ...]:
    """What counts for a month (any day of it) of an agreement; what another piece took the place of is left out."""
    with seeing(by):
        return tuple(
            Kept(
                one.code,
                one.service,
                one.kind,
                one.reference,
                one.units,
                one.amount,
                one.about,
                one.document,
                one.source,
                one.at,
            )
            for one in rows_of(by, msa, month)
        )


def rows_of(by: Actor, msa: str, month: date) -> list[ServiceEvidence]:
    """The rows that count. Inside the door only."""
    rows = ServiceEvidence.objects.filter(network=by.network, msa__code=msa, month=month.replace(day=1))
    found = list(rows.order_by("service", "kind", "reference", "at", "code"))
    replaced = {one.instead_id for one in found if one.instead_id}
    return [one for one in found if one.pk not in replaced]
