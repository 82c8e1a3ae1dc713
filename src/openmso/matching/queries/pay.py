"""What fair pay rests on in a network: its own rows, or those of the house until it has any."""

from __future__ import annotations

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.matching.facts import source_of
from openmso.matching.models import PaySource
from openmso.matching.rules.fmv import DEFAULTS, Source


def sources(by: Actor) -> tuple[Source, ...]:
    """The rows, in the order in which they were given."""
    with seeing(by):
        rows = PaySource.objects.filter(network=by.network).order_by("position", "code")
        return tuple(source_of(one) for one in rows) or DEFAULTS
