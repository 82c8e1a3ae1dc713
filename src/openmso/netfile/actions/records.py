"""Bringing a network into the database: one transaction, only what differs, twice the same changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from openmso.authority.facts import Facts, Record
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.frozen import row_of
from openmso.foundation.models import Network, NetworkRecord
from openmso.foundation.rules.sides import Side
from openmso.netfile.queries.network import Difference, compare, facts_of
from openmso.oversight import facts as oversight
from openmso.structure import facts as structure
from openmso.workforce import facts as workforce

TABLES: Final[dict[type[Record], type[NetworkRecord]]] = {
    **structure.TABLES,
    **workforce.TABLES,
    **oversight.TABLES,
}
"""Tables by kind of record; whatever is referred to comes before what refers to it."""


@action(Side.SYSTEM)
def bring_in(*, by: Actor, why: str, given: Facts) -> Difference:
    """Make the actor's network what the facts say, all of it or nothing; returns what was changed.

    Raises `UnknownReferenceError` for a reference that leads nowhere, and the database's own errors for what its
    constraints refuse; then nothing has changed.
    """
    del why  # the door has put it into the history
    there = facts_of(by)
    difference = compare(there, given)
    _remove(there, difference.removed)
    _write(by, given, difference)
    _settle(by, given)
    return difference


def _settle(by: Actor, given: Facts) -> None:
    settings = {
        "grant_threshold": int(given.settings.grant_threshold),
        "insured_roles": sorted(given.settings.insured_roles),
        "self_pay_only": given.settings.self_pay_only,
    }
    kept = Network.objects.filter(id=by.network)
    kept.exclude(settings=settings, name=given.name).update(settings=settings, name=given.name)


def _remove(there: Facts, gone: Iterable[str]) -> None:
    named = set(gone)
    for kind, model in reversed(TABLES.items()):
        codes = [id for id in there.tables.get(kind, {}) if id in named]
        if codes:
            model._default_manager.filter(code__in=codes).delete()


def _write(by: Actor, given: Facts, difference: Difference) -> None:
    added, changed = set(difference.added), set(difference.changed)
    keys: dict[tuple[type, str], Any] = {}
    for kind, model in TABLES.items():
        rows = {
            id: model(network_id=by.network, position=position, **row_of(record, model, keys))
            for position, (id, record) in enumerate(given.tables.get(kind, {}).items())
        }
        model._default_manager.bulk_create([row for id, row in rows.items() if id in added], batch_size=1000)
        for id in changed & rows.keys():
            rows[id].pk = model._default_manager.values_list("pk", flat=True).get(code=id)
            rows[id].save(force_update=True)
        keys |= {(model, code): pk for code, pk in model._default_manager.values_list("code", "pk")}
