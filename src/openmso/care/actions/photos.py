"""Pictures of a visit: kept sealed, of who agreed to be taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils import timezone

from openmso.care.actions.patients import reached
from openmso.care.facts.charts import agreed_by, wordings_at
from openmso.care.facts.sealing import identity_of, sealed_bytes
from openmso.care.models import Patient, Photo, Visit, VisitPatient
from openmso.care.queries.patients import keys_as_one
from openmso.care.rules.areas import CALLED
from openmso.care.rules.gate import pictures_lack
from openmso.care.rules.patients import is_minor
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.pictures import MEDIA, PictureError, kept
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Side
from openmso.oversight.actions.events import self_of
from openmso.timeline.calendar import civil_day

VIEWS: Final = {"before": "Before", "after": "After", "later": "At a later look"}
MOST: Final = 40
"""So many pictures one visit keeps at most."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it came. `view`: before, after, later; `area`: of which, if of one."""

    data: bytes
    view: str
    area: str = ""


@action(Side.CLINICAL)
def keep_photo(*, by: Actor, why: str, visit: str, picture: Picture, now: datetime | None = None) -> str:
    """Keep a picture; its code. Only its pixels are kept: where and with what it was taken goes.

    Refused without the patient's signature under the wording for pictures in force, and for what is no picture.
    """
    del why
    moment = now or timezone.now()
    if picture.view not in VIEWS:
        raise RefusedError.at("view", f'"{picture.view}" is none', f"one of {', '.join(VIEWS)}")
    if picture.area and picture.area not in CALLED:
        raise RefusedError.at("area", f'"{picture.area}" is no area', "one of the map, or none")
    link = (
        VisitPatient.objects.select_related("visit__site", "patient__merged_into")
        .filter(network=by.network, code=visit)
        .first()
    )
    if link is None:
        raise NotThereError(Visit, visit)
    patient = link.patient.merged_into or link.patient
    reached(by, patient, moment)
    taken_by = self_of(by)
    if taken_by is None:
        raise WrongHandsError("who takes a picture is somebody of the network's people")
    _agreed(by, patient, link.visit, moment)
    if Photo.objects.filter(network=by.network, visit=link.visit).count() >= MOST:
        raise RefusedError.at("picture", f"this visit has {MOST} pictures", "those that show something new")
    try:
        data = kept(picture.data)
    except PictureError as wrong:
        raise RefusedError.at("picture", str(wrong), "another picture") from None
    code = f"photo-{uuid4().hex}"
    Photo.objects.create(
        network_id=by.network,
        code=code,
        visit=link.visit,
        patient=patient,
        taken_by_id=taken_by,
        view=picture.view,
        area=picture.area,
        media=MEDIA,
        sealed=sealed_bytes(Photo, by.network, code, data),
    )
    return code


def _agreed(by: Actor, patient: Patient, visit: Visit, moment: datetime) -> None:
    minor = is_minor(identity_of(patient).born, civil_day(moment, ZoneInfo(visit.site.zone)))
    given = agreed_by(keys_as_one(patient))
    lacking = pictures_lack(wordings_at(by.network, moment), given, moment, visit.code, minor=minor)
    if lacking:
        raise RefusedError.at("picture", *lacking)
