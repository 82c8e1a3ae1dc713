"""The outlook, drawn: day by day, what ends, whom it stops, and which services go dark where."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rich.text import Text

from openmso.authority.outlook import Dark, Outlook, Turn
from openmso.authority.reasons import MENDERS
from openmso.cli.render import shapes
from openmso.cli.render.paper import Paper
from openmso.cli.render.shapes import Shape
from openmso.timeline.spans import day_to_date
from openmso.words.causes import title
from openmso.words.dates import when_ordinal
from openmso.words.labels import Labels
from openmso.words.plain import clean

SHOWN = 12
"""So many people and procedures are listed under one cause on a terminal; plain text and JSON list all."""


def draw(outlook: Outlook, labels: Labels, paper: Paper) -> None:
    """Draw the summary, then each day with its causes, then the services that go dark."""
    today = day_to_date(outlook.window.start) or date.min
    lost = sum(len(turn.losses) for turn in outlook.turns)
    days = len(outlook.window)
    paper.line(
        (labels.facts.name, "bold"), f" · the next {days} days from {today:%b} {today.day}, {today.year}"
    )
    paper.blank()
    if not outlook.turns:
        paper.line(
            f"Nothing is lost: all {outlook.held} authorities of today hold through these {days} days."
        )
        return
    paper.line(
        (f"{lost} of {outlook.held}", "bold"),
        " authorities of today (person, procedure, site) end in this time",
        f"; {_count(len(outlook.dark), 'service')} {'goes' if len(outlook.dark) == 1 else 'go'} dark."
        if outlook.dark
        else "; no service goes dark.",
    )
    for turn in outlook.turns:
        _turn(turn, outlook.dark, labels, paper, today)


def _turn(turn: Turn, dark: tuple[Dark, ...], labels: Labels, paper: Paper, today: date) -> None:
    paper.blank()
    paper.line(
        (when_ordinal(turn.day, today), "bold yellow"), "  ", (title(turn.cause, labels, today), "bold")
    )
    for sentence, mender in dict.fromkeys(
        (labels.sentence(one), MENDERS[one.code]) for one in turn.cause.reasons
    ):
        paper.line((f"{sentence}; mended by {mender}", "dim"), indent=2)
    rows = _people(turn, labels, today)
    kept = rows if paper.plain else rows[:SHOWN]
    paper.grid(kept, indent=2)
    if len(rows) > len(kept):
        paper.line(
            (f"… and {len(rows) - len(kept)} more; piped or with --json all are listed", "dim"), indent=2
        )
    touched = {(loss.key.site, loss.key.procedure) for loss in turn.losses}
    for one in dark:
        if one.day == turn.day and any(
            (one.service.site, code) in touched for code in one.service.procedures
        ):
            again = f" until {when_ordinal(one.until, today)}" if one.until else ""
            name = f"{clean(one.service.name)} at {labels.name(one.service.site)}"
            paper.line(("dark: ", "bold red"), f"{name}: nobody is left who may do it{again}", indent=2)


def _people(turn: Turn, labels: Labels, today: date) -> list[tuple[str | Text, ...]]:
    """One row a person and site, with the procedures lost and when they are back."""
    grouped: dict[tuple[str, str, int | None], list[str]] = {}
    for loss in turn.losses:
        place = (loss.key.person, loss.key.site, loss.until)
        grouped.setdefault(place, []).append(labels.procedure(loss.key.procedure))
    return [
        (
            labels.person(person, site),
            labels.name(site),
            _list(procedures),
            Text(f"back {when_ordinal(until, today)}" if until else "", style="dim"),
        )
        for (person, site, until), procedures in grouped.items()
    ]


def shape(outlook: Outlook, labels: Labels) -> Shape:
    """The outlook as JSON."""
    today = day_to_date(outlook.window.start) or date.min
    return {
        **shapes.envelope("outlook", labels, today),
        "window": shapes.span(outlook.window),
        "held": outlook.held,
        "lost": sum(len(turn.losses) for turn in outlook.turns),
        "turns": [_turn_shape(turn, labels, today) for turn in outlook.turns],
        "dark": [
            {
                "site": one.service.site,
                "site_name": labels.name(one.service.site),
                "service": one.service.id,
                "service_name": one.service.name,
                "day": shapes.day(one.day),
                "until": shapes.day(one.until),
            }
            for one in outlook.dark
        ],
    }


def _turn_shape(turn: Turn, labels: Labels, today: date) -> Shape:
    return {
        "day": shapes.day(turn.day),
        "cause": {
            "title": title(turn.cause, labels, today),
            "records": [shapes.record(id, labels) for id in turn.cause.records],
            "law": [shapes.statement(one) for one in turn.cause.law],
            "reasons": shapes.reasons(turn.cause.reasons, labels),
        },
        "losses": [
            {
                **shapes.key(loss.key, labels),
                "before": shapes.standing(loss.before.standing),
                "after": shapes.standing(loss.after.standing),
                "until": shapes.day(loss.until),
            }
            for loss in turn.losses
        ],
    }


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
