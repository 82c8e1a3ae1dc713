"""Bringing a network into the database: one transaction, only what differs, twice the same changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from openmso.authority.facts import Facts, Record
from openmso.foundation.actor import Actor
from openmso.foundation.bulk import insert_rows, update_rows
from openmso.foundation.door import action
from openmso.foundation.frozen import kept, row_of
from openmso.foundation.models import Network, NetworkRecord
from openmso.foundation.register import WHOLE, keep_still
from openmso.foundation.rules.sides import Side
from openmso.netfile.queries.network import Content, Difference, compare, content_of
from openmso.oversight import facts as oversight
from openmso.structure import facts as structure
from openmso.workforce import facts as workforce

TABLES: Final[dict[type[Record], type[NetworkRecord]]] = {
    **structure.TABLES,
    **workforce.TABLES,
    **oversight.TABLES,
}
"""Tables by kind of record; whatever is referred to comes before what refers to it."""


class ChangedMeanwhileError(Exception):
    """The network is no longer what it was when the difference was shown."""


Keys = dict[tuple[type, str], Any]
"""Keys of rows by table and code."""
Telling = Callable[[int], None]
"""Told how many records are written so far."""


@action(Side.SYSTEM)
def bring_in(
    *,
    by: Actor,
    why: str,
    given: Content,
    shown: Difference | None = None,
    told: Telling | None = None,
) -> Difference:
    """Make the actor's network what is given, all of it or nothing; returns what was changed.

    `told` hears now and then how many records are written. Whoever else brings this network in waits. Raises `ChangedMeanwhileError` if the difference is not the one that
    was `shown`, `UnknownReferenceError` for a reference that leads nowhere, and the database's own errors for what
    its constraints refuse; then nothing has changed.
    """
    del why  # the door has put it into the history
    # Who writes a single record meanwhile waits, and then looks up what is left to refer to.
    keep_still(by.network, [WHOLE], [])
    network = Network.objects.select_for_update().get(id=by.network)
    there = content_of(by)
    difference = compare(there, given)
    if shown is not None and shown != difference:
        raise ChangedMeanwhileError("somebody changed the network meanwhile; look at the difference again")
    with connection.cursor() as cursor:
        # On the way from one state to the other things may not fit together; at the end they must.
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        _remove(there.facts, difference, cursor)
        _write(by, given.facts, difference, told)
        if difference.besides:
            _settle(network, given)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return difference


def _settle(network: Network, given: Content) -> None:
    settings = given.facts.settings
    network.name = given.facts.name
    network.settings = {
        "grant_threshold": int(settings.grant_threshold),
        "insured_roles": sorted(settings.insured_roles),
        "self_pay_only": settings.self_pay_only,
    }
    network.situations = {name: kept(one) for name, one in given.bedside.items()}
    network.save(update_fields=["name", "settings", "situations"])


def _remove(there: Facts, difference: Difference, cursor: CursorWrapper) -> None:
    gone = set(difference.removed)
    for kind, model in TABLES.items():
        codes = [id for id in there.tables.get(kind, {}) if id in gone]
        if codes:
            # Not by Django, which would refuse what is still referred to by rows that are about to change.
            table = sql.Identifier(model._meta.db_table)
            cursor.execute(sql.SQL("DELETE FROM {} WHERE code = ANY(%s)").format(table), [codes])


def _write(by: Actor, given: Facts, difference: Difference, told: Telling | None) -> None:
    added, changed = set(difference.added), set(difference.changed)
    keys: Keys = {}
    done = 0
    for kind, model in TABLES.items():
        there = model._default_manager.values_list("code", "pk")
        keys |= {(model, code): pk for code, pk in there}
        records = given.tables.get(kind, {})
        for made in insert_rows(model, _rows(by, model, records, added, keys)):
            keys |= {(model, code): pk for code, pk in made.items()}
            done = _tell(told, done + len(made))
        for count in update_rows(model, _rows(by, model, records, changed, keys)):
            done = _tell(told, done + count)


def _rows(
    by: Actor, model: type[NetworkRecord], records: Mapping[str, Record], wanted: set[str], keys: Keys
) -> Iterator[dict[str, Any]]:
    """The rows of those records that are wanted, each with its place among all."""
    for position, (id, record) in enumerate(records.items()):
        if id in wanted:
            yield {"network_id": by.network, "position": position, **row_of(record, model, keys)}


def _tell(told: Telling | None, done: int) -> int:
    if told is not None:
        told(done)
    return done
