"""Appointments in force on the day, at each open site they reach."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.structure import Site
from openmso.compliance.rules.context import Context, remembered
from openmso.compliance.rules.network import open_sites, reaches
from openmso.timeline.days import Days


@dataclass(frozen=True, slots=True)
class Post:
    """An appointment in force on the day, at one open site."""

    appointment: Appointment
    site: Site

    @property
    def days(self) -> Days:
        """Days of the appointment on which the site is open."""
        return Days.of(self.appointment.span) & Days.of(self.site.span)


def posts(context: Context, *kinds: str) -> Iterator[Post]:
    """Appointments of some kinds (all if none is named), site by site."""
    return (one for one in _posts(context) if not kinds or one.appointment.kind in kinds)


@remembered
def _posts(context: Context) -> tuple[Post, ...]:
    return tuple(
        Post(one, site)
        for site in open_sites(context)
        for one in context.facts.by(Appointment, "practice", site.practice)
        if context.day in one.span and reaches(one.sites, site.id)
    )


def by_state(context: Context, *kinds: str) -> dict[tuple[str, str], list[Post]]:
    """As `posts`, gathered by person and state."""
    found: dict[tuple[str, str], list[Post]] = {}
    for post in posts(context, *kinds):
        found.setdefault((post.appointment.person, post.site.state), []).append(post)
    return found
