"""Who directs a site on a day, and which sites somebody directs."""

from __future__ import annotations

from datetime import date

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of

DIRECTING = ("director", "backup")


def directors_of(by: Actor, site: str, day: date) -> tuple[str, ...]:
    """Who holds the office at a site on a day or stands in for it, the director first. Raises `UnknownRecordError`."""
    judge, _ = judge_of(by)
    place = judge.facts.need(Site, site)
    offices = sorted(_offices(judge.facts, place, day), key=lambda one: DIRECTING.index(one.kind))
    return tuple(dict.fromkeys(one.person for one in offices))


def directed_by(by: Actor, person: str, day: date) -> frozenset[str]:
    """The sites at which somebody holds the office on a day, or stands in for it."""
    judge, _ = judge_of(by)
    return frozenset(
        site.id
        for site in judge.facts.all(Site)
        if any(one.person == person for one in _offices(judge.facts, site, day))
    )


def _offices(facts: Facts, site: Site, day: date) -> list[Appointment]:
    return [
        one
        for one in facts.by(Appointment, "practice", site.practice)
        if one.kind in DIRECTING
        and day.toordinal() in one.span
        and (one.sites is None or site.id in one.sites)
    ]
