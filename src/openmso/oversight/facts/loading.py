"""Loading the records of a network so that they are those of one moment, and later only what has changed.

Statements of one transaction see what was committed meanwhile, so records that were read one table after the other may
never have stood beside each other. Therefore the history is asked afterwards whether anything was committed since
the state that was seen first; what was is read again, until nothing was. What is then held is what was committed at that state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from openmso.authority.collector import collector_at_rest
from openmso.authority.facts import Facts, Record, Settings
from openmso.authority.terms import Confidence
from openmso.evidence.queries import News, Seen, news
from openmso.foundation.actor import Actor
from openmso.foundation.frozen import Place, placed_records
from openmso.foundation.models import Network, NetworkRecord, WallRegistry
from openmso.foundation.rules.sides import EVERYBODY
from openmso.law.queries import lawbook
from openmso.law.queries.lawbook import Lawful
from openmso.oversight.facts import tables as oversight
from openmso.structure import facts as structure
from openmso.workforce import facts as workforce

KINDS: Final[dict[type[Record], type[NetworkRecord]]] = {
    **structure.TABLES,
    **workforce.TABLES,
    **oversight.TABLES,
}
"""Every table that judgments read, by kind of record."""
LAW: Final = frozenset(lawbook.TABLES)
NETWORK: Final = Network._meta.db_table
TABLES: Final = (NETWORK, *LAW, *(model._meta.db_table for model in KINDS.values()))
ROUNDS: Final = 200
"""A network that was written to in each of so many readings in a row is not read."""


class HiddenFactsError(Exception):
    """A table that judgments read is not open to every side, so its records may not be held for all of them."""


class RestlessNetworkError(Exception):
    """The network was written to whenever it was read; ask again."""


def _open_to_everybody() -> None:
    walls = {model._meta.db_table: wall for model, wall in WallRegistry.declared.items()}
    read = {table: walls[table] for table in TABLES if table != NETWORK}
    hidden = [
        table
        for table, wall in read.items()
        if wall.read != EVERYBODY or wall.by_row or wall.mine or wall.silent
    ]
    if hidden:
        raise HiddenFactsError(
            f"what is held is shown to every side and kept by the history; {hidden} cannot be"
        )


_open_to_everybody()


@dataclass(frozen=True, slots=True)
class Loaded:
    """The facts and the law of a network as committed in a state; `places` keep the order of its records.

    `changed` are the records in which the facts differ from those known before, as they were and as they are; None: nobody
    can tell, or nothing was known.
    """

    seen: Seen
    facts: Facts
    law: Lawful
    places: Mapping[type[Record], Mapping[str, Place]]
    changed: tuple[Record, ...] | None = None


def load(by: Actor, now: News, known: Loaded | None = None) -> Loaded:
    """The network's facts: all of them, or what is news since those that are known. Inside `seeing`.

    What the transaction itself has written is in them. Raises `RestlessNetworkError` and `UnreadableLawError`.
    """
    known = replace(known, changed=()) if known is not None else None
    for _ in range(ROUNDS):
        known = _whole(by, now) if known is None or now.renamed else _renewed(by, known, now)
        now = news(by, TABLES, known.seen, own=False)
        if not now.codes:
            return known
    raise RestlessNetworkError("the network was written to whenever it was read; ask again")


@collector_at_rest()
def _whole(by: Actor, now: News) -> Loaded:
    found = {kind: _rows(kind, model) for kind, model in KINDS.items()}
    places = {kind: {one.id: place for place, one in listed} for kind, listed in found.items()}
    settings, name = _of_network(by)
    records = (one for listed in found.values() for _, one in listed)
    return Loaded(now.now, Facts.of(records, settings=settings, name=name), lawbook.lawbook(by), places)


def _renewed(by: Actor, known: Loaded, now: News) -> Loaded:
    facts, places, changed = known.facts, dict(known.places), known.changed
    for kind, model in KINDS.items():
        table = model._meta.db_table
        if table not in now.codes:
            continue
        codes = now.codes[table]
        found = {one.id: (place, one) for place, one in _rows(kind, model, codes)}
        if codes is None:
            places[kind] = {id: place for id, (place, _) in found.items()}
            facts, changed = facts.with_table(kind, {id: one for id, (_, one) in found.items()}), None
        else:
            before = [one for code in codes if (one := facts.get(kind, code)) is not None]
            facts, places[kind] = _with_codes(facts, kind, codes, found, places[kind])
            if changed is not None:
                changed = (*changed, *before, *(one for _, one in found.values()))
    if NETWORK in now.codes:
        facts = facts.called(*_of_network(by))
    law = lawbook.lawbook(by) if LAW & now.codes.keys() else known.law
    return Loaded(now.now, facts, law, places, changed)


def _with_codes(
    facts: Facts,
    kind: type[Record],
    codes: frozenset[str],
    found: Mapping[str, tuple[Place, Record]],
    old: Mapping[str, Place],
) -> tuple[Facts, Mapping[str, Place]]:
    moved = [id for id, (place, _) in found.items() if old.get(id) != place]
    places = {**old, **{id: place for id, (place, _) in found.items()}}
    for id in codes - found.keys():
        places.pop(id, None)
    changes: dict[str, Any] = dict.fromkeys(codes & old.keys()) | {id: one for id, (_, one) in found.items()}
    return facts.renewed(kind, changes, places, moved), places


def _rows(
    kind: type[Record], model: type[NetworkRecord], codes: frozenset[str] | None = None
) -> list[tuple[Place, Record]]:
    return placed_records(model, kind, codes)


def _of_network(by: Actor) -> tuple[Settings, str]:
    network = Network.objects.get(id=by.network)
    return settings_of(network.settings), network.name


def settings_of(kept: Mapping[str, Any]) -> Settings:
    """A network's settings, as they are kept in its row."""
    if not kept:
        return Settings()
    return Settings(
        grant_threshold=Confidence(kept["grant_threshold"]),
        insured_roles=frozenset(kept["insured_roles"]),
        self_pay_only=kept["self_pay_only"],
    )
