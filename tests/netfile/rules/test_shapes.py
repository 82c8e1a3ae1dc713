"""Every field of every record of the cellar has its key in the network file."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest

from openmso.authority.facts import Record
from openmso.authority.facts.bedside import Bedside
from openmso.authority.facts.fields import FIELDS, Allowed
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Organization, Site
from openmso.netfile.facts.reading import read_network
from openmso.netfile.files.documents import read_text
from openmso.netfile.rules.codes import STATES, WORDS, Vocabulary
from openmso.netfile.rules.kinds.groups import Many
from openmso.netfile.rules.kinds.numbers import Measure, Number, Whole
from openmso.netfile.rules.kinds.shape import Part, Shape
from openmso.netfile.rules.kinds.words import Code, Lent, Ref, State, Text
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


def allows(kind: Any, *, some: bool = False) -> Allowed | None:
    """What the core should say of a field, seen from the kind of value the file takes there; None: its type says it all."""
    match kind:
        case Many():
            return allows(kind.kind, some=kind.least > 0 and kind.made is frozenset)
        case Code(words=name):
            return Allowed("", frozenset(WORDS[name]), some=some)
        case Lent(source=source, pattern=pattern):
            known = Vocabulary().words(source)
            return Allowed("", known, "" if known is not None else pattern, some=some)
        case State():
            return Allowed("", STATES, some=some)
        case Ref(to=to):
            kinds = {"people": Person, "organizations": Organization, "sites": Site}
            return Allowed("", to=tuple(kinds[one] for one in to), some=some)
        case Text(pattern=pattern):
            return Allowed("", pattern=pattern, some=some)
        case Whole(least=least, most=most) | Number(least=least, most=most) | Measure(least=least, most=most):
            return Allowed("", least=least, most=most, some=some)
    return None


@pytest.mark.parametrize("record", sorted(FIELDS, key=str))
def test_the_core_allows_what_the_file_takes_and_no_more(record: type) -> None:
    shape, parent = ALL[record]
    taken = {one.name: allows(one.kind) for one in shape.fields}
    # A list that becomes one record for each of its values needs a value in the file, and is no list in the record.
    wanted = {
        name: replace(one, some=one.some and name != shape.spread)
        for name, one in taken.items()
        if one is not None
    }
    told = {name: replace(one, what="") for name, one in FIELDS[record].items() if name != parent}
    assert told == wanted
