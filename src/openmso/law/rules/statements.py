"""Statements of law from their nodes: dates, source, confidence, and the value the parameter asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from openmso.authority.law import Key, Parameter, Statement
from openmso.authority.terms import Confidence
from openmso.law.rules.nodes import List, Node, Table, Text, described
from openmso.law.rules.problems import Problems, near
from openmso.law.rules.specs import Spec
from openmso.law.rules.terms import Terms
from openmso.law.rules.values import INVALID, as_text, check_keys, check_repeated, read_value
from openmso.timeline.spans import BEGINNING, FOREVER, Span

UNKNOWN: Final = "unknown"
KEYS: Final = frozenset(
    {
        "value",
        "since",
        "until",
        "cite",
        "url",
        "read_on",
        "confidence",
        "authority",
        "signed",
        "status",
        "note",
    }
)
CONFIDENCE: Final = {"high": Confidence.HIGH, "medium": Confidence.MEDIUM, "low": Confidence.LOW}

_NEEDED: Final = ("value", "since", "read_on", "confidence")
_NEEDED_OVERLAY: Final = ("value", "since")
_TEXTS: Final = ("cite", "authority", "note")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_TOPIC: Final = re.compile(r"[a-z0-9][a-z0-9_]*\Z")
_URL: Final = re.compile(r"https?://[^\s/]+\S*\Z")
_SIGNED: Final = re.compile(r".*\S, (\d{4}-\d{2}-\d{2})\Z")
EARLIEST: Final = date(1787, 1, 1)
LATEST: Final = date(2200, 1, 1)
"""Days beyond these are taken for typing mistakes."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where statements are read: the jurisdiction, the questions and words known, and whether they overlay."""

    jurisdiction: str
    parameters: Mapping[str, Parameter]
    specs: Mapping[str, Spec]
    terms: Terms
    overlay: bool = False

    def keys(self, kind: str) -> frozenset[str] | None:
        """The codes of a kind of key; None where any word of the right form will do."""
        if kind == "topic":
            return None
        if kind == "procedure_or_any":
            return frozenset({*self.terms["procedures"], "any"})
        return frozenset(self.terms[f"{kind}s"])


def read_parameter(name: str, node: Node, shelf: Shelf, problems: Problems) -> list[tuple[Statement, int]]:
    """Everything a file says of one parameter, each statement with its line."""
    found: list[tuple[Statement, int]] = []
    for key, statements in _under(name, (), node, shelf, problems):
        if not isinstance(statements, List) or not statements.items:
            called = " ".join((name, *key))
            problems.add(
                statements.line, f"{called} is {described(statements)}; expected a list of statements"
            )
            continue
        for item in statements.items:
            statement = _statement(name, key, item, shelf, problems)
            if statement is not None:
                found.append((statement, item.line))
    return found


def _under(name: str, key: Key, node: Node, shelf: Shelf, problems: Problems) -> Iterator[tuple[Key, Node]]:
    """The lists of statements under a parameter, with their keys."""
    kinds = shelf.parameters[name].keys[len(key) :]
    if not kinds:
        yield key, node
        return
    called = " ".join((name, *key))
    if not isinstance(node, Table):
        depth = " and ".join(f"each {kind.replace('_', ' ')}" for kind in kinds)
        problems.add(
            node.line, f"{called} is {described(node)}; expected {depth} as a key, then its statements"
        )
        return
    check_repeated(node, problems, called)
    known = shelf.keys(kinds[0])
    for word, inner in node.pairs:
        if known is None and not _TOPIC.match(word.text):
            problems.add(
                word.line, f"topic {word.text!r}; expected lower-case letters, digits and underscores"
            )
        elif known is not None and word.text not in known:
            kind = kinds[0].replace("_", " ")
            problems.add(word.line, f"unknown {kind} {word.text!r}; {near(word.text, known)}")
        else:
            yield from _under(name, (*key, word.text), inner, shelf, problems)


def _statement(name: str, key: Key, node: Node, shelf: Shelf, problems: Problems) -> Statement | None:
    if not isinstance(node, Table):
        problems.add(
            node.line, f"a statement is {described(node)}; expected `- value:` with since and cite below"
        )
        return None
    before = len(problems.found)
    check_keys(node, KEYS, problems, "")
    for needed in _NEEDED_OVERLAY if shelf.overlay else _NEEDED:
        if node.get(needed) is None:
            hint = " (`since: unknown` where not established)" if needed == "since" else ""
            problems.add(node.line, f"{needed!r} is missing; expected it in every statement{hint}")
    if node.get("cite") is None and node.get("note") is None:
        problems.add(node.line, "neither 'cite' nor 'note'; expected the source, or a note why there is none")
    read: dict[str, Any] = {
        key.text: _PARTS[key.text](inner, problems) for key, inner in node.pairs if key.text in _PARTS
    }
    value: Any = _value(node, shelf.specs[name], problems)
    span = _span(node, read.get("since"), read.get("until"), problems)
    if len(problems.found) > before or span is None:
        return None
    return Statement(
        jurisdiction=shelf.jurisdiction,
        parameter=name,
        key=key,
        value=value,
        span=span,
        since_known=read["since"] != UNKNOWN,
        cite=read.get("cite", ""),
        url=read.get("url", ""),
        read_on=read.get("read_on"),
        confidence=read.get("confidence", Confidence.MEDIUM),
        authority=read.get("authority", ""),
        signed=read.get("signed", ""),
        pending=read.get("status") == "pending",
        overlay=shelf.overlay,
        note=read.get("note", ""),
        where=f"{problems.path}:{node.line}",
    )


def _value(table: Table, spec: Spec, problems: Problems) -> object:
    node = table.get("value")
    if node is None:
        return INVALID
    if isinstance(node, Text) and node.plain and node.text in ("null", ""):
        if node.missing:
            expected = "a value, or null where it is established that there is no such rule"
            problems.add(node.line, f"nothing is written for value; expected {expected}")
        return None
    return read_value(node, spec, problems, "value")


def _span(table: Table, since: object, until: object, problems: Problems) -> Span | None:
    if not (since == UNKNOWN or isinstance(since, date)) or not (until is None or isinstance(until, date)):
        return None
    start = since.toordinal() if isinstance(since, date) else BEGINNING
    end = FOREVER if until is None else until.toordinal()
    if end > start:
        return Span(start, end)
    node = table.get("until")
    line = table.line if node is None else node.line
    problems.add(
        line, f"until {until} is not after since {since}; expected the first day on which it no longer holds"
    )
    return None


def read_date(node: Node, problems: Problems, name: str) -> object:
    """A day written as 2026-12-05, or `INVALID`."""
    if isinstance(node, Text) and _DATE.match(node.text):
        try:
            day = date.fromisoformat(node.text)
        except ValueError:
            problems.add(
                node.line, f"{name} is {node.text}, and there is no such day; expected a day of the calendar"
            )
            return INVALID
        if EARLIEST <= day < LATEST:
            return day
        problems.add(
            node.line, f"{name} is {node.text}; expected a day from {EARLIEST.year} to {LATEST.year - 1}"
        )
        return INVALID
    also = " or unknown" if name == "since" else ""
    problems.add(node.line, f"{name} is {described(node)}; expected a day as 2026-12-05{also}")
    return INVALID


def _since(node: Node, problems: Problems) -> object:
    return UNKNOWN if isinstance(node, Text) and node.text == UNKNOWN else read_date(node, problems, "since")


def _url(node: Node, problems: Problems) -> object:
    if isinstance(node, Text) and _URL.match(node.text):
        return node.text
    problems.add(node.line, f"url is {described(node)}; expected an address that begins with https://")
    return INVALID


def _signed(node: Node, problems: Problems) -> object:
    found = _SIGNED.match(node.text) if isinstance(node, Text) else None
    if isinstance(node, Text) and found and _is_day(found[1]):
        return node.text
    problems.add(
        node.line,
        f"signed is {described(node)}; expected counsel's name and the day, as 'A. Name, 2026-12-05'",
    )
    return INVALID


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _word(name: str, known: Mapping[str, Any]) -> Callable[[Node, Problems], object]:
    """A reader of one of a few words."""

    def read(node: Node, problems: Problems) -> object:
        if isinstance(node, Text) and node.text in known:
            return known[node.text]
        problems.add(node.line, f"{name} is {described(node)}; expected {', '.join(known)}")
        return INVALID

    return read


def _text(name: str) -> Callable[[Node, Problems], object]:
    return lambda node, problems: as_text(node, problems, name)


_PARTS: Final[Mapping[str, Callable[[Node, Problems], object]]] = {
    **{name: _text(name) for name in _TEXTS},
    "since": _since,
    "until": lambda node, problems: read_date(node, problems, "until"),
    "read_on": lambda node, problems: read_date(node, problems, "read_on"),
    "url": _url,
    "signed": _signed,
    "confidence": _word("confidence", CONFIDENCE),
    "status": _word("status", {"in_force": "in_force", "pending": "pending"}),
}
