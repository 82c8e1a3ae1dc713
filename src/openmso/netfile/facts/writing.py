"""Frozen records as the plain data of a network file: the inverse of reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.bedside import Bedside
from openmso.netfile.rules.ids import Derived
from openmso.netfile.rules.kinds.kind import Plain
from openmso.netfile.rules.kinds.shape import Nested, Shape, give_mapping
from openmso.netfile.rules.shapes import BEDSIDE, NETWORK, SECTIONS, VERSION, Network


class UnwritableError(ValueError):
    """Facts that no network file can hold, with the reason."""


Places = Mapping[tuple[type, str], list[Record]]
"""Nested records by their kind and the id of what they stand in."""


def tree_of(facts: Facts, bedside: Mapping[str, Bedside] | None = None) -> dict[str, Plain]:
    """The plain data of a network file that reads as these facts.

    Raises `UnwritableError` for a record that stands in nothing (a license of nobody).
    """
    tree: dict[str, Plain] = {
        "version": VERSION,
        "network": give_mapping(NETWORK, Network(facts.name, facts.settings)),
    }
    places = _places(facts)
    derived = Derived()
    written: set[str] = set()
    for section in SECTIONS:
        records = list(facts.tables.get(section.shape.record, {}).values())
        if not records:
            continue
        if section.keyed:
            tree[section.key] = {
                one.id: _record(section.shape, one, places, derived, written) for one in records
            }
        else:
            tree[section.key] = [_line(section.shape, one, "", derived, written) for one in records]
    _all_written(facts, written)
    if bedside:
        tree["bedside"] = {name: give_mapping(BEDSIDE, one) for name, one in bedside.items()}
    return tree


def _places(facts: Facts) -> Places:
    found: dict[tuple[type, str], list[Record]] = defaultdict(list)
    for kind, attribute in _PARENTS.items():
        for record in facts.tables.get(kind, {}).values():
            found[kind, getattr(record, attribute)].append(record)
    return found


def _record(
    shape: Shape, record: Record, places: Places, derived: Derived, written: set[str]
) -> dict[str, Plain]:
    written.add(record.id)
    given = give_mapping(shape, record)
    for nested in shape.nested:
        lines = places.get((nested.shape.record, record.id), [])
        if lines:
            given[nested.key] = [_line(nested.shape, one, record.id, derived, written) for one in lines]
    return given


def _line(shape: Shape, record: Record, parent: str, derived: Derived, written: set[str]) -> dict[str, Plain]:
    """A record of a list, with its id where reading would derive another."""
    written.add(record.id)
    values = {name: getattr(record, name) for name in record.__dataclass_fields__}
    given = give_mapping(shape, record)
    if derived.peek(shape, parent, values) == record.id:
        derived.next(shape, parent, values)
        return given
    return {"id": record.id, **given}


def _all_written(facts: Facts, written: set[str]) -> None:
    for table in facts.tables.values():
        for id, record in table.items():
            if id not in written:
                where = getattr(record, _PARENTS[type(record)])
                raise UnwritableError(
                    f"{type(record).__name__.lower()} {id} belongs to {where}, which cannot hold it"
                )


def _parents(nested: tuple[Nested, ...]) -> dict[type, str]:
    return {one.shape.record: one.parent for one in nested}


_PARENTS: Final = {
    kind: attribute for section in SECTIONS for kind, attribute in _parents(section.shape.nested).items()
}
"""The attribute of each nested record that names what it stands in."""
