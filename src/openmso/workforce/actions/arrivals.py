"""Taking people and licenses from a file: all that was shown, or nothing."""

from __future__ import annotations

from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side
from openmso.workforce import models
from openmso.workforce.files.sheets import Sheet
from openmso.workforce.queries.arrivals import planned
from openmso.workforce.rules.arrivals import Change, Identified, Plan


@action(Side.BUSINESS)
def take_in(*, by: Actor, why: str, sheet: Sheet, shown: Plan | None = None) -> Plan:
    """Make people and licenses what a sheet says; rows that are rejects are left out. The same sheet again changes nothing.

    `shown`: what was looked at and agreed to. Raises `RefusedError` if it is not what would be done by now, and for what cannot
    stand beside what is there; then nothing has changed.
    """
    now = planned(by, sheet)
    if shown is not None and shown.changes != now.changes:
        raise RefusedError.at(
            "file", "somebody changed people or licenses meanwhile", "look at the difference again"
        )
    for one in now.changes:
        _write(by, why, one)
    return now


def _write(by: Actor, why: str, one: Change) -> None:
    after = one.after
    if isinstance(after, Identified):
        kept = {"born": after.born, "other_names": list(after.other_names)}
        place = models.Identity.objects.count()
        models.Identity.objects.update_or_create(
            network_id=by.network,
            code=after.person,
            defaults=kept,
            create_defaults={**kept, "position": place},
        )
    elif one.before is None:
        register.enter(by=by, why=why, record=after)
    else:
        register.amend(by=by, why=why, record=after)
