"""The law that the other documents rest on: each statement with its number, source, days, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.authority.law import Statement
from openmso.authority.terms import Confidence
from openmso.compliance.queries.binder.frame import Frame, Sheet, days, written
from openmso.compliance.rules.sheets import Block, Cell, colored, heading, note, table, words
from openmso.words.cites import about
from openmso.words.states import state
from openmso.words.values import spoken


def law(frame: Frame) -> Iterator[Sheet]:
    """One document; it comes last, when every other has said what it cites."""
    lead = f"Law pack {frame.law.book.version}, with what counsel added: the statements that this binder rests on."
    yield frame.sheet("Law", lead, _blocks(frame), wide=True)


def _blocks(frame: Frame) -> Iterator[Block]:
    cited = frame.cited.numbers
    doubtful = [one for one in cited if doubt_of(one)]
    yield words(
        f"{len(cited)} statements are cited, {len(doubtful)} of them in doubt. Digest of the law as it counts here: {frame.law.digest}."
    )
    for said in frame.law.notes:
        yield note(said)
    yield note(
        "OpenMSO reads the law for people; it gives no legal advice. What is in doubt is to be confirmed by counsel."
    )
    for code in sorted({one.jurisdiction for one in cited}):
        rows = [_row(frame, one, number) for one, number in cited.items() if one.jurisdiction == code]
        yield heading(state(code))
        yield table(
            ("No.", "Asks", "Says", "Source", "Days", "Read on", "Sure?"),
            rows,
            (0.5, 2.2, 3.2, 3, 1.5, 1, 1.6),
        )


def _row(frame: Frame, one: Statement, number: int) -> tuple[Cell, ...]:
    doubt = doubt_of(one)
    source = f"{one.cite or 'no citation is recorded'} {one.url}".strip()
    since = days(one.span)
    if one.span.first is None:
        since = "no first day is known" + ("" if one.span.until is None else f", {since}")
    return (
        f"[{number}]",
        about(one.parameter, one.key, frame.labels),
        spoken(one.value, frame.labels.words),
        source,
        since,
        written(one.read_on) if one.read_on else "",
        colored(doubt, "conditional") if doubt else _sure(one),
    )


def doubt_of(one: Statement) -> str:
    """Why a statement is in doubt; empty where it is sure enough."""
    if one.overlay or one.signed:
        return ""
    if one.confidence <= Confidence.LOW:
        return f"{one.confidence.name.lower()} confidence, signed by nobody"
    return "" if one.cite else "no citation is recorded"


def _sure(one: Statement) -> str:
    if one.overlay:
        return "counsel's own statement"
    return f"signed by {one.signed}" if one.signed else f"{one.confidence.name.lower()} confidence"
