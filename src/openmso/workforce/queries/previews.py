"""What taking a file would change, as it is shown to whoever decides: with a name of exactly this, which they say when they take it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from openmso.authority.facts.people import License, Person
from openmso.foundation.actor import Actor
from openmso.foundation.register import content
from openmso.workforce.files.sheets import Sheet
from openmso.workforce.queries.arrivals import planned
from openmso.workforce.rules.arrivals import Change, Plan
from openmso.workforce.rules.rejects import Reject


@dataclass(frozen=True, slots=True)
class Arriving:
    """A record that would come, or be another than `before`, and of which row. `kind`: person, license or identity.

    Of an identity only the names of the fields are told: a day of birth is never shown again.
    """

    row: int
    kind: str
    id: str
    before: Person | License | None
    after: Person | License | None
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a file would change. `shown` names exactly this: who applies it says it. `same`: rows that are there already.

    `rejects`: rows that are not taken; `remarks`: what to know of rows that are.
    """

    shown: str
    added: int
    changed: int
    same: int
    changes: tuple[Arriving, ...]
    rejects: tuple[Reject, ...]
    remarks: tuple[Reject, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What was done: so many records came, so many are others than before; `rejects` were left out."""

    added: int
    changed: int
    same: int
    rejects: tuple[Reject, ...]


def preview(by: Actor, sheet: Sheet) -> Preview:
    """What taking a sheet would change. For the business: it knows days of birth."""
    plan = planned(by, sheet)
    return Preview(
        name_of(by, plan), len(plan.added), len(plan.changed), plan.same,
        tuple(map(_arriving, plan.changes)), plan.rejects, plan.remarks,
    )  # fmt: skip


def name_of(by: Actor, plan: Plan) -> str:
    """A name of what a plan would do. It is keyed: days of birth are in it, and nobody shall find one out by trying."""
    changes = [[one.row, one.before and content(one.before), content(one.after)] for one in plan.changes]
    said = json.dumps([str(by.network), changes], sort_keys=True)
    return salted_hmac("openmso.workforce.arrivals", said, algorithm="sha256").hexdigest()


def _arriving(one: Change) -> Arriving:
    after, before = one.after, one.before
    if isinstance(after, Person):
        return Arriving(
            one.row, "person", after.id, before if isinstance(before, Person) else None, after, one.differing
        )
    if isinstance(after, License):
        return Arriving(
            one.row,
            "license",
            after.id,
            before if isinstance(before, License) else None,
            after,
            one.differing,
        )
    return Arriving(one.row, "identity", after.person, None, None, one.differing)
