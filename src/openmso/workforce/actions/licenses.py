"""Licenses are recorded, renewed, suspended and reinstated. Each stretch of one status and term is a record of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from openmso.authority.facts.people import License
from openmso.authority.holdings import GOOD_STATUSES
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import Kept, RefusedError, StaleError
from openmso.timeline.spans import Span
from openmso.workforce.actions.register import end, enter
from openmso.workforce.queries.register import one


@dataclass(frozen=True, slots=True)
class Status:
    """A change of status: the record that ended, and the one that goes on."""

    ended: Kept[License]
    begun: Kept[License]


def record_license(*, by: Actor, why: str, license: License) -> Kept[License]:
    """Enter a license. The same one (person, role, state, number) is held once on a day."""
    return enter(by=by, why=why, record=license)


def renew_license(
    *,
    by: Actor,
    why: str,
    id: str,
    until: date | None,
    number: str | None = None,
    version: str | None = None,
) -> Kept[License]:
    """A new term that begins on the day the license ends, `until` the first day after it (None: it has no end).

    The new record's id is the old one's with its first day. What was verified of the old term is not of the new one. Refused for a
    license without an end, and for one that is not good (suspended, revoked …): that is reinstated first.
    """
    with acting(by, why=why):
        seen = _seen(by, id, version)
        old = seen.record
        first = old.span.until
        if first is None:
            raise RefusedError.at("id", f'"{id}" has no end', "a license with an end; or amend it")
        if old.status not in GOOD_STATUSES:
            raise RefusedError.at("id", f'"{id}" is {old.status}', "reinstate it first")
        if until is not None and until <= first:
            raise RefusedError.at("until", f"{until} is not after {first}, its first day", "a later day")
        term = replace(
            old,
            id=f"{id}/{first}",
            span=Span.of(first, until),
            number=old.number if number is None else number,
            verified_on=None,
            verified_with="",
        )
        return enter(by=by, why=why, record=term)


def suspend_license(
    *, by: Actor, why: str, id: str, on: date, status: str = "suspended", version: str | None = None
) -> Status:
    """From `on` on the license has a status in which it is not good: suspended, revoked, surrendered, inactive, …"""
    return _turn(by=by, why=why, id=id, on=on, status=status, version=version, good=False)


def reinstate_license(
    *, by: Actor, why: str, id: str, on: date, status: str = "active", version: str | None = None
) -> Status:
    """From `on` on the license is good again: active, or on probation."""
    return _turn(by=by, why=why, id=id, on=on, status=status, version=version, good=True)


def _turn(*, by: Actor, why: str, id: str, on: date, status: str, version: str | None, good: bool) -> Status:
    with acting(by, why=why):
        if (status in GOOD_STATUSES) is not good:
            mend = " or ".join(sorted(GOOD_STATUSES)) if good else "suspended, revoked, surrendered, inactive"
            raise RefusedError.at("status", f'"{status}" does not fit', mend)
        seen = _seen(by, id, version)
        old = seen.record
        if (old.status in GOOD_STATUSES) is good:
            raise RefusedError.at("id", f'"{id}" is {old.status} already', "a license that is not")
        if on not in old.span:
            raise RefusedError.at("on", f"{on} is not a day of the license", "a day on which it holds")
        ended = end(by=by, why=why, kind=License, id=id, on=on, version=seen.version)
        goes_on = replace(old, id=f"{id}/{on}", status=status, span=Span(on.toordinal(), old.span.end))
        return Status(ended, enter(by=by, why=why, record=goes_on))


def _seen(by: Actor, id: str, version: str | None) -> Kept[License]:
    seen = one(by, License, id)
    if version is not None and version != seen.version:
        raise StaleError(seen)
    return seen
