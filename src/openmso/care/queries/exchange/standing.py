"""How it stands with what other systems sent: which imports there were, what was rejected, what waits, and for what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count

from openmso.care.facts.outside import record_of
from openmso.care.models import Exchange, Outside
from openmso.care.rules.fhir import records as r
from openmso.care.rules.fhir.codes import Code, suggested
from openmso.care.rules.fhir.mapping import READERS
from openmso.care.rules.fhir.tally import FATES, Tally
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.oversight.facts import judge_of

MOST: Final = 500
WAITS: Final[Mapping[str, str]] = {
    "code": "for the meaning of their code",
    "patient": "for their patient",
    "person": "for a person of ours with their NPI",
    "site": "for which site of ours it is",
    "hour": "for the hour at which it was done",
    "link": "to be bound",
}
"""What a resource waits for, in words."""
REJECTS: Final = ("file", "place", "type", "id", "path", "what")
"""The columns of a sheet of what an import rejects."""


def reject_rows(tally: Tally) -> Iterator[tuple[str, ...]]:
    """The rows of that sheet: one for each fault."""
    for one in tally.rejects:
        for fault in one.faults:
            yield one.file, one.place, one.kind, one.id, fault.path, fault.what


def becomes(kind: str, counts: Mapping[str, int]) -> str:
    """What becomes of resources of a type, in words."""
    if kind in READERS:
        return "read and bound"
    return "kept as it came, not read" if any(counts.get(one) for one in FATES[:3]) else "not brought in"


@dataclass(frozen=True, slots=True)
class Run:
    """Files that were laid before us: from where, when, what they held by type, and whether they are in."""

    code: str
    source: str
    files: tuple[tuple[str, str], ...]
    counts: Mapping[str, Mapping[str, int]]
    state: str
    began_at: datetime
    applied_at: datetime | None


@dataclass(frozen=True, slots=True)
class NotMapped:
    """A code that means nothing here yet: how many procedures wait for it, and what it may mean."""

    code: Code
    words: str
    count: int
    suggestion: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A location or organization of another system: what it is called there, and which site of ours it is, if anybody said so."""

    code: str
    source: str
    name: str
    city: str
    state: str
    site: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A resource that is rejected, or waits for something; what is wrong with it."""

    source: str
    kind: str
    id: str
    state: str
    waits: str
    faults: tuple[tuple[str, str], ...]


def runs(by: Actor) -> tuple[Run, ...]:
    """Everything that was laid before us, the latest first."""
    with seeing(by):
        rows = Exchange.objects.filter(network=by.network).order_by("-began_at", "-id")[:MOST]
        return tuple(map(_run, rows))


def run(by: Actor, code: str) -> Run:
    """One of them. Raises `NotThereError`."""
    with seeing(by):
        row = Exchange.objects.filter(network=by.network, code=code).first()
        if row is None:
            raise NotThereError(Exchange, code)
        return _run(row)


def _run(row: Exchange) -> Run:
    files = tuple((name, document) for name, document in row.files)
    return Run(row.code, row.source, files, row.counts, row.state, row.began_at, row.applied_at)


def sources(by: Actor) -> Mapping[str, Mapping[str, int]]:
    """How many resources of each type are here from each source, current versions only."""
    with seeing(by):
        rows = (
            Outside.objects.filter(network=by.network, current=True)
            .values_list("source", "kind")
            .annotate(n=Count("id"))
            .order_by("source", "kind")
        )
        found: dict[str, dict[str, int]] = {}
        for source, kind, count in rows:
            found.setdefault(source, {})[kind] = count
        return found


def unmapped(by: Actor) -> tuple[NotMapped, ...]:
    """The codes for which procedures wait, the most wanted first, each with a suggestion where there is one."""
    judge, _ = judge_of(by)
    with seeing(by):
        rows = Outside.objects.filter(network=by.network, current=True, waits="code").values_list(
            "wanted", flat=True
        )
        counts: dict[Code, list[Any]] = {}
        for wanted in rows:
            for system, number, words in wanted:
                place = counts.setdefault(Code(system, number), [0, words])
                place[0] += 1
    closed = judge.law.procedures
    found = [
        NotMapped(code, words, count, suggested(code, words, closed))
        for code, (count, words) in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.code)))


def outside_places(by: Actor) -> tuple[Unplaced, ...]:
    """The locations and organizations that other systems know, those first that are no site of ours yet."""
    with seeing(by):
        rows = Outside.objects.filter(
            network=by.network, current=True, kind__in=("Location", "Organization"), state="kept"
        )
        found = [one for row in rows.order_by("ours", "code")[:MOST] if (one := _place(row)) is not None]
    return tuple(sorted(found, key=lambda one: (bool(one.site), one.source, one.name)))


def _place(row: Outside) -> Unplaced | None:
    record = record_of(row)
    if not isinstance(record, r.Location | r.Organization):
        return None
    at = record.addresses[0] if record.addresses else None
    return Unplaced(
        row.code, row.source, record.name, at.city if at else "", at.state if at else "", row.ours
    )


def waiting(by: Actor) -> Mapping[str, int]:
    """How many resources wait, by what they wait for."""
    with seeing(by):
        rows = Outside.objects.filter(network=by.network, current=True).exclude(waits="")
        return dict(rows.values_list("waits").annotate(n=Count("id")).order_by("waits"))


def rejected(by: Actor, source: str = "") -> tuple[Waiting, ...]:
    """Everything that is rejected, with all that is wrong with it, of one source or of all."""
    with seeing(by):
        rows = Outside.objects.filter(network=by.network, current=True, state="rejected")
        if source:
            rows = rows.filter(source=source)
        said = rows.order_by("source", "kind", "outside").values_list(
            "source", "kind", "outside", "state", "waits", "faults"
        )
        return tuple(
            Waiting(source, kind, id, state, waits, tuple((path, what) for path, what in faults))
            for source, kind, id, state, waits, faults in said
        )
