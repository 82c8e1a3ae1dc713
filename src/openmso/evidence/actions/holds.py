"""Legal holds: what may not be removed, whoever asks and whatever time has passed."""

from __future__ import annotations

from collections.abc import Collection
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from openmso.evidence.models import Hold, Release
from openmso.evidence.rules.schedules import knows_kind
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, action
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Side
from openmso.timeline.spans import Span


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def place_hold(
    *,
    by: Actor,
    why: str,
    matter: str,
    records: Collection[tuple[str, str]] | None = None,
    kinds: Collection[str] | None = None,
    days: Span | None = None,
) -> str:
    """Place a legal hold for a matter; its id. It covers what fits every limit that is given; without one, everything.

    `records` are tables and ids: the records themselves and the documents attached to them; `kinds` of documents;
    `days` that documents are of. From now on nothing of it can be removed, until the hold is released. Raises
    `RefusedError`.
    """
    del why  # the door has put it into the transaction
    if not matter.strip() or len(matter.strip()) > 300:
        raise RefusedError.at("matter", "a matter has 1 to 300 characters", "name the matter, and no patient")
    for field, given in (("records", records), ("kinds", kinds)):
        if given is not None and not given:
            raise RefusedError.at(field, "an empty limit covers nothing", "name some, or leave the limit out")
    for kind in kinds or ():
        if not knows_kind(kind):
            raise RefusedError.at("kinds", f'"{kind}" is not known', "take a known kind")
    made = Hold.objects.create(
        network_id=by.network,
        code=f"hold-{uuid4().hex}",
        matter=matter.strip(),
        records=None if records is None else sorted(f"{table}:{id}" for table, id in set(records)),
        kinds=None if kinds is None else sorted(set(kinds)),
        days=None if days is None else DateRange(days.first, days.until, "[)"),
        side=by.side,
        user_id=by.user,
    )
    return made.code


@action(Side.BUSINESS, Side.CLINICAL, Side.AUDITOR)
def release_hold(*, by: Actor, why: str, hold: str) -> None:
    """Release a legal hold. That is for counsel and auditors, and for the side that placed it.

    Raises `NotThereError`, `RefusedError` if it was released before, and `WrongHandsError`.
    """
    del why  # the door has put it into the transaction
    row = Hold.objects.filter(network=by.network, code=hold).first()
    if row is None:
        raise NotThereError(Hold, hold)
    if by.side not in (Side.AUDITOR, Side.SYSTEM, row.side):
        raise WrongHandsError(f"to release a hold of the {row.side} side is not for the {by.side} side")
    if Release.objects.filter(hold=row).exists():
        raise RefusedError.at("hold", "it was released already", "nothing is left to do")
    Release.objects.create(network_id=by.network, code=f"release-{uuid4().hex}", hold=row, user_id=by.user)
