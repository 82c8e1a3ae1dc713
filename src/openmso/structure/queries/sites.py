"""Which sites somebody means who names some, or all of a practice."""

from __future__ import annotations

from collections.abc import Iterable

from openmso.authority.facts.structure import Site
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.frozen import paths_of, record_of
from openmso.structure import models


def sites_of(
    by: Actor, practices: Iterable[str] | None = None, named: Iterable[str] | None = None
) -> tuple[Site, ...]:
    """The sites that are `named`; without names those of the `practices`; without either all of the network."""
    rows = models.Site.objects.order_by("position", "code")
    if named is not None:
        rows = rows.filter(code__in=list(named))
    elif practices is not None:
        rows = rows.filter(practice__code__in=list(practices))
    with seeing(by):
        found = list(rows.values_list(*paths_of(models.Site, Site)))
    return tuple(record_of(models.Site, Site, row) for row in found)
