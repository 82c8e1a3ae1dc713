"""The binders of a network: who asked for which, how far each is, and the file for whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from openmso.compliance.models import Binder, BinderFile
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.foundation.sealed import unseal

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Bound:
    """A binder; moments by the clock of the installation. `mine`: the actor may take its file, or take it back; `there`: its file is still kept."""

    code: str
    actor: str
    side: str
    scope: str
    first: date
    last: date
    state: str
    doing: str
    made: int
    parts: int
    size: int
    manifest: str
    head: str
    asked_at: datetime
    at: datetime | None
    until: datetime | None
    mine: bool
    there: bool

    @property
    def unmade(self) -> bool:
        """Whether it is still to be made."""
        return self.state in ("waiting", "making")

    @property
    def percent(self) -> int:
        """How much of it is made."""
        return int(100 * self.made / self.parts) if self.parts else 0


def binders(by: Actor) -> tuple[Bound, ...]:
    """Those that anybody of the network asked for, the last first."""
    now = timezone.now()
    with seeing(by):
        rows = list(Binder.objects.filter(network=by.network).order_by("-asked_at", "code")[:MOST])
    return tuple(_told(one, by, now) for one in rows)


def content(by: Actor, code: str) -> bytes:
    """The archive of a binder that the actor asked for, on the side on which they did. Raises `NotThereError`."""
    theirs = {"actor": str(by.user or ""), "side": by.side.value}
    with seeing(by):
        row = BinderFile.objects.filter(
            network=by.network, code=code, until__gt=timezone.now(), **theirs
        ).first()
    if row is None:
        raise NotThereError(Binder, code)
    return unseal(bytes(row.sealed), bound=bound(by.network, code))


def bound(network: UUID, code: str) -> str:
    """What the archive of a binder is sealed to."""
    return f"{network}/binderfile/{code}"


def _told(row: Binder, by: Actor, now: datetime) -> Bound:
    zone = ZoneInfo(settings.ZONE)
    return Bound(
        row.code,
        row.actor,
        row.side,
        row.scope,
        row.first,
        row.last,
        row.state,
        row.doing,
        row.made,
        row.parts,
        row.size,
        row.manifest,
        row.head,
        row.asked_at.astimezone(zone),
        row.at.astimezone(zone) if row.at else None,
        row.until.astimezone(zone) if row.until else None,
        mine=(row.actor, row.side) == (str(by.user or ""), by.side.value),
        there=row.state == "done" and row.until is not None and row.until > now,
    )
