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
    return directing(judge.facts, judge.facts.need(Site, site), day)


def directed_by(by: Actor, person: str, day: date) -> frozenset[str]:
    """The sites at which somebody holds the office on a day, or stands in for it."""
    judge, _ = judge_of(by)
    return sites_directed(judge.facts, person, day)


def sites_directed(facts: Facts, person: str, day: date) -> frozenset[str]:
    """The same, of facts that are there already."""
    return frozenset(one.id for one in facts.all(Site) if person in directing(facts, one, day))


def directing(facts: Facts, site: Site, day: date) -> tuple[str, ...]:
    """Who directs a site on a day, of facts that are there already."""
    offices = [
        one
        for one in facts.by(Appointment, "practice", site.practice)
        if one.kind in DIRECTING
        and day.toordinal() in one.span
        and (one.sites is None or site.id in one.sites)
    ]
    offices.sort(key=lambda one: DIRECTING.index(one.kind))
    return tuple(dict.fromkeys(one.person for one in offices))
