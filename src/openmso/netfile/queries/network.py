"""The network as it stands in the database: what its records say, and how that differs from what is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.bedside import Bedside
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.frozen import thawed
from openmso.foundation.models import Network
from openmso.oversight.facts import network_facts


@dataclass(frozen=True, slots=True)
class Content:
    """What a network is made of, be it from a file or from its records."""

    facts: Facts
    bedside: Mapping[str, Bedside] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """What would change, by ids of records; `besides` names what is no record: name, settings, situations."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.besides)


def content_of(by: Actor) -> Content:
    """The network of an actor: its facts, and the named situations at the bedside."""
    with seeing(by):
        situations = Network.objects.get(id=by.network).situations
        return Content(network_facts(by), {name: thawed(Bedside, one) for name, one in situations.items()})


def facts_of(by: Actor) -> Facts:
    """The network of an actor as facts: what every judgment and every control reads."""
    return network_facts(by)


def compare(there: Content, given: Content) -> Difference:
    """What would have to change in `there` to become `given`.

    An id that names a record of another kind than before is removed and added.
    """
    old, new = _by_id(there.facts), _by_id(given.facts)
    besides = {
        "name": there.facts.name != given.facts.name,
        "settings": there.facts.settings != given.facts.settings,
        "situations": dict(there.bedside) != dict(given.bedside),
    }
    same = {id for id in new if id in old and type(old[id]) is type(new[id])}
    return Difference(
        added=tuple(id for id in new if id not in same),
        changed=tuple(id for id in new if id in same and old[id] != new[id]),
        removed=tuple(id for id in old if id not in same),
        besides=tuple(what for what, differs in besides.items() if differs),
    )


def _by_id(facts: Facts) -> dict[str, Record]:
    return {id: record for table in facts.tables.values() for id, record in table.items()}
