"""A what-if, drawn: what is assumed, what it changes in a sentence, then site by site as a board and as lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from openmso.authority.differences import TITLES, Difference, Turn, turn_of, why
from openmso.authority.terms import Standing
from openmso.authority.whatif import Change
from openmso.cli.render import shapes
from openmso.cli.render.looks import STANDINGS
from openmso.cli.render.paper import Paper
from openmso.cli.render.shapes import Shape
from openmso.timeline.spans import day_to_date
from openmso.words.dates import extent, short
from openmso.words.labels import Labels

NAME = 24
CELL = 14
SHOWN = 20
BOARDS = 6
"""Where more sites change, only the lists are drawn."""


def draw(found: Difference, labels: Labels, paper: Paper) -> None:
    """Draw assumption, summary, boards and lists."""
    today = day_to_date(found.window.start) or date.min
    paper.line((labels.facts.name, "bold"), " · what if: ", ("; ".join(found.words), "bold"))
    paper.line((f"compared over {len(found.window)} days from {short(today, today)}, {today.year}", "dim"))
    paper.blank()
    if not found.changes:
        paper.line("Nothing changes: every standing is the same on every day.")
        return
    counts = [(len(_keys(found.of(turn))), turn) for turn in Turn]
    paper.line("; ".join(f"{TITLES[turn].lower()}: {count}" for count, turn in counts if count))
    sites = sorted({change.key.site for change in found.changes}, key=labels.name)
    for site in sites:
        here = tuple(change for change in found.changes if change.key.site == site)
        paper.heading(labels.name(site))
        if not paper.plain and len(sites) <= BOARDS:
            _board(here, labels, paper)
        for turn in Turn:
            _list([one for one in here if turn_of(one) is turn], turn, labels, paper, today)


def _board(changes: Sequence[Change], labels: Labels, paper: Paper) -> None:
    """People by procedures, each cell the first change: standing before and after."""
    first: dict[tuple[str, str], Change] = {}
    for change in changes:
        first.setdefault((change.key.person, change.key.procedure), change)
    people = list(dict.fromkeys(person for person, _ in first))
    procedures = sorted({procedure for _, procedure in first}, key=labels.procedure)
    room = max(1, (paper.width - NAME - 4) // (CELL + 2))
    for start in range(0, len(procedures), room):
        some = procedures[start : start + room]
        lines: list[list[str | Text]] = [["", *(Text(labels.procedure(one), style="bold") for one in some)]]
        for person in people:
            cells = [first.get((person, procedure)) for procedure in some]
            lines.append([labels.person(person), *(_turned(one) if one else "" for one in cells)])
        paper.grid(lines, indent=2, widths=(NAME, *(CELL for _ in some)))
        paper.blank()


def _turned(change: Change) -> Text:
    before, after = STANDINGS[change.before.standing], STANDINGS[change.after.standing]
    return Text.assemble((before.icon, before.style), " → ", (after.icon, after.style))


def _list(changes: list[Change], turn: Turn, labels: Labels, paper: Paper, today: date) -> None:
    if not changes:
        return
    paper.line((f"{TITLES[turn]} ({len(_keys(changes))})", "bold"), indent=2)
    was = "was: " if turn in (Turn.GAINED, Turn.FREED) else ""
    grouped: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        sentence = "; ".join(dict.fromkeys(labels.sentence(one) for one in why(change)))
        grouped.setdefault((extent(change.span, today), sentence), []).append(change)
    for (days, sentence), some in grouped.items():
        paper.line(days, (f"  {was}{sentence}" if sentence else "", "dim"), indent=4)
        rows = _people(some, labels)
        kept = rows if paper.plain else rows[:SHOWN]
        paper.grid(kept, indent=6)
        if len(kept) < len(rows):
            paper.line((f"… and {len(rows) - len(kept)} more; piped or with --json all", "dim"), indent=6)


def _people(changes: list[Change], labels: Labels) -> list[tuple[str | Text, ...]]:
    """One row a person and turn of standing, with the procedures."""
    grouped: dict[tuple[str, Standing, Standing], list[str]] = {}
    for change in changes:
        place = (change.key.person, change.before.standing, change.after.standing)
        grouped.setdefault(place, []).append(labels.procedure(change.key.procedure))
    return [
        (labels.person(person), _turned_words(before, after), ", ".join(sorted(procedures)))
        for (person, before, after), procedures in grouped.items()
    ]


def _turned_words(before: Standing, after: Standing) -> Text:
    one, other = STANDINGS[before], STANDINGS[after]
    return Text.assemble((one.text, one.style), " → ", (other.text, other.style))


def shape(found: Difference, labels: Labels) -> Shape:
    """The same as JSON, every run of days."""
    today = day_to_date(found.window.start) or date.min
    return {
        **shapes.envelope("whatif", labels, today),
        "assumed": list(found.words),
        "window": shapes.span(found.window),
        "counts": {turn.value: len(_keys(found.of(turn))) for turn in Turn},
        "changes": [
            {
                **shapes.key(change.key, labels),
                "turn": turn_of(change).value,
                **(shapes.span(change.span) or {}),
                "before": shapes.standing(change.before.standing),
                "after": shapes.standing(change.after.standing),
                "reasons": shapes.reasons(why(change), labels),
            }
            for change in found.changes
        ],
    }


def _keys(changes: Sequence[Change]) -> set[object]:
    return {change.key for change in changes}
