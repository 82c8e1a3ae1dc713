"""What a bulk export holds, page by page; how one stands, and its files, for whoever asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from openmso.care.facts.sealing import opened_bytes
from openmso.care.models import Export, ExportFile
from openmso.care.queries.fhir import directory, serving
from openmso.care.queries.fhir.serving import NothingThereError
from openmso.care.rules.fhir.searching import CHARTS, LARGEST, Asked
from openmso.care.rules.fhir.writing import Resource
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Side

MEDICINE: Final = (Side.CLINICAL.value, Side.SYSTEM.value)


@dataclass(frozen=True, slots=True)
class File:
    """A file of an export: which type, which number, how many resources."""

    kind: str
    number: int
    resources: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How an export stands."""

    code: str
    state: str
    request: str
    at: datetime | None
    until: datetime | None
    files: tuple[File, ...]


def pages(by: Actor, kind: str, *, row: Export, at: datetime, on: int) -> Iterator[Sequence[Resource]]:
    """The resources of a type that whoever asked may read: charts that changed since a moment, and until another; of the directory all."""
    if row.side not in MEDICINE:
        found = directory.matches(by, Asked(kind, ()), on) if kind not in CHARTS else []
        yield [serving.versioned(one) for one in found]
        return
    said: tuple[tuple[str, str], ...] = ()
    if kind in CHARTS:
        said = (("_lastUpdated", f"le{at.astimezone(UTC).isoformat()}"),)
        said += (("_lastUpdated", f"ge{row.since}"),) if row.since else ()
    after = ""
    while True:
        page = serving.search(by, Asked(kind, said, LARGEST, after), on)
        yield page.resources
        if not page.further:
            return
        after = page.further


def standing(by: Actor, code: str, now: datetime) -> Standing:
    """How an export stands. Raises `NothingThereError` for one that is not theirs, was taken back, or is over."""
    with seeing(by):
        row = Export.objects.filter(network=by.network, code=code, **theirs(by)).first()
        if row is None or row.state == "gone" or (row.until is not None and row.until <= now):
            raise NothingThereError("there is no such export, or its time is over")
        files = ExportFile.objects.filter(network=by.network, export=code, **theirs(by)).order_by(
            "kind", "number"
        )
        listed = tuple(File(*one) for one in files.values_list("kind", "number", "resources"))
    return Standing(row.code, row.state, row.request, row.at, row.until, listed)


def file_of(by: Actor, code: str, kind: str, number: int, now: datetime) -> bytes:
    """What stands in a file. Raises `NothingThereError`."""
    standing(by, code, now)
    with seeing(by):
        row = ExportFile.objects.filter(
            network=by.network, export=code, kind=kind, number=number, until__gt=now, **theirs(by)
        ).first()
    if row is None:
        raise NothingThereError("there is no such file")
    return opened_bytes(row)


def theirs(by: Actor) -> dict[str, str]:
    """What the exports of an actor are found by: whose, and on which side."""
    return {"actor": str(by.user or ""), "side": by.side.value}
