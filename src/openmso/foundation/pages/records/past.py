"""How a record came to be: every change with who, when, which side, post and door, why, and what differed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown
from openmso.foundation.pages.records.cabinet import Cabinet, Drawer
from openmso.foundation.pages.records.naming import Line, Naming
from openmso.foundation.register import Change, Difference, NotThereError, version_of
from openmso.foundation.seats import names_of


@dataclass(frozen=True, slots=True)
class Told:
    """One change in words. `did`: entered, amended or struck."""

    did: str
    at: datetime
    who: str
    post: str
    side: str
    door: str
    why: str
    differences: Sequence[Difference]


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others did to a record since somebody looked: who last, when, why, and what differs from what was seen."""

    who: str
    at: datetime
    why: str
    differences: Sequence[Difference]


def remembered(cabinet: Cabinet, request: HttpRequest, desk: Desk, kind: str, code: str) -> Shown:
    """Every change of a record, the latest first, also of one that was struck; and what was known of it at `?at=`."""
    drawer, naming = cabinet.drawer(kind), cabinet.naming(desk.by)
    changes = drawer.queries.history(desk.by, drawer.kind, code)
    last = changes[-1].after or changes[-1].before
    at = request.GET.get("at", "").strip()
    moment = _moment(at)
    return {
        "drawer": drawer,
        "code": code,
        "title": naming.record(last),
        "struck": changes[-1].after is None,
        "changes": told(desk, naming, changes),
        "asked": at,
        "moment": moment,
        "known": _known(drawer, naming, desk, code, moment) if moment else None,
    }


def told(desk: Desk, naming: Naming, changes: Sequence[Change[Any]]) -> list[Told]:
    """Changes in words, the latest first."""
    people = names_of(desk.by, {one.who for one in changes})
    return [
        Told(
            "entered" if one.before is None else "struck" if one.after is None else "amended",
            one.at,
            people.get(one.who, "the system" if not one.who else "somebody without a seat"),
            one.post,
            one.side,
            one.door,
            one.why,
            naming.differences(one.before, one.after, desk.today),
        )
        for one in reversed(changes)
    ]


def meanwhile(
    drawer: Drawer,
    naming: Naming,
    desk: Desk,
    now: Any,  # noqa: ANN401 - any record
    seen: str | None,
) -> Meanwhile | None:
    """What was done to a record since a version of it was seen; None if nobody knows."""
    changes = drawer.queries.history(desk.by, drawer.kind, now.id)
    if not changes:
        return None
    then = next(
        (one.after for one in changes if one.after is not None and version_of(one.after) == seen), None
    )
    last = told(desk, naming, changes[-1:])[0]
    found = naming.differences(then, now, desk.today) if then is not None else last.differences
    return Meanwhile(last.who, last.at, last.why, found)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(settings.ZONE))


def _known(drawer: Drawer, naming: Naming, desk: Desk, code: str, moment: datetime) -> list[Line]:
    """The record as it was known at a moment; empty if it was not known then."""
    try:
        kept = drawer.queries.one(desk.by, drawer.kind, code, known_at=moment)
    except NotThereError:
        return []
    return naming.lines(kept.record, desk.today)
