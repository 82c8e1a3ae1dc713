"""Trees of a network file into frozen records: every problem noted, every id traced to its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from openmso.authority.facts import Facts, Record
from openmso.authority.facts.bedside import Bedside
from openmso.authority.facts.structure import Ownership
from openmso.authority.shares import Circle, Excess, circles, excesses
from openmso.netfile.rules.ids import Derived
from openmso.netfile.rules.kinds.groups import entries, unknown_key
from openmso.netfile.rules.kinds.kind import WRONG, Wrong, text_of
from openmso.netfile.rules.kinds.numbers import Whole
from openmso.netfile.rules.kinds.shape import Part, Section, Shape, take_mapping
from openmso.netfile.rules.kinds.words import ID_EXPECTED, WHO, is_id
from openmso.netfile.rules.nodes import Listing, Mapping, Node, Scalar, named
from openmso.netfile.rules.notes import ROOT, At, Notes, Reference
from openmso.netfile.rules.problems import closest, one_of
from openmso.netfile.rules.shapes import BEDSIDE, NETWORK, SECTIONS, VERSION, Network

_SECTIONS: Final = {one.key: one for one in SECTIONS}
KEYS: Final = ("version", "include", "network", *_SECTIONS, "bedside")
"""The keys at the top of a file, in the order they are written."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """Where an id was given away, and in which section."""

    node: Node
    at: At
    section: str


@dataclass(slots=True)
class _Reading:
    """What has been read of one network so far."""

    notes: Notes
    records: list[Record] = field(default_factory=list)
    taken: dict[str, _Taken] = field(default_factory=dict)
    derived: Derived = field(default_factory=Derived)
    network: tuple[Node, Network | None] | None = None
    bedside: dict[str, Bedside] = field(default_factory=dict)
    bedside_nodes: dict[str, Node] = field(default_factory=dict)


def read_network(documents: Iterable[Mapping], notes: Notes) -> tuple[Facts, dict[str, Bedside]]:
    """The facts that stand in the files of a network, and its named situations at the bedside.

    If any problem was noted the facts are not whole.
    """
    reading = _Reading(notes)
    listed = list(documents)
    for index, document in enumerate(listed):
        _document(document, reading, first=index == 0)
    if listed and reading.network is None:
        notes.problems.at(
            listed[0],
            "",
            "network is missing",
            expected="network: {name: …}, or the file that includes this one",
        )
    _follow(reading)
    _owners(reading)
    network = reading.network[1] if reading.network else None
    facts = Facts.of(
        reading.records,
        settings=network.settings if network else None,
        name=network.name if network else "",
        sources={id: f"{one.node.file}:{one.node.line}" for id, one in reading.taken.items()},
    )
    return facts, reading.bedside


def _document(document: Mapping, reading: _Reading, *, first: bool) -> None:
    notes = reading.notes
    version = False
    for key, node in entries(document, ROOT, notes):
        at = ROOT / key.text
        if key.text in _SECTIONS:
            _section(_SECTIONS[key.text], node, at, reading)
        elif key.text == "network":
            _network(node, at, reading)
        elif key.text == "bedside":
            _bedside(node, at, reading)
        elif key.text == "version":
            version = True
            if Whole(VERSION, VERSION).take(node, at, notes) is WRONG:
                continue
        elif key.text != "include":  # followed when the files were found
            unknown_key(key, ROOT, notes, KEYS, where="a network file")
    if first and not version:
        notes.problems.at(document, "", "version is missing", expected=f"version: {VERSION}, of the format")


def _network(node: Node, at: At, reading: _Reading) -> None:
    if reading.network is not None:
        before = reading.network[0]
        said = f"stands twice, first in {before.file}:{before.line}"
        reading.notes.wrong(node, at, said, expected="one network")
        return
    values = Part(NETWORK).take(node, at, reading.notes)
    reading.network = (node, None if values is WRONG else values)


def _bedside(node: Node, at: At, reading: _Reading) -> None:
    if not isinstance(node, Mapping):
        reading.notes.unlike(node, at, "situations by name")
        return
    for key, value in node.entries:
        before = reading.bedside_nodes.setdefault(key.text, key)
        if before is not key:
            reading.notes.wrong(key, at / key.text, f"the name is taken in {before.file}:{before.line}")
        values = Part(BEDSIDE).take(value, at / key.text, reading.notes)
        if values is not WRONG:
            reading.bedside[key.text] = values


def _section(section: Section, node: Node, at: At, reading: _Reading) -> None:
    if not section.keyed:
        _list(section.shape, node, at, reading, section.key, parent="", values={})
    elif isinstance(node, Mapping):
        for key, value in node.entries:
            here = at / key.text
            if not is_id(key.text):
                reading.notes.wrong(key, here, f"{named(key)} is not an id", expected=ID_EXPECTED)
            else:
                _take_id(key.text, key, here, reading, section.key)
            _keyed(section, key, value, here, reading)
    else:
        reading.notes.unlike(node, at, f"{section.shape.doc} under each id")


def _keyed(section: Section, key: Scalar, node: Node, at: At, reading: _Reading) -> None:
    values = take_mapping(section.shape, node, at, reading.notes)
    if not isinstance(values, Wrong):
        reading.records.append(section.shape.record(id=key.text, **values))
    _nested(section.shape, node, at, reading, section.key, parent=key.text)


def _nested(shape: Shape, node: Node, at: At, reading: _Reading, section: str, *, parent: str) -> None:
    if not shape.nested or not isinstance(node, Mapping):
        return
    for key, value in node.entries:
        nested = shape.nested_by_key.get(key.text)
        if nested is not None:
            here = at / key.text
            _list(nested.shape, value, here, reading, section, parent=parent, values={nested.parent: parent})


def _list(
    shape: Shape, node: Node, at: At, reading: _Reading, section: str, *, parent: str, values: dict[str, Any]
) -> None:
    """Records that stand in a list, with ids of their own or derived ones."""
    if not isinstance(node, Listing):
        reading.notes.unlike(node, at, f"a list: {shape.doc} in each line that starts with -")
        return
    for index, item in enumerate(node.items):
        here = at.item(index)
        own = take_mapping(shape, item, here, reading.notes)
        id = _own_id(shape, item, here, reading)
        if isinstance(own, Wrong) or isinstance(id, Wrong):
            continue
        for one in _spread(shape, {**values, **own}):
            name = id or reading.derived.next(shape, parent, one)
            _take_id(name, item, here, reading, f"{section}/")
            reading.records.append(shape.record(id=name, **one))


def _spread(shape: Shape, values: dict[str, Any]) -> list[dict[str, Any]]:
    if not shape.spread:
        return [values]
    return [{**values, shape.spread: one} for one in sorted(values[shape.spread])]


def _own_id(shape: Shape, node: Node, at: At, reading: _Reading) -> str | Wrong:
    """The id written in a line of a list; empty if there is none."""
    if not isinstance(node, Mapping):
        return ""
    for key, value in node.entries:
        if key.text == "id":
            text = text_of(value, at / "id", reading.notes, ID_EXPECTED)
            if text is None:
                return WRONG
            if not is_id(text):
                reading.notes.unlike(value, at / "id", ID_EXPECTED)
                return WRONG
            several = node.at(shape.spread_key)
            if isinstance(several, Listing) and len(several.items) > 1:
                reading.notes.wrong(
                    value, at / "id", "one id for several records", expected=f"one of {shape.spread_key}"
                )
                return WRONG
            return text
    return ""


def _take_id(id: str, node: Node, at: At, reading: _Reading, section: str) -> None:
    before = reading.taken.setdefault(id, _Taken(node, at, section))
    if before.at is not at:
        said = f"the id {id} is taken by {before.at} in {before.node.file}:{before.node.line}"
        reading.notes.wrong(node, at, said, expected="an id of its own")


def _follow(reading: _Reading) -> None:
    """Look up every reference."""
    names: dict[tuple[str, ...], list[str]] = {}
    for one in reading.notes.references:
        found = reading.taken.get(one.id)
        if found is not None and found.section in one.to:
            continue
        if one.to not in names:
            names[one.to] = [id for id, taken in reading.taken.items() if taken.section in one.to]
        _dangling(one, found, names[one.to], reading.notes)


def _dangling(one: Reference, found: _Taken | None, names: list[str], notes: Notes) -> None:
    wanted = one_of([WHO[section] for section in one.to])
    if found is not None:
        said = f'"{one.id}" is {WHO.get(found.section, "something else")}'
        notes.wrong(one.node, one.at, said, expected=f"the id of {wanted}")
        return
    what = one_of([WHO[section].split(" ", 1)[1] for section in one.to])
    notes.wrong(
        one.node,
        one.at,
        f'there is no {what} "{one.id}"',
        meant="" if notes.problems.full else closest(one.id, names),
    )


def _owners(reading: _Reading) -> None:
    interests = [record for record in reading.records if isinstance(record, Ownership)]
    found: list[tuple[Excess | Circle, str]] = [(one, "100 % at most") for one in excesses(interests)]
    found += [(one, "") for one in circles(interests)]
    for one, expected in found:
        taken = reading.taken[one.last.id]
        reading.notes.wrong(taken.node, taken.at, str(one), expected=expected)
