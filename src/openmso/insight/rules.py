"""Arithmetic of looking at a whole network: what hangs on one person, how a state stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from openmso.authority.answer import Key
from openmso.authority.facts.structure import Service


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a person on a day: services that nobody could do without them, others who could do less, and where.

    `others` does not count the person; `sites` are those at which anybody, the person included, could do less.
    """

    person: str
    services: tuple[Service, ...]
    others: tuple[str, ...]
    sites: tuple[str, ...]


Able = Mapping[str, frozenset[str]]
"""Who may do the whole of a service, by the service's id."""


def hanging(person: str, lost: Collection[Key], menus: Iterable[Service], able: Able) -> Hanging:
    """What hangs on a person, from the keys that are lost without them. A service is lost with the last who could do all of it."""
    gone = set(lost)
    services = tuple(one for one in menus if able.get(one.id) and not _left(one, gone, able[one.id]))
    others = sorted({key.person for key in gone} - {person})
    return Hanging(person, services, tuple(others), tuple(sorted({key.site for key in gone})))


def _left(service: Service, gone: Collection[Key], able: frozenset[str]) -> bool:
    return any(
        all(Key(who, procedure, service.site) not in gone for procedure in service.procedures) for who in able
    )
