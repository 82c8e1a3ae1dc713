"""Rooms and devices of a site that are in use on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError
from openmso.structure.models import Device, Room


@dataclass(frozen=True, slots=True)
class RoomThere:
    """A room in use. `until`: the first day without it."""

    code: str
    name: str
    kind: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DeviceThere:
    """A device in use, and which procedures it serves."""

    code: str
    name: str
    serial: str
    procedures: frozenset[str]
    service_due_on: date | None
    until: date | None = None


def rooms_of(by: Actor, site: str, on: date) -> tuple[RoomThere, ...]:
    """The rooms of a site that are in use on a day, by name."""
    with seeing(by):
        rows = Room.objects.filter(network=by.network, site__code=site, valid__contains=on).order_by(
            "name", "code"
        )
        found = rows.values_list("code", "name", "kind", "valid")
        return tuple(RoomThere(code, name, kind, valid.upper) for code, name, kind, valid in found)


def devices_of(by: Actor, site: str, on: date) -> tuple[DeviceThere, ...]:
    """The devices of a site that are in use on a day, by name."""
    with seeing(by):
        rows = Device.objects.filter(network=by.network, site__code=site, valid__contains=on)
        found = rows.order_by("name", "serial").values_list(
            "code", "name", "serial", "procedures", "service_due_on", "valid"
        )
        return tuple(
            DeviceThere(code, name, serial, frozenset(procedures), due, valid.upper)
            for code, name, serial, procedures, due, valid in found
        )


def key_of(by: Actor, code: str) -> UUID:
    """The key of the row of a room or device, for tables above that refer to it. Raises `NotThereError`."""
    with seeing(by):
        for kind in (Room, Device):
            found: UUID | None = (
                kind._default_manager.filter(network=by.network, code=code)
                .values_list("id", flat=True)
                .first()
            )
            if found is not None:
                return found
    raise NotThereError(Room, code)
