"""Authority: the board of each site on the day, and behind every standing its chain, link by link, with the law by number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from openmso.authority.answer import Act, Key, Link, LinkKind
from openmso.authority.board import Board, board
from openmso.authority.chain_days import Chain, chain
from openmso.authority.decide import decide
from openmso.authority.facts.structure import Service, Site
from openmso.authority.reasons import MENDERS, sentence
from openmso.authority.terms import Standing
from openmso.compliance.queries.binder.frame import Frame, Sheet, days, written
from openmso.compliance.rules.sheets import Block, Cell, colored, heading, note, table
from openmso.timeline.spans import Span
from openmso.words.cites import says
from openmso.words.plain import clean
from openmso.words.states import state

AHEAD: Final = 90
"""Days ahead of which a board tells what changes."""
NOON: Final = time(12)
SHOWN: Final = (Standing.HELD, Standing.CONDITIONAL, Standing.BARRED, Standing.UNKNOWN)


def authority(frame: Frame) -> Iterator[Sheet]:
    """A document for each site that is open on the day."""
    for site in frame.sites:
        if frame.day in site.span:
            yield frame.sheet(
                f"Authority at {site.name}",
                f"{frame.labels.name(site.practice)}, {state(site.state)}. Who may do what on {written(frame.on)}, on whose authority, and by which law.",
                _blocks(frame, site),
            )


def _blocks(frame: Frame, site: Site) -> Iterator[Block]:
    found = board(frame.judge, site.id, Span(frame.day, frame.day + AHEAD))
    yield heading("Who may do what")
    yield from _board(frame, found)
    yield note(
        "Held: by papers and law. Conditional: if what stands “to show” in the chain holds at the bedside. Barred: something forbids it. "
        "Absent: nothing grants it. Unknown: a fact or the law was never established. Numbers in brackets stand in the document “Law”."
    )
    for row in found.rows:
        yield from _person(frame, site, row.person, found.services)


def _board(frame: Frame, found: Board) -> Iterator[Block]:
    """By service, since a page is too narrow for all services beside each other."""
    rows: list[tuple[Cell, ...]] = []
    for place, service in enumerate(found.services):
        said: dict[Standing, list[str]] = {}
        for row in found.rows:
            cell = row.cells[place]
            changes = (
                f" (until {written(date.fromordinal(cell.changes_on - 1))})"
                if cell.changes_on is not None
                else ""
            )
            said.setdefault(cell.standing, []).append(f"{frame.labels.name(row.person)}{changes}")
        first = True
        for standing in sorted(said):
            word = standing.name.lower()
            rows.append((service.name if first else "", colored(word, word), ", ".join(said[standing])))
            first = False
    yield table(("Service", "Standing", "Who"), rows, (2, 0.9, 5.2), none="Nothing is on the menu.")


def _person(frame: Frame, site: Site, person: str, services: tuple[Service, ...]) -> Iterator[Block]:
    codes = sorted({code for one in services if frame.day in one.span for code in one.procedures})
    chains = [_chain(frame, site, person, code) for code in sorted(codes, key=frame.labels.procedure)]
    told = [one for one in chains if one.verdict.standing in SHOWN]
    if not told:
        return
    yield heading(frame.labels.person(person, site.id))
    for one in told:
        word = one.verdict.standing.name.lower()
        yield heading(
            f"{frame.labels.procedure(one.decision.act.procedure)}: {word}{_unchanged(one.unchanged)}", 2
        )
        yield table(
            ("Link", "", "Rests on", "Days", "Law"),
            [_link(frame, hoop.link) for hoop in one.hoops],
            (1.1, 0.75, 4.4, 1.9, 0.8),
        )


def _unchanged(span: Span) -> str:
    return "" if span == Span() else f", {days(span)}"


def _chain(frame: Frame, site: Site, person: str, procedure: str) -> Chain:
    key = Key(person, procedure, site.id)
    at = datetime.combine(frame.on, NOON, ZoneInfo(site.zone))
    return chain(decide(Act(*key, at), frame.judge), frame.judge.track(key))


def _link(frame: Frame, link: Link) -> tuple[Cell, ...]:
    holds: Cell = "holds"
    if link.holds is False:
        holds = colored("broken", "broken")
    elif link.holds is None:
        holds = colored("to show", "conditional")
    said = _said(frame, link)
    if link.holds is False:
        menders = dict.fromkeys(MENDERS[one.code] for one in link.reasons)
        said += f" Mended by: {'; '.join(menders)}." if menders else ""
    span = "" if link.since is None or link.since == Span() else days(link.since)
    return link.kind.value, holds, said, span, frame.cited.marks(link.cites)


def _said(frame: Frame, link: Link) -> str:
    if link.kind is LinkKind.LAW and link.cites:
        text = says(link.cites[0], frame.labels)
    elif link.reasons and link.text == "; ".join(sentence(one) for one in link.reasons):
        return "; ".join(frame.labels.sentence(one) for one in link.reasons)
    else:
        text = clean(link.text)
    more = [said for said in (frame.labels.sentence(one) for one in link.reasons) if said not in text]
    return "; ".join([text, *more])
