"""People and licenses from files over HTTP: a preview first, then what was shown, all of it or nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from openmso.authority.facts.people import License, Person
from openmso.foundation.actor import Actor
from openmso.foundation.api.results import told
from openmso.foundation.register import RefusedError
from openmso.workforce import actions, queries
from openmso.workforce.api.reading import readable
from openmso.workforce.queries.lists import Sheet, read_nppes, read_sheet
from openmso.workforce.queries.words import Change, Order, Plan, Reject

SHEET_MEND: Final = "save the sheet as CSV (UTF-8), one heading for each column"
REGISTRY_MEND: Final = "send an answer of the NPI registry (JSON), or rows of its monthly file (CSV)"


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


def plan_people(by: Actor, file: Path, skip: tuple[str, ...] = (), dates: Order | None = None) -> Preview:
    """What taking a sheet of people and licenses would change, which rows would be left out, and how to mend each; these also as CSV.

    `skip`: headings to leave out; `dates`: what 03/04/2026 is in this file, else such days are rejected.
    """
    return _preview(by, _sheet(file, skip, dates))


def take_people(
    *, by: Actor, why: str, file: Path, shown: str, skip: tuple[str, ...] = (), dates: Order | None = None
) -> Taken:
    """Take people and licenses from a sheet, as `plan-people` showed it for the same file. Refused if that is no more what would be done.

    `shown`: from the preview. What a file leaves out stays as it is; nothing is ever taken away.
    """
    return _take(by, why, _sheet(file, skip, dates), shown)


def plan_clinicians(by: Actor, file: Path, npi: tuple[str, ...] = ()) -> Preview:
    """What taking clinicians from the national provider registry would change: an answer of it (JSON), or rows of its monthly file (CSV).

    `npi`: only these. The registry gives no days: its licenses come with status unknown, until somebody looks them up.
    """
    return _preview(by, _registry(file, npi))


def take_clinicians(*, by: Actor, why: str, file: Path, shown: str, npi: tuple[str, ...] = ()) -> Taken:
    """Take clinicians from the provider registry, as `plan-clinicians` showed it for the same file. Refused if that is no more what would be done.

    `shown`: from the preview.
    """
    return _take(by, why, _registry(file, npi), shown)


def _sheet(file: Path, skip: tuple[str, ...], dates: Order | None) -> Sheet:
    with readable(SHEET_MEND):
        return read_sheet(file, timezone.now().date(), skip=skip, order=dates)


def _registry(file: Path, npi: tuple[str, ...]) -> Sheet:
    with readable(REGISTRY_MEND):
        return read_nppes(file, npi)


def _preview(by: Actor, sheet: Sheet) -> Preview:
    plan = queries.planned(by, sheet)
    return Preview(
        _name_of(by, plan),
        len(plan.added),
        len(plan.changed),
        plan.same,
        tuple(map(_arriving, plan.changes)),
        plan.rejects,
        plan.remarks,
    )


def _take(by: Actor, why: str, sheet: Sheet, shown: str) -> Taken:
    plan = queries.planned(by, sheet)
    if not constant_time_compare(shown, _name_of(by, plan)):
        what = "this is not what was shown: another file, or somebody changed people or licenses meanwhile"
        raise RefusedError.at("shown", what, "ask for a preview again, and look at it")
    done = actions.take_in(by=by, why=why, sheet=sheet, shown=plan)
    return Taken(len(done.added), len(done.changed), done.same, done.rejects)


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


def _name_of(by: Actor, plan: Plan) -> str:
    """A name of what a plan would do. It is keyed: days of birth are in it, and nobody shall find one out by trying."""
    changes = [[one.row, told(one.before), told(one.after)] for one in plan.changes]
    said = json.dumps([str(by.network), changes], sort_keys=True)
    return salted_hmac("openmso.workforce.arrivals", said, algorithm="sha256").hexdigest()
