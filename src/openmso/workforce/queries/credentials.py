"""How credentials stand: what was verified, where a source differs, what ends soon, what was warned of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from openmso.authority.facts.people import Certificate, Competency, Engagement, Insurance, License
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.frozen import records_of
from openmso.workforce import models
from openmso.workforce.rules.lead_times import Ending, Lapse, lapses
from openmso.workforce.rules.verification import Discrepancy, Source


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A look at a source. `result`: agrees, differs, not_found; `differs` says where."""

    id: str
    license: str
    person: str
    on: date
    source: Source
    looked_by: str
    result: str
    differs: tuple[Discrepancy, ...]
    document: str
    reference: str
    next_due: date | None


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning that was raised: whose record of which kind ends when, and which lead time was reached."""

    id: str
    kind: str
    record: str
    subject: str
    ends: date
    threshold: int
    raised_on: date


def verifications(by: Actor, *, license: str | None = None) -> list[LookedUp]:
    """Looks at sources, newest first."""
    with seeing(by):
        rows = models.Verification.objects.order_by("-on", "-position")
        return [_told(one) for one in (rows if license is None else rows.filter(license=license))]


def open_discrepancies(by: Actor) -> list[LookedUp]:
    """The last look at each license, where it did not agree: these block that it counts as verified."""
    last: dict[str, LookedUp] = {}
    for one in verifications(by):
        last.setdefault(one.license, one)
    return [one for one in last.values() if one.result != "agrees"]


def due_again(by: Actor, on: date) -> list[LookedUp]:
    """The last look at each license, where the next one is due by a day."""
    last: dict[str, LookedUp] = {}
    for one in verifications(by):
        last.setdefault(one.license, one)
    return sorted(
        (one for one in last.values() if one.next_due and one.next_due <= on),
        key=lambda one: (one.next_due, one.id),
    )


def lapsing(by: Actor, on: date) -> list[Lapse]:
    """Licenses, certificates, insurance, engagements and sign-offs that end within 90 days of a day, soonest first.

    Or that ended within the 90 days before, and nothing follows them. Which authority goes with them is another room's to say.
    """
    kinds: list[tuple[type[Any], Callable[..., Ending]]] = [
        (models.License, License),
        (models.Certificate, Certificate),
        (models.Insurance, Insurance),
        (models.Engagement, Engagement),
        (models.Competency, Competency),
    ]
    with seeing(by):
        records = [one for model, kind in kinds for one in records_of(model, kind)]
    return lapses(records, on)


def notices(by: Actor, *, since: date | None = None) -> list[Warned]:
    """Warnings that were raised, newest first."""
    with seeing(by):
        rows = models.Notice.objects.order_by("-raised_on", "ends", "code")
        return [
            Warned(one.code, one.kind, one.record, one.subject, one.ends, one.threshold, one.raised_on)
            for one in (rows if since is None else rows.filter(raised_on__gte=since))
        ]


def _told(row: Any) -> LookedUp:  # noqa: ANN401 - a row of the table
    return LookedUp(
        id=row.code,
        license=row.license,
        person=row.person,
        on=row.on,
        source=Source(row.source),
        looked_by=row.looked_by,
        result=row.result,
        differs=tuple(Discrepancy(**one) for one in row.differs),
        document=row.document,
        reference=row.reference,
        next_due=row.next_due,
    )
