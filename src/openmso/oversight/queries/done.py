"""What was done in a period, counted: who, which procedure, where, how often, and on which day last."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Max

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.oversight.models import Act


def done_between(by: Actor, first: date, until: date) -> tuple[tuple[str, str, str, int, date], ...]:
    """Person, procedure, site, how many acts, and the last civil day, of the days from `first` to before `until`; by site."""
    with seeing(by):
        rows = Act.objects.filter(network=by.network, on__gte=first, on__lt=until)
        counted = rows.values_list("person__code", "procedure", "site__code").annotate(
            count=Count("id"), last=Max("on")
        )
        return tuple(counted.order_by("site__code", "procedure", "person__code"))
