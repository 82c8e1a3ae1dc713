"""The network as it stands in the database: facts of its records, and how they differ from given ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openmso.authority.facts import Facts, Record, Settings
from openmso.authority.terms import Confidence
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.models import Network
from openmso.oversight import facts as oversight
from openmso.structure import facts as structure
from openmso.workforce import facts as workforce


@dataclass(frozen=True, slots=True)
class Difference:
    """What would change, by ids of records."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def facts_of(by: Actor) -> Facts:
    """The network of an actor as facts: what every judgment and every control reads."""
    with seeing(by):
        network = Network.objects.get(id=by.network)
        records = [*structure.records(), *workforce.records(), *oversight.records()]
    return Facts.of(records, settings=_settings(network.settings), name=network.name)


def _settings(kept: dict[str, Any]) -> Settings:
    if not kept:
        return Settings()
    return Settings(
        grant_threshold=Confidence(kept["grant_threshold"]),
        insured_roles=frozenset(kept["insured_roles"]),
        self_pay_only=kept["self_pay_only"],
    )


def compare(there: Facts, given: Facts) -> Difference:
    """What would have to change in `there` to become `given`."""
    old, new = _by_id(there), _by_id(given)
    return Difference(
        added=tuple(id for id in new if id not in old),
        changed=tuple(id for id in new if id in old and old[id] != new[id]),
        removed=tuple(id for id in old if id not in new),
    )


def _by_id(facts: Facts) -> dict[str, Record]:
    return {id: record for table in facts.tables.values() for id, record in table.items()}
