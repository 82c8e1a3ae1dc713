"""Every field of every record of the cellar has its key in the network file."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from openmso.authority.facts import Record
from openmso.authority.facts.bedside import Bedside
from openmso.authority.facts.structure import Organization
from openmso.netfile.facts.reading import read_network
from openmso.netfile.files.documents import read_text
from openmso.netfile.rules.codes import Vocabulary
from openmso.netfile.rules.kinds.groups import Many
from openmso.netfile.rules.kinds.shape import Part, Shape
from openmso.netfile.rules.notes import Notes
from openmso.netfile.rules.shapes import BEDSIDE, SECTIONS
from tests.netfile.small import SMALL


def shapes() -> Iterator[tuple[Shape, str]]:
    """Every shape, with the attribute that its place in the file gives to the record."""
    waiting = [(section.shape, "") for section in SECTIONS] + [(BEDSIDE, "")]
    while waiting:
        shape, parent = waiting.pop()
        yield shape, parent
        waiting += [(nested.shape, nested.parent) for nested in shape.nested]
        for one in shape.fields:
            kind = one.kind.kind if isinstance(one.kind, Many) else one.kind
            if isinstance(kind, Part):
                waiting.append((kind.shape, ""))


ALL = {shape.record: (shape, parent) for shape, parent in shapes()}


def parts(record: type) -> Iterator[type]:
    """A record, and the records that are values of its fields."""
    yield record
    for hint in get_type_hints(record).values():
        for inner in (hint, *get_args(hint)):
            if is_dataclass(inner) and isinstance(inner, type) and inner.__name__ != "Span":
                yield from parts(inner)


@pytest.mark.parametrize(
    "record", sorted({part for one in (*get_args(Record), Bedside) for part in parts(one)}, key=str)
)
def test_every_field_of_a_record_has_a_key(record: type) -> None:
    shape, parent = ALL[record]
    known = {parent, "id"} | {one.name for one in shape.fields} | ({"span"} if shape.dated else set())
    missing = {one.name for one in fields(record)} - known
    assert not missing
    assert {one.name for one in shape.fields} <= {one.name for one in fields(record)}


def test_an_organization_is_a_record() -> None:
    assert Organization in ALL


def told(text: str, **words: frozenset[str]) -> list[str]:
    """What is wrong with a text where these words are closed."""
    notes = Notes(Vocabulary(**words))
    read_network(read_text(text, "network.yaml", notes), notes)
    return [str(problem) for problem in notes.problems.done()]


MSA: Any = """\
msas:
  msa:
    mso: lumen
    practice: lumen
    since: 2024-01-01
    fee: {model: flat}
    clauses: {noncompete: none, x_ours: true, non_compete: none}
    reserved_powers: [record, x_ours]
"""


def test_clauses_and_powers_are_open_until_somebody_closes_them() -> None:
    assert told(SMALL + MSA) == []
    assert told(SMALL + MSA, clauses=frozenset({"noncompete"}), powers=frozenset({"records"})) == [
        (
            "network.yaml:32: msas.msa.clauses.non_compete: unknown clause; expected a known clause, or a code of your "
            'own that begins with x_; did you mean "noncompete"?'
        ),
        (
            'network.yaml:33: msas.msa.reserved_powers[0]: "record" does not fit; expected a reserved power: records; '
            'or a code of your own that begins with x_; did you mean "records"?'
        ),
    ]
