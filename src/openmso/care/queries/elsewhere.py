"""What other systems know of a patient, in a line each, and the papers that came with it."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from openmso.care.access import of_medicine
from openmso.care.facts.outside import opened
from openmso.care.models import Outside
from openmso.care.queries.patients import keys_as_one, patient_row
from openmso.care.rules.fhir import records as r
from openmso.care.rules.fhir.mapping import mapped
from openmso.care.rules.fhir.parts import Concept
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError

MOST: Final = 300
"""So many lines are shown, the last first."""
CALLED: Final[Mapping[str, str]] = {
    "Encounter": "visit",
    "Procedure": "procedure",
    "Consent": "consent",
    "Coverage": "who pays",
    "Appointment": "appointment",
    "DocumentReference": "paper",
}
PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class Came:
    """Something another system told of a patient: from where, what, of which day. `paper`: it is one that can be opened."""

    code: str
    source: str
    kind: str
    day: date | None
    said: str
    paper: bool


def elsewhere(by: Actor, patient: str) -> tuple[Came, ...]:
    """What came of a patient, the last first; at most `MOST`. Raises `NotThereError`, `SealError`."""
    of_medicine(by)
    with seeing(by):
        rows = Outside.objects.filter(
            network=by.network,
            patient__in=keys_as_one(patient_row(by, patient)),
            kind__in=CALLED,
            current=True,
            state="kept",
        )
        return tuple(_came(row) for row in rows.order_by("-day", "kind", "code")[:MOST])


def paper_of(by: Actor, code: str) -> str:
    """Whose a paper is. Raises `NotThereError`."""
    of_medicine(by)
    with seeing(by):
        patient = _row(by, code).patient
        return str((patient.merged_into or patient).code)


def paper(by: Actor, code: str) -> bytes:
    """A paper, a PDF, for whom the chart is open to: that is asked before. Raises `NotThereError`, `SealError`."""
    of_medicine(by)
    with seeing(by):
        data = _pdf(opened(_row(by, code)))
    if data is None:
        raise NotThereError(Outside, code)
    return data


def _row(by: Actor, code: str) -> Outside:
    rows = Outside.objects.select_related("patient__merged_into")
    row = rows.filter(
        network=by.network, code=code, kind="DocumentReference", state="kept", patient__isnull=False
    ).first()
    if row is None:
        raise NotThereError(Outside, code)
    return row


def _came(row: Outside) -> Came:
    resource = opened(row)
    said = _said(mapped(resource).record)
    return Came(row.code, row.source, CALLED[row.kind], row.day, said, _pdf(resource) is not None)


def _said(record: r.Record | None) -> str:
    match record:
        case r.Encounter():
            return _words(*record.kinds)
        case r.Procedure():
            return _words(record.code)
        case r.Consent():
            return " ".join(filter(None, (_words(record.scope, *record.categories), record.decision)))
        case r.Coverage():
            return _words(record.kind)
        case r.Appointment():
            return _words(*record.kinds)
        case r.DocumentReference():
            return record.title or _words(record.kind)
    return ""


def _words(*concepts: Concept) -> str:
    return next((words for one in concepts if (words := one.called)), "")


def _pdf(resource: Mapping[str, Any]) -> bytes | None:
    """The bytes that came in a resource; None where it holds none, or something else than it says."""
    for content in resource.get("content", []):
        told = content.get("attachment", {})
        if told.get("contentType") == PDF and told.get("data"):
            try:
                data = b64decode(told["data"], validate=True)
            except Error:
                return None
            return data if data.startswith(b"%PDF-") else None
    return None
