"""Patients are entered, corrected, merged and parted again; their charts are opened, and that is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import uuid4

from django.utils import timezone

from openmso.authority.facts.structure import Site
from openmso.care.access import OutOfReachError
from openmso.care.facts.sealing import marks_of, sealed, sealed_identity
from openmso.care.models import Coverage, Opening, Patient
from openmso.care.queries.patients import in_reach, keys_as_one, likely, patient_row
from openmso.care.rules.patients import Identity, wanting
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side

AGAIN: Final = timedelta(minutes=10)
"""Who opens the same part of a chart once more within so long is written down once."""
PAYS: Final = {"self_pay": "They pay themselves", "insurance": "Insurance", "membership": "Membership"}


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays for a patient from a day on."""

    kind: str
    since: date
    payer: str = ""
    number: str = ""


@action(Side.CLINICAL)
def enter_patient(
    *,
    by: Actor,
    why: str,
    identity: Identity,
    site: str,
    somebody_else: bool = False,
    today: date | None = None,
) -> str:
    """Enter a patient; their code. Refused while something is wanting, and, unless it was said that it is `somebody_else`, if they may be here already."""
    del why
    _complete(identity, today)
    there = () if somebody_else else likely(by, identity)
    if there:
        many = (
            f"{len(there)} who are here already may be the same"
            if len(there) > 1
            else "they may be here already"
        )
        raise RefusedError.at(
            "somebody_else", f"{many}: {there[0].why}", "open them, or say that it is somebody else"
        )
    code = f"p-{uuid4().hex}"
    Patient.objects.create(
        network_id=by.network,
        code=code,
        site_id=row_named(by, Site, "site", site).id,
        identity=sealed_identity(by.network, code, identity),
        marks=marks_of(by.network, identity),
    )
    return code


@action(Side.CLINICAL)
def correct_patient(
    *, by: Actor, why: str, patient: str, identity: Identity, today: date | None = None
) -> None:
    """Say anew who a patient is."""
    del why
    _complete(identity, today)
    row = patient_row(by, patient)
    reached(by, row)
    row.identity = sealed_identity(by.network, row.code, identity)
    row.marks, row.changed_at = marks_of(by.network, identity), timezone.now()
    row.save(update_fields=["identity", "marks", "changed_at"])


@action(Side.CLINICAL)
def merge_patients(*, by: Actor, why: str, keep: str, twice: str) -> None:
    """Read `twice` as `keep` from now on. Nothing moves: `part_patients` undoes it."""
    del why
    kept, other = _alone(by, keep), _alone(by, twice)
    for row in (kept, other):
        reached(by, row)
    if kept.id == other.id:
        raise RefusedError.at("twice", "they are one already", "another entry")
    if len(keys_as_one(other)) > 1:
        raise RefusedError.at(
            "twice", "others were merged into it", "part those first, or merge the other way"
        )
    other.merged_into, other.changed_at = kept, timezone.now()
    other.save(update_fields=["merged_into", "changed_at"])


@action(Side.CLINICAL)
def part_patients(*, by: Actor, why: str, twice: str) -> None:
    """Undo a merge: the entry is somebody of their own again, with all that was ever written under it."""
    del why
    row = Patient.objects.select_for_update().filter(network=by.network, code=twice).first()
    if row is None:
        raise NotThereError(Patient, twice)
    if row.merged_into is None:
        raise RefusedError.at("twice", "they were not merged", "an entry that was")
    reached(by, row.merged_into)
    row.merged_into, row.changed_at = None, timezone.now()
    row.save(update_fields=["merged_into", "changed_at"])


@action(Side.CLINICAL)
def cover_patient(*, by: Actor, why: str, patient: str, payer: Payer) -> str:
    """Say who pays from a day on; what was said before ends as it begins."""
    del why
    if payer.kind not in PAYS:
        raise RefusedError.at("kind", f'"{payer.kind}" pays nobody', f"one of {', '.join(PAYS)}")
    if payer.kind == "insurance" and not payer.payer.strip():
        raise RefusedError.at("payer", "an insurance has a name", "say who insures them")
    row = patient_row(by, patient)
    reached(by, row)
    before = Coverage.objects.filter(network=by.network, patient__in=keys_as_one(row), until=None)
    before.filter(since__lt=payer.since).update(until=payer.since)
    code = f"cover-{uuid4().hex}"
    told = {"payer": payer.payer.strip(), "number": payer.number.strip()}
    Coverage.objects.create(
        network_id=by.network,
        code=code,
        patient=row,
        kind=payer.kind,
        since=payer.since,
        sealed=sealed(Coverage, by.network, code, told),
    )
    return code


@action(Side.CLINICAL)
def open_chart(*, by: Actor, why: str, patient: str, what: str, now: datetime | None = None) -> None:
    """Write down that somebody opens a part of a chart. Raises `OutOfReachError` for whom it is not open to."""
    del why
    row, moment = patient_row(by, patient), now or timezone.now()
    reached(by, row, moment)
    lately = Opening.objects.filter(
        network=by.network,
        patient=row,
        person=by.person or "",
        user=by.user,
        what=what,
        at__gt=moment - AGAIN,
    )
    if not lately.exists():
        _write(by, row, what, moment)


@action(Side.CLINICAL)
def hand_out(
    *, by: Actor, why: str, to: Actor, patients: Iterable[str], what: str, now: datetime | None = None
) -> int:
    """The system writes down that something of these patients was handed `to` a program of somebody's, whose token need not write; of how many.

    Who is here under another entry is the one they are read as.
    """
    del why
    rows = Patient.objects.select_related("merged_into").filter(network=by.network, code__in=set(patients))
    whose = {(row.merged_into or row).id for row in rows}
    Opening.objects.bulk_create(
        Opening(
            network_id=by.network,
            code=f"open-{uuid4().hex}",
            patient_id=one,
            person=to.person or "",
            user=to.user,
            post=to.post or "",
            door=to.door,
            what=what,
            at=now or timezone.now(),
        )
        for one in sorted(whose)
    )
    return len(whose)


@action(Side.CLINICAL)
def break_glass(*, by: Actor, why: str, patient: str, reason: str, now: datetime | None = None) -> None:
    """Open a chart that is not open to somebody, for an hour, for a reason that its readers and the director see."""
    del why
    if len(reason.split()) < 3:
        raise RefusedError.at(
            "reason", "the reason says too little", "say in a few words why you have to see it now"
        )
    if not by.person:
        raise OutOfReachError("only somebody of the network's people opens a chart; the seat names nobody")
    _write(by, patient_row(by, patient), "chart", now or timezone.now(), reason)


def _write(by: Actor, row: Patient, what: str, at: datetime, reason: str = "") -> None:
    code = f"open-{uuid4().hex}"
    Opening.objects.create(
        network_id=by.network,
        code=code,
        patient=row,
        person=by.person or "",
        user=by.user,
        post=by.post or "",
        door=by.door,
        what=what,
        at=at,
        glass=bool(reason),
        reason=sealed(Opening, by.network, code, {"why": reason}) if reason else b"",
    )


def _complete(identity: Identity, today: date | None) -> None:
    for field, what in wanting(identity, today or timezone.localdate()):
        raise RefusedError.at(field, what, "fill it in")


def _alone(by: Actor, code: str) -> Patient:
    row = Patient.objects.select_for_update().filter(network=by.network, code=code).first()
    if row is None:
        raise NotThereError(Patient, code)
    if row.merged_into_id is not None:
        raise RefusedError.at("twice", "it was merged already", "part them first")
    return row


def reached(by: Actor, row: Patient, now: datetime | None = None) -> None:
    """Raises `OutOfReachError` for whom the chart of a patient is not open to."""
    if not in_reach(by, row, now):
        raise OutOfReachError("this chart is not open to you: neither you nor your sites treat this patient")
