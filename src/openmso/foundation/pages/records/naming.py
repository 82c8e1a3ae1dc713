"""Values of records in words, and the choices that a field offers: names where records hold ids and codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from openmso.authority.codes import PLACES, PROCEDURES, STATES
from openmso.authority.facts.fields import FIELDS, Allowed
from openmso.authority.facts.people import Person
from openmso.authority.terms import ROLES
from openmso.foundation.register import Difference, named
from openmso.timeline.spans import Span
from openmso.words import dates, trade
from openmso.words.labels import Labels, spaced
from openmso.words.states import state

Codes = Mapping[tuple[type, str], Mapping[str, str]]
"""Names for the codes of fields whose list is open, by kind and field."""
Choices = list[tuple[str, str]]
NOTHING: Final = "not said"
CALLED: Final = {
    "span": "In force",
    "for_party": "Signed for",
    "on": "Day",
    "of": "Percent of",
    "kind": "Kind",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a record in words. `ids`: the records it names, by what they are called."""

    label: str
    text: str
    ids: tuple[tuple[str, str], ...] = ()
    help: str = ""

    @property
    def whole(self) -> bool:
        """Whether the text says more than the names."""
        return ", ".join(name for _, name in self.ids) != self.text

    @property
    def said(self) -> bool:
        """Whether the record says anything there."""
        return self.text != NOTHING


@dataclass(frozen=True, slots=True)
class Naming:
    """Names of one network for the values of its records."""

    labels: Labels
    codes: Codes
    words: Mapping[type, Mapping[str, str]]
    known: dict[tuple[type, str], Choices | None] = field(default_factory=dict, repr=False, compare=False)
    """Choices that were worked out: a form asks for the same ones in every line of a list."""
    names: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def field(self, name: str) -> str:
        """What a field is called."""
        return CALLED.get(name) or trade.titled(name)

    def help(self, kind: type, name: str) -> str:
        """What a field means, in a sentence without its end."""
        said = self.words.get(kind, {}).get(name, "")
        return said[:1].upper() + said[1:]

    def record(self, record: Any) -> str:  # noqa: ANN401 - any record
        """What a record is called, whether the network holds it or not."""
        facts = self.labels.facts
        if facts.find(record.id) == record:
            return self.labels.record(record.id)
        return Labels(facts.changed(record), self.labels.law, self.labels.words).record(record.id)

    def code(self, kind: type, name: str, value: str) -> str:
        """What one value of a field is called, that is a code, an id or a text."""
        allowed = FIELDS.get(kind, {}).get(name)
        known = self.codes.get((kind, name), {})
        if value in known:
            return known[value]
        if allowed is None:
            return value
        if allowed.to:
            return self.called(value)
        return self._word(allowed, value)

    def choices(self, kind: type, name: str) -> Choices | None:
        """What may be chosen for a field, by name; None where anything may be written."""
        if (kind, name) not in self.known:
            self.known[kind, name] = self._choices(kind, name)
        return self.known[kind, name]

    def _choices(self, kind: type, name: str) -> Choices | None:
        allowed = FIELDS.get(kind, {}).get(name)
        if (kind, name) in self.codes:
            found = dict(self.codes[kind, name])
        elif allowed is None:
            return None
        elif allowed.to:
            tables = (self.labels.facts.tables.get(to, {}) for to in allowed.to)
            found = {id: self.called(id) for table in tables for id in table}
        elif allowed.words is not None:
            found = {word: self._word(allowed, word) for word in allowed.words}
        else:
            return None
        return sorted(found.items(), key=lambda one: (one[1].casefold(), one[0]))

    def called(self, id: str) -> str:
        """What the record of an id is called; a person with their roles."""
        if id not in self.names:
            self.names[id] = self._called(id)
        return self.names[id]

    def _called(self, id: str) -> str:
        return self.labels.person(id) if self.labels.facts.get(Person, id) else self.labels.record(id)

    def _word(self, allowed: Allowed, word: str) -> str:
        words = allowed.words or frozenset()
        if words == PROCEDURES:
            return self.labels.procedure(word)
        if words == STATES:
            return f"{state(word)} ({word})"
        if words == PLACES:
            return self.labels.words.get(word) or spaced(word)
        if words >= ROLES:
            return trade.ROLES.get(word) or spaced(word)
        return spaced(word) if words or allowed.pattern else word

    def lines(self, record: Any, today: date) -> list[Line]:  # noqa: ANN401 - any record
        """A record line by line, nested parts with it."""
        return list(self._lines(record, today, ""))

    def differences(self, before: Any, after: Any, today: date) -> list[Difference]:  # noqa: ANN401 - records, or None
        """What two records of a kind differ in, line by line, in words; None on a side that says nothing there."""
        old = {one.label: one.text for one in self.lines(before, today) if one.said} if before else {}
        new = {one.label: one.text for one in self.lines(after, today) if one.said} if after else {}
        labels = dict.fromkeys([*old, *new])
        return [Difference(one, old.get(one), new.get(one)) for one in labels if old.get(one) != new.get(one)]

    def _lines(self, record: Any, today: date, before: str) -> Iterator[Line]:  # noqa: ANN401 - any dataclass
        kind = type(record)
        for one in fields(record):
            value, label = getattr(record, one.name), self.field(one.name)
            label = (
                f"{before}{label[:1].lower() + label[1:] if before and not label[:2].isupper() else label}"
            )
            if one.name == "id":
                continue
            if is_dataclass(value) and not isinstance(value, Span):
                yield from self._lines(value, today, f"{self.field(one.name)}: ")
            elif isinstance(value, tuple) and value and is_dataclass(value[0]):
                one_of = label.removesuffix("s")
                yield from (
                    self._part(part, f"{one_of} {place}", today) for place, part in enumerate(value, 1)
                )
            elif isinstance(value, Mapping):
                for code, provided in value.items():
                    said = self.code(kind, one.name, code)
                    yield Line(f"Clause: {spaced(code)}", plain(provided), help=said)
            else:
                yield self._line(kind, one.name, value, label, today)

    def cell(self, kind: type, name: str, value: Any) -> Line:  # noqa: ANN401 - a field's value
        """One field of a record as a cell of a list; short, whatever it holds."""
        if isinstance(value, frozenset) and len(value) > 2:
            return Line(self.field(name), f"{len(value)} of them")
        text = self._text(kind, name, value, date.max)
        return Line(self.field(name), "" if text == NOTHING else text)

    def _part(self, part: Any, label: str, today: date) -> Line:  # noqa: ANN401 - any part of a record
        inner = [one for one in self._lines(part, today, "") if one.said and one.text != "no"]
        first, *others = inner
        text = "; ".join([first.text, *(f"{_small(one.label)}: {one.text}" for one in others)])
        return Line(label, text, tuple(id for one in inner for id in one.ids))

    def _line(self, kind: type, name: str, value: Any, label: str, today: date) -> Line:  # noqa: ANN401 - a field's value
        text = self._text(kind, name, value, today)
        allowed = FIELDS.get(kind, {}).get(name)
        ids: Iterable[str] = ()
        if allowed is not None and allowed.to and value:
            several = value if isinstance(value, frozenset) else (value,)
            ids = sorted(several, key=self.called)
        return Line(label, text, tuple((one, self.called(one)) for one in ids), self.help(kind, name))

    def _text(self, kind: type, name: str, value: Any, today: date) -> str:  # noqa: ANN401 - a field's value
        match value:
            case None:
                limits = FIELDS.get(kind, {}).get(name)
                return "all, not limited" if limits is not None and limits.some else NOTHING
            case "":
                return NOTHING
            case str():
                return self.code(kind, name, value)
            case Span():
                return dates.extent(value, today)
            case frozenset():
                return ", ".join(sorted(self.code(kind, name, one) for one in value)) or NOTHING
            case tuple():
                return ", ".join(self._text(kind, name, one, today) for one in value) or NOTHING
            case date():
                return dates.short(value, today)
        return plain(value)


def _small(label: str) -> str:
    """A label inside a line: `Signed for` becomes `signed for`, FMV stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def plain(value: Any) -> str:  # noqa: ANN401 - a value of a record
    """A number, a switch or what a clause provides, in words."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value.normalize():,f}"
        case int():
            return f"{value:,}"
        case Mapping():
            return "; ".join(f"{spaced(str(name))}: {plain(one)}" for name, one in value.items())
        case tuple() | list():
            return ", ".join(plain(one) for one in value) or "none"
        case date():
            return value.isoformat()
    return str(value)


def columns_of(kind: type) -> tuple[str, ...]:
    """The fields that tell records of a kind apart in a list, beside what they are called and their days: four at most."""
    allowed = FIELDS[kind]
    found = [
        one.name
        for one in fields(kind)
        if one.name in allowed
        and one.name != "name"
        and (allowed[one.name].words is not None or allowed[one.name].to)
    ]
    return tuple(found[:4])


def kind_said(kind: type) -> str:
    """A kind in words, as a line begins."""
    return trade.titled(named(kind))
