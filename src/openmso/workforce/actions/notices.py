"""Warning that records end: once for each record, its end and each lead time, however often it is asked."""

from __future__ import annotations

from datetime import date

from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.rules.sides import Side
from openmso.workforce import models
from openmso.workforce.queries.credentials import lapsing


@action(Side.BUSINESS)
def raise_notices(*, by: Actor, why: str, on: date) -> tuple[str, ...]:
    """Raise a notice for everything that ends within a lead time of a day and was not told of at that one; their ids.

    A record that is renewed is told of again when its new end comes near. Days on which nobody asked are made up for.
    """
    del why  # the door has put it into the history
    told = set(models.Notice.objects.values_list("record", "ends", "threshold"))
    place = models.Notice.objects.count()
    rows = [
        models.Notice(
            network_id=by.network,
            code=f"{one.record.id}/notice/{one.ends}-{one.threshold}",
            position=place + number,
            kind=one.kind,
            record=one.record.id,
            subject=one.subject,
            ends=one.ends,
            threshold=one.threshold,
            raised_on=on,
        )
        for number, one in enumerate(
            one for one in lapsing(by, on) if (one.record.id, one.ends, one.threshold) not in told
        )
    ]
    # Two who ask at once: the second finds the notice there.
    models.Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return tuple(row.code for row in rows)
