"""Taking people and licenses from a file: all that was shown, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.crypto import constant_time_compare

from openmso.authority.facts.checks import faults
from openmso.authority.facts.people import License, Person
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.bulk import insert_rows
from openmso.foundation.door import action
from openmso.foundation.frozen import row_of
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side
from openmso.workforce.files.sheets import Sheet
from openmso.workforce.models import Identity
from openmso.workforce.queries.arrivals import planned
from openmso.workforce.queries.previews import Taken, name_of
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
    _enter(by, why, [one.after for one in now.added if isinstance(one.after, Person | License)])
    for one in now.changed:
        if isinstance(one.after, Person | License):
            register.amend(by=by, why=why, record=one.after)
    _identify(by, [one for one in now.changes if isinstance(one.after, Identified)])
    return now


def take_shown(*, by: Actor, why: str, sheet: Sheet, shown: str) -> Taken:
    """Take a sheet as a preview showed it, which `shown` names. Refused if that is no more what would be done."""
    plan = planned(by, sheet)
    if not constant_time_compare(shown, name_of(by, plan)):
        what = "this is not what was shown: another file, or somebody changed people or licenses meanwhile"
        raise RefusedError.at("shown", what, "ask for a preview again, and look at it")
    done = take_in(by=by, why=why, sheet=sheet, shown=plan)
    return Taken(len(done.added), len(done.changed), done.same, done.rejects)


def _enter(by: Actor, why: str, records: Sequence[Person | License]) -> None:
    """Enter new records, thousands at once. What the database refuses is tried one by one, for plain words."""
    wrong = [fault for one in records for fault in faults(one)]
    if wrong:
        raise RefusedError(*wrong)
    try:
        with transaction.atomic():
            _enter_at_once(by, records)
    except IntegrityError:
        for one in records:
            register.enter(by=by, why=why, record=one)


def _enter_at_once(by: Actor, records: Iterable[Person | License]) -> None:
    keys: dict[tuple[type, str], Any] = {}
    for kind in (Person, License):
        model = register.table_of(kind)
        place = _next(model)
        rows = [
            {"network_id": by.network, "position": place + number, **row_of(one, model, keys)}
            for number, one in enumerate(one for one in records if isinstance(one, kind))
        ]
        for _ in insert_rows(model, rows):
            pass
        keys |= {(model, code): key for code, key in model._default_manager.values_list("code", "pk")}


def _identify(by: Actor, changes: Sequence[Change]) -> None:
    place = _next(Identity)
    new: list[dict[str, Any]] = []
    for one in changes:
        if not isinstance(one.after, Identified):
            continue
        kept = {"born": one.after.born, "other_names": list(one.after.other_names)}
        if one.before is None:
            row = {"network_id": by.network, "code": one.after.person, "position": place + len(new), **kept}
            new.append(row)
        else:
            Identity.objects.filter(code=one.after.person).update(**kept)
    for _ in insert_rows(Identity, new):
        pass


def _next(model: type[models.Model]) -> int:
    last = model._default_manager.aggregate(last=models.Max("position"))["last"]
    return 0 if last is None else int(last) + 1
