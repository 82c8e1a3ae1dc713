"""Bringing in what another system sends: each batch in one transaction, and twice the same is once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from openmso.care.access import bringing
from openmso.care.actions.exchange.linking import Linked, take_up
from openmso.care.facts.outside import marked, sealed
from openmso.care.facts.sealing import marks_of, sealed_identity
from openmso.care.files.fhir.judging import Judged
from openmso.care.files.fhir.reading import Arrived
from openmso.care.models import Exchange, Outside, Patient
from openmso.care.queries.exchange.looking import Fated, Walk
from openmso.care.rules.fhir import records
from openmso.care.rules.fhir.identity import identity_in
from openmso.care.rules.fhir.links import day_of, wants_patient
from openmso.care.rules.fhir.tally import Tally, told
from openmso.care.rules.patients import Identity
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side

LONGEST_SOURCE: Final = 60
Human = records.Patient | records.Practitioner


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of an import: what was counted, and what of it is bound to people, sites and acts now."""

    exchange: str
    tally: Tally
    linked: Linked


@action(Side.CLINICAL)
def lay_before(
    *,
    by: Actor,
    why: str,
    source: str,
    files: Iterable[tuple[str, str]] = (),
    counts: dict[str, Any] | None = None,
) -> str:
    """Note that files of a source were laid before us; the id of the exchange. `files`: name and document of each.

    Raises `RefusedError` for a source without a name, or named as our own.
    """
    del why  # the door has put it into the transaction
    bringing(by)
    name = source.strip()
    if not name or len(name) > LONGEST_SOURCE:
        raise RefusedError.at(
            "source", "a system has a name of 1 to 60 characters", "say which system it comes from"
        )
    if name == "care":
        raise RefusedError.at("source", "that is the name of our own charts", "name the other system")
    code = f"exchange-{uuid4().hex}"
    Exchange.objects.create(
        network_id=by.network,
        code=code,
        source=name,
        files=[list(one) for one in files],
        counts=counts or {},
        state="looked_at",
    )
    return code


def take_in(
    *,
    by: Actor,
    why: str,
    exchange: str,
    arrived: Iterable[Arrived],
    progress: Callable[[int], None] = lambda _: None,
) -> Taken:
    """Bring in what arrived, a batch at a time; then bind it (`take_up`). `progress` is told how many came so far.

    Broken off, what is in stays; begun again, it goes on where it was, for nothing is brought in twice.
    """
    walk = Walk(by, _source(by=by, why=why, exchange=exchange))
    come = 0
    batches = walk.through(arrived)
    while True:
        batch = _next(by=by, why=why, exchange=exchange, batches=batches)
        if batch is None:
            break
        come += batch
        progress(come)
    linked = take_up(by=by, why=why, source=walk.source)
    _close(by=by, why=why, exchange=exchange, counts=walk.tally.plain())
    return Taken(exchange, walk.tally, linked)


@action(Side.CLINICAL)
def _source(*, by: Actor, why: str, exchange: str) -> str:
    del why  # the door has put it into the transaction
    found = (
        Exchange.objects.filter(network=by.network, code=exchange).values_list("source", flat=True).first()
    )
    if found is None:
        raise RefusedError.at("exchange", "there is no such exchange", "lay the files before us first")
    return str(found)


@action(Side.CLINICAL)
def _next(*, by: Actor, why: str, exchange: str, batches: Any) -> int | None:  # noqa: ANN401 - an iterator of batches
    """Compare and write one batch in one transaction; how many it had, None behind the last."""
    del why  # the door has put it into the transaction
    batch: list[Fated] | None = next(batches, None)
    if batch is None:
        return None
    row = Exchange.objects.get(network=by.network, code=exchange)
    last = {(one.judged.kind, one.judged.id): one for one in batch if one.write and not _would_spoil(one)}
    replaced = [one.before.id for one in last.values() if one.before is not None]
    Outside.objects.filter(network=by.network, id__in=replaced).update(current=False)
    patients = _patients(by, {place: one for place, one in last.items() if _is_new(one)})
    Outside.objects.bulk_create(_row(by, row, one, patients.get(place)) for place, one in last.items())
    return len(batch)


def _would_spoil(one: Fated) -> bool:
    """Whether something that is wrong would take the place of what was right; it is told among the rejects, and its file is kept."""
    return bool(one.judged.faults) and one.before is not None and one.before.state != "rejected"


def _is_new(one: Fated) -> bool:
    """Whether it is a patient who was not here before."""
    known = one.before is not None and one.before.patient_id is not None
    return isinstance(one.judged.record, records.Patient) and not known


def _patients(by: Actor, new: Mapping[tuple[str, str], Fated]) -> dict[tuple[str, str], UUID]:
    """New patients, one for each place; their keys, which the database makes."""
    codes = {place: f"p-{uuid4().hex}" for place in new}
    rows = (_patient(by, codes[place], one.judged.record) for place, one in new.items())
    Patient.objects.bulk_create(rows)
    keys = dict(Patient.objects.filter(network=by.network, code__in=codes.values()).values_list("code", "id"))
    return {place: keys[code] for place, code in codes.items()}


def _patient(by: Actor, code: str, record: object) -> Patient:
    who = identity_in(record) if isinstance(record, records.Patient) else Identity("", "")
    return Patient(
        network_id=by.network,
        code=code,
        identity=sealed_identity(by.network, code, who),
        marks=marks_of(by.network, who),
    )


def _row(by: Actor, exchange: Exchange, one: Fated, new: UUID | None) -> Outside:
    judged, before = one.judged, one.before
    code = f"out-{uuid4().hex}"
    return Outside(
        network_id=by.network,
        code=code,
        exchange=exchange,
        source=exchange.source,
        kind=judged.kind,
        outside=judged.id,
        digest=judged.digest,
        raw=sealed(by.network, code, judged.raw),
        marks=marked(by.network, (*judged.keys, *_names(judged))),
        day=day_of(judged.record) if judged.record is not None else None,
        state="aside" if judged.aside else "kept" if judged.record is not None else "rejected",
        waits=_waits(judged),
        faults=told(judged.faults),
        patient_id=new or (before.patient_id if before is not None else None),
        ours=before.ours if before is not None else "",
        act=before.act if before is not None else "",
    )


def _names(judged: Judged) -> tuple[str, ...]:
    """By what people are looked for besides: each word of a name, the day of birth."""
    record = judged.record
    if isinstance(record, Human):
        words = {word for one in record.names for word in (one.family, *one.given, *one.whole.split())}
        born = (f"born {record.born}",) if isinstance(record, records.Patient) and record.born else ()
        return (*sorted(f"name {word.casefold()}" for word in words if word), *born)
    return ()


def _waits(judged: Judged) -> str:
    match judged.record:
        case None:
            return ""
        case records.Practitioner() as one:
            return "person" if one.npi else ""
        case records.Location():
            return "site"
        case one:
            return "link" if wants_patient(one) else ""


@action(Side.CLINICAL)
def _close(*, by: Actor, why: str, exchange: str, counts: dict[str, dict[str, int]]) -> None:
    del why  # the door has put it into the transaction
    Exchange.objects.filter(network=by.network, code=exchange).update(
        state="applied", counts=counts, applied_at=datetime.now(UTC)
    )
