"""How a practice keeps its side of oversight, from what was done there: what a director would want to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q

from openmso.authority.facts.people import Engagement
from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.facts import judge_of
from openmso.oversight.models import Act, Capa

SIGNED_WITHIN: Final = timedelta(hours=72)
"""A chart is signed so soon after the treatment (house, as the trade does)."""
LOOKED_BACK: Final = timedelta(days=90)
"""The days that conduct is of, as a director's score."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing a practice keeps: how many of how many in the days before."""

    name: str
    said: str
    number: int
    of: int

    @property
    def percent(self) -> int | None:
        """Of a hundred; None of none."""
        return 100 * self.number // self.of if self.of else None


def conduct(by: Actor, practice: str, now: datetime) -> tuple[Kept, ...]:
    """Charts signed in time, treatments without a broken glass, corrections done by their day, over the 90 days before a moment.

    Charts that another system keeps count only where it told when they were signed.
    """
    judge, _ = judge_of(by)
    since = now - LOOKED_BACK
    sites = [one.id for one in judge.facts.by(Site, "practice", practice)]
    people = {one.person for one in judge.facts.by(Engagement, "organization", practice)}
    with seeing(by):
        acts = Act.objects.filter(network=by.network, site__code__in=sites, at__gte=since, at__lt=now)
        told = acts.filter(Q(signed_at__isnull=False) | Q(source="care", at__lt=now - SIGNED_WITHIN))
        in_time = told.filter(signed_at__lte=F("at") + SIGNED_WITHIN)
        capas = Capa.objects.filter(
            network=by.network, clinician__code__in=people, due__gte=since.date(), due__lt=now.date()
        )
        return (
            Kept("charts", "Charts signed within 72 hours", in_time.count(), told.count()),
            Kept(
                "glass",
                "Treatments that broke no glass",
                acts.exclude(marks__contains=["break_glass"]).count(),
                acts.count(),
            ),
            Kept(
                "corrections",
                "Corrections done by their day",
                capas.filter(done_at__date__lte=F("due")).count(),
                capas.count(),
            ),
        )
