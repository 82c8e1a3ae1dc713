"""Rooms and devices of a site: entered, taken out of use, and the next service of a device."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError, broken, row_named
from openmso.foundation.rules.purposes import PLACING
from openmso.foundation.rules.sides import Side
from openmso.structure.models import Device, Room

ROOM_KINDS: Final = ("treatment", "procedure", "consult", "laser", "infusion")


@action(Side.BUSINESS, Side.CLINICAL)
def add_room(*, by: Actor, why: str, site: str, name: str, kind: str, since: date) -> str:
    """Enter a room of a site; its id. Refused where a room of that name is in use there."""
    del why
    _placing(by)
    if kind not in ROOM_KINDS:
        raise RefusedError.at("kind", f'"{kind}" is no kind of room', f"one of {', '.join(ROOM_KINDS)}")
    row = Room(code=f"room-{uuid4().hex}", name=_named(name), kind=kind)
    return _kept(by, row, site, since, "name")


@action(Side.BUSINESS, Side.CLINICAL)
def add_device(
    *,
    by: Actor,
    why: str,
    site: str,
    name: str,
    procedures: Collection[str],
    since: date,
    serial: str = "",
    service_due_on: date | None = None,
) -> str:
    """Enter a device of a site and which procedures it serves; its id. Refused where it is entered already."""
    del why
    _placing(by)
    _serving(procedures)
    row = Device(
        code=f"device-{uuid4().hex}",
        name=_named(name),
        serial=serial.strip()[:100],
        procedures=sorted(procedures),
        service_due_on=service_due_on,
    )
    return _kept(by, row, site, since, "serial")


@action(Side.BUSINESS, Side.CLINICAL)
def device_serves(*, by: Actor, why: str, device: str, procedures: Collection[str]) -> None:
    """Say anew which procedures a device serves. What is booked with it stays."""
    del why
    _placing(by)
    _serving(procedures)
    row = _there(by, Device, device)
    row.procedures = sorted(procedures)
    row.save(update_fields=["procedures"])


@action(Side.BUSINESS, Side.CLINICAL)
def service_device(*, by: Actor, why: str, device: str, due_on: date) -> None:
    """Say when a device is to be serviced next: it was serviced today."""
    del why
    _placing(by)
    row = _there(by, Device, device)
    row.service_due_on = due_on
    row.save(update_fields=["service_due_on"])


@action(Side.BUSINESS, Side.CLINICAL)
def retire(*, by: Actor, why: str, id: str, on: date) -> None:
    """Take a room or device out of use: `on` is the first day without it. What is booked there stays and has to be moved."""
    del why
    _placing(by)
    row = _there(by, Room if id.startswith("room-") else Device, id)
    if row.valid.lower is not None and on <= row.valid.lower:
        raise RefusedError.at("on", f"it came into use on {row.valid.lower}", "a later day")
    row.valid = DateRange(row.valid.lower, on, "[)")
    row.save(update_fields=["valid"])


def _placing(by: Actor) -> None:
    if by.side is not Side.SYSTEM and by.post not in PLACING:
        raise WrongHandsError(
            "rooms and devices are kept by who runs the site: its manager, director or owner"
        )


def _serving(procedures: Collection[str]) -> None:
    if not procedures:
        raise RefusedError.at("procedures", "it serves nothing", "at least one procedure")


def _named(name: str) -> str:
    if not name.strip():
        raise RefusedError.at("name", "it has no name", "what people call it")
    return name.strip()[:300]


def _there(by: Actor, kind: type, id: str) -> Any:  # noqa: ANN401 - a row of either table
    row = kind.objects.select_for_update().filter(network=by.network, code=id).first()  # type: ignore[attr-defined] # a model
    if row is None:
        raise NotThereError(kind, id)
    return row


def _kept(by: Actor, row: Room | Device, site: str, since: date, field: str) -> str:
    place = row_named(by, Site, "site", site)
    row.network_id, row.site_id, row.valid = by.network, place.id, DateRange(since, None, "[)")
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as refused:
        if not broken(refused).endswith("_twice"):
            raise
        raise RefusedError.at(field, f'"{row.name}" is in use there already', "another name") from None
    return row.code
