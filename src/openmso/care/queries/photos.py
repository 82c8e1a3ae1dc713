"""Pictures: whose one is, and the picture itself."""

from __future__ import annotations

from openmso.care.access import of_medicine
from openmso.care.facts.sealing import opened_bytes
from openmso.care.models import Patient, Photo
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError


def photo_of(by: Actor, code: str) -> str:
    """Whose a picture is. Raises `NotThereError`."""
    of_medicine(by)
    with seeing(by):
        patient: Patient = _row(by, code).patient
        return str((patient.merged_into or patient).code)


def photo(by: Actor, code: str) -> tuple[bytes, str]:
    """A picture and its media type, for whom the chart is open to: that is asked before. Raises `NotThereError`, `SealError`."""
    of_medicine(by)
    with seeing(by):
        row = _row(by, code)
        return opened_bytes(row), str(row.media)


def _row(by: Actor, code: str) -> Photo:
    rows = Photo.objects.select_related("patient__merged_into").filter(network=by.network)
    row = rows.filter(code=code).first()
    if row is None:
        raise NotThereError(Photo, code)
    return row
