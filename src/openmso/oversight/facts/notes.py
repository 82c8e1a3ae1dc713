"""Words of medicine, sealed into rows and opened out of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from openmso.foundation.actor import Actor
from openmso.foundation.sealed import SealError, seal, unseal
from openmso.oversight.models import OversightNote

UNREADABLE: Final = "These words cannot be opened: the key they were sealed with is not there any more."


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote about a part of something, opened. `person`: their id; empty for the system."""

    about: str
    at: datetime
    person: str
    text: str


def write_note(by: Actor, subject: str, about: str, text: str, *, person: UUID | None, at: datetime) -> None:
    """Add words to an event, a meeting or a visit; nothing where there are none. Inside an action only."""
    if not text.strip():
        return
    code = f"note-{uuid4().hex}"
    sealed = seal(text.strip().encode(), bound=_bound(by.network, code))
    OversightNote.objects.create(
        network_id=by.network, code=code, subject=subject, about=about, person_id=person, at=at, text=sealed
    )


def notes_of(by: Actor, subjects: Iterable[str]) -> tuple[Note, ...]:
    """The words of these subjects, oldest first. Inside the door only, on a side that may read charts."""
    rows = OversightNote.objects.filter(network=by.network, subject__in=list(subjects))
    found = rows.select_related("person").order_by("at", "id")
    return tuple(
        Note(one.about, one.at, one.person.code if one.person else "", _opened(one)) for one in found
    )


def _opened(row: OversightNote) -> str:
    try:
        return unseal(bytes(row.text), bound=_bound(row.network_id, row.code)).decode()
    except SealError:
        return UNREADABLE


def _bound(network: UUID, code: str) -> str:
    return f"{network}/oversight_oversightnote/{code}/text"
