"""Who was not looked up yet in the month of a day."""

from __future__ import annotations

from datetime import date

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.workforce import models
from openmso.workforce.queries.subjects import subjects
from openmso.workforce.rules.listing import LEIE


def unscreened(by: Actor, on: date) -> frozenset[str]:
    """People and organizations without a look into the full list in the month of a day, up to that day."""
    with seeing(by):
        looks = models.Screening.objects.filter(source=LEIE, on__gte=on.replace(day=1), on__lte=on)
        looked_up = set(looks.values_list("subject", flat=True))
        return frozenset(one.id for one in subjects(by)) - looked_up
