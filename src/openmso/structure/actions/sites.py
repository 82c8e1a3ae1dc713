"""A site opens with its menu, and closes with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from openmso.authority.facts.structure import Organization, Service, Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import Kept, Referrer, RefusedError, referrers, table_of
from openmso.structure.actions.register import end, enter, strike
from openmso.structure.queries import one, page
from openmso.timeline.spans import show_day


@dataclass(frozen=True, slots=True)
class Opened:
    """A new site and the lines of its menu."""

    site: Kept[Site]
    menu: tuple[Kept[Service], ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed site. `menu`: lines that ended with it; `struck`: lines that would have begun later.

    `still`: what else says that something holds there on the day it closes or later; others decide what becomes of it.
    """

    site: Kept[Site]
    menu: tuple[str, ...]
    struck: tuple[str, ...]
    still: tuple[Referrer, ...]


def open_site(*, by: Actor, why: str, site: Site, menu: Iterable[Service] = ()) -> Opened:
    """Enter a site with its menu, all of it or nothing. Refused unless a practice, formed by then, treats there."""
    with acting(by, why=why):
        kept = enter(by=by, why=why, record=site)
        practice = one(by, Organization, site.practice).record
        if practice.kind != "practice":
            what = f'"{practice.id}" is of the kind {practice.kind}'
            raise RefusedError.at("practice", what, "the id of a practice: only practices treat")
        if site.span.start < practice.span.start or site.span.end > practice.span.end:
            what = (
                f"the practice stands from {show_day(practice.span.start)} to {show_day(practice.span.end)}"
            )
            raise RefusedError.at("span", what, "days within those")
        return Opened(kept, tuple(enter(by=by, why=why, record=_of(line, site)) for line in menu))


def _of(line: Service, site: Site) -> Service:
    """A line of the menu; where it says no first day, it begins with the site."""
    if line.site != site.id:
        raise RefusedError.at("menu", f'{line.id} is a line of "{line.site}"', f'lines of "{site.id}"')
    return line if line.span.first is not None else replace(line, span=site.span)


def close_site(*, by: Actor, why: str, id: str, on: date, version: str | None = None) -> Closed:
    """Let a site end on `on`, its first day closed, and its menu with it; says what else still refers to it."""
    with acting(by, why=why):
        kept = end(by=by, why=why, kind=Site, id=id, on=on, version=version)
        ended, struck = [], []
        for line in _menu(by, id):
            if line.record.span.start >= on.toordinal():
                strike(by=by, why=why, kind=Service, id=line.record.id, version=line.version)
                struck.append(line.record.id)
            elif line.record.span.end > on.toordinal():
                end(by=by, why=why, kind=Service, id=line.record.id, on=on, version=line.version)
                ended.append(line.record.id)
        key = table_of(Site)._default_manager.values_list("pk", flat=True).get(code=id)
        still = referrers(Site, id, key, after=on)
    return Closed(kept, tuple(ended), tuple(struck), tuple(still))


def _menu(by: Actor, site: str) -> list[Kept[Service]]:
    lines: list[Kept[Service]] = []
    after = None
    while True:
        part = page(by, Service, site=site, after=after, limit=500)
        lines += part.items
        after = part.next
        if after is None:
            return lines
