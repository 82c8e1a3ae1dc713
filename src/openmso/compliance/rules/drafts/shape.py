"""What a draft is: parties, articles of paragraphs, who signs; and from what it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.facts import Facts
from openmso.authority.facts.people import Engagement, License
from openmso.authority.facts.structure import Site
from openmso.authority.law import LawBook, Statement
from openmso.authority.terms import Confidence
from openmso.timeline.spans import Span
from openmso.words.cites import about
from openmso.words.labels import Labels
from openmso.words.states import state
from openmso.words.values import spoken

REVIEW: Final = (
    "This is a draft, made from what is recorded and from the law as OpenMSO has read it. It is no legal advice. Counsel licensed in each state that is "
    "named must review it, fill in what is marked, and confirm what is in doubt before anybody signs."
)
PLAIN, LAW, OPEN = "plain", "law", "open"
Asks = tuple[str, ...]
"""A question of law: the parameter, then its key."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `kind`: plain; law, what a state asks, with its source; open, what has to be filled in or found out first."""

    text: str
    kind: str = PLAIN
    source: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """Paragraphs under a title."""

    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as what; `license` is the one in force on the day, empty where there is none or none is needed. `person`: their id, where they are known."""

    name: str
    role: str
    license: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as it is to be reviewed. `template`: which of our texts, and its version."""

    title: str
    template: str
    states: tuple[str, ...]
    articles: tuple[Article, ...]
    signers: tuple[Signer, ...]

    @property
    def open(self) -> int:
        """How much has to be filled in or found out."""
        return sum(one.kind == OPEN for each in self.articles for one in each.paragraphs)

    @property
    def doubtful(self) -> int:
        """How many statements of law are in doubt."""
        return sum(
            one.kind == LAW and DOUBT in one.source for each in self.articles for one in each.paragraphs
        )


PHASED: Final = frozenset({"np.chart_review", "np.meeting", "pa.chart_review", "pa.meeting", "np.transition"})
"""What few states have, and what is told only where it is known: another question stands beside it."""
DOUBT: Final = "counsel must confirm"


@dataclass(frozen=True, slots=True)
class Source:
    """From what drafts are made: names, facts and law, as of a day."""

    labels: Labels
    on: date

    @property
    def facts(self) -> Facts:
        """The network's records."""
        return self.labels.facts

    @property
    def law(self) -> LawBook:
        """The law that counts in the network."""
        return self.labels.law

    @property
    def day(self) -> int:
        """The day as an ordinal."""
        return self.on.toordinal()

    def states_of(self, sites: frozenset[str] | None, practices: Iterable[str]) -> tuple[str, ...]:
        """The states of these sites, or of every site of the practices that has not closed."""
        among = set(practices)
        found = (
            one
            for one in self.facts.all(Site)
            if (one.practice in among if sites is None else one.id in sites) and one.span.end > self.day
        )
        return tuple(sorted({one.state for one in found}))

    def practices_of(self, person: str) -> frozenset[str]:
        """Where somebody is engaged on the day."""
        held = self.facts.by(Engagement, "person", person)
        return frozenset(one.organization for one in held if self.day in one.span)

    def sites(self, sites: frozenset[str] | None, otherwise: str = "every site of the practice") -> str:
        """Sites by name."""
        return otherwise if sites is None else listed(sorted(self.labels.name(one) for one in sites))

    def procedures(self, codes: Iterable[str]) -> list[str]:
        """Procedures by name."""
        return sorted(self.labels.procedure(one) for one in codes)

    def license(self, person: str, states: Iterable[str]) -> str:
        """The licenses of somebody that are in force on the day in these states."""
        wanted = set(states)
        held = [
            one
            for one in self.facts.by(License, "person", person)
            if one.status == "active" and self.day in one.span and (one.state in wanted or one.multistate)
        ]
        return "; ".join(f"{one.role} license {one.state} {one.number}".strip() for one in held)

    def signer(self, person: str, role: str, states: Iterable[str]) -> Signer:
        """Somebody who signs by virtue of a license."""
        held = self.license(person, states) or "no license in force is recorded"
        return Signer(self.labels.name(person), role, held, person)

    def asks(self, states: Iterable[str], questions: Iterable[Asks]) -> tuple[Article, ...]:
        """An article for each state: what it says to each question, with its source and doubt, or that nobody has established it."""
        listed_questions = [one for one in questions if one[0] in self.law.parameters]
        return tuple(
            Article(f"What {state(code)} asks", tuple(self._answers(code, listed_questions)))
            for code in states
        )

    def _answers(self, code: str, questions: Iterable[Asks]) -> Iterator[Paragraph]:
        for parameter, *key in questions:
            reading = self.law.reading(code, parameter, self.day, *key)
            called = _asked(self, parameter, tuple(key))
            if not reading.known and parameter in PHASED:
                continue
            if not reading.known:
                said = f"{called} Nobody has established this for {state(code)}: counsel answers it."
                yield Paragraph(said, OPEN)
                continue
            for one in reading.statements if reading.disputed else reading.statements[:1]:
                said = f"{called} {_capital(spoken(one.value, self.labels.words))}."
                yield Paragraph(said, LAW, cited(one, disputed=reading.disputed))


def _asked(source: Source, parameter: str, key: Asks) -> str:
    """What is asked: the question of a parameter, or what a row is about."""
    if key:
        return f"{about(parameter, key, source.labels)}:"
    return source.law.parameters[parameter].question


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def cited(one: Statement, *, disputed: bool = False) -> str:
    """The source of a statement, and why it is in doubt if it is."""
    parts = [one.cite or "no citation is recorded"]
    if one.read_on:
        parts.append(f"read {dated(one.read_on)}")
    if disputed:
        parts.append(f"sources disagree: {DOUBT}")
    elif one.overlay:
        parts.append("counsel's own statement")
    elif one.signed:
        parts.append(f"signed by {one.signed}")
    elif one.confidence <= Confidence.LOW:
        parts.append(f"low confidence, unsigned: {DOUBT}")
    else:
        parts.append(f"{one.confidence.name.lower()} confidence")
    return "; ".join(parts)


def plain(*texts: str) -> tuple[Paragraph, ...]:
    """Paragraphs that stand as they are."""
    return tuple(Paragraph(one) for one in texts if one)


def to_fill(what: str) -> Paragraph:
    """A paragraph that is still to be agreed, since nothing is recorded of it."""
    return Paragraph(f"To be filled in: {what}.", OPEN)


def told_or_open(text: str, what: str) -> Paragraph:
    """What is recorded, or that it is still to be agreed."""
    return Paragraph(text) if text else to_fill(what)


def listed(names: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`; `none` of none."""
    *first, last = list(names) or ["none"]
    return f"{', '.join(first)} and {last}" if first else last


def dated(day: date) -> str:
    """A day, written out: `December 5, 2026`."""
    return f"{day:%B} {day.day}, {day.year}"


def term(span: Span) -> tuple[Paragraph, ...]:
    """From when until when it holds."""
    first = span.first
    until = None if span.until is None else date.fromordinal(span.end - 1)
    begins = (
        Paragraph(f"It takes effect on {dated(first)}.")
        if first
        else to_fill("the day on which it takes effect, not before it is signed")
    )
    ends = (
        Paragraph(f"It ends on {dated(until)} unless it is renewed in writing before.")
        if until
        else to_fill("the day on which it ends, or how often it is renewed")
    )
    return begins, ends
