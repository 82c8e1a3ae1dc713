"""The board of a site, drawn: a cell shows standing, the weeks ahead, and the numbers of its reasons."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Final

from rich.text import Text

from openmso.authority.board import Board, Cell
from openmso.authority.reasons import MENDERS, Reason
from openmso.authority.terms import Standing
from openmso.cli.render import shapes
from openmso.cli.render.looks import STANDINGS
from openmso.cli.render.paper import Paper
from openmso.cli.render.shapes import Shape
from openmso.timeline.spans import Span, day_to_date
from openmso.words.cites import distinct
from openmso.words.dates import short
from openmso.words.labels import Labels
from openmso.words.plain import clean

SIGNS: Final = 13
"""A ribbon has at most so many signs: 90 days are drawn by the week."""
CELL: Final = 14
WEEK: Final = 7
NAME: Final = 24


class Notes:
    """The distinct sentences of a board, numbered in the order they are met."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self.said: dict[str, Reason] = {}

    def numbers(self, reasons: tuple[Reason, ...]) -> list[int]:
        """The numbers of these reasons, new ones given where needed."""
        sentences = [self._labels.sentence(reason) for reason in reasons]
        for sentence, reason in zip(sentences, reasons, strict=True):
            self.said.setdefault(sentence, reason)
        order = list(self.said)
        return sorted({order.index(sentence) + 1 for sentence in sentences})


def draw(board: Board, labels: Labels, paper: Paper) -> None:
    """Draw header, cells, legend and numbered reasons."""
    today = day_to_date(board.window.start) or date.min
    _header(board, labels, paper, today)
    if not board.services or not board.rows:
        _empty(board, labels, paper)
        return
    notes = Notes(labels)
    paper.blank()
    (_list if paper.plain else _table)(board, notes, labels, paper, today)
    _legend(board, paper)
    _reasons(notes, paper, today)


def _list(board: Board, notes: Notes, labels: Labels, paper: Paper, today: date) -> None:
    """One line a cell, for pipes: who, what, standing, ribbon, what changes when, numbers of the reasons."""
    paper.grid(
        [
            (
                labels.person(row.person, board.site),
                service.name,
                *_cell(cell, board.window, notes, today, paper),
            )
            for row in board.rows
            for service, cell in zip(board.services, row.cells, strict=True)
        ]
    )
    paper.blank()


def _table(board: Board, notes: Notes, labels: Labels, paper: Paper, today: date) -> None:
    """People down, services across, in as many blocks as the width needs."""
    rows = [
        (
            labels.person(row.person, board.site),
            [_cell(cell, board.window, notes, today, paper) for cell in row.cells],
        )
        for row in board.rows
    ]
    room = max(1, (paper.width - NAME - 2) // (CELL + 2))
    for first in range(0, len(board.services), room):
        some = slice(first, first + room)
        head = [Text(clean(one.name), style="bold") for one in board.services[some]]
        lines: list[list[str | Text]] = [["", *head]]
        for person, cells in rows:
            lines += _lines(person, cells[some])
        paper.grid(lines, widths=(NAME, *(CELL for _ in head)))


def ribbon(cell: Cell, window: Span, *, plain: bool) -> Text:
    """One sign for a few days, the weakest standing of them: blocks in color, or letters."""
    days = stride(window)
    signs = [
        STANDINGS[cell.weakest(Span(start, min(start + days, window.end)))]
        for start in range(window.start, window.end, days)
    ]
    text = Text(no_wrap=True)
    for look, run in groupby(signs):
        text.append((look.letter if plain else look.block) * len(list(run)), style=look.style)
    return text


def stride(window: Span) -> int:
    """How many days one sign of a ribbon stands for."""
    return -(-len(window) // SIGNS)


def shape(board: Board, labels: Labels) -> Shape:
    """The board as JSON: every cell with its stretches and reasons."""
    today = day_to_date(board.window.start) or date.min
    return {
        **shapes.envelope("board", labels, today),
        "site": board.site,
        "site_name": labels.name(board.site),
        "window": shapes.span(board.window),
        "services": [
            {"id": one.id, "name": one.name, "procedures": sorted(one.procedures)} for one in board.services
        ],
        "people": [
            {
                "person": row.person,
                "name": labels.name(row.person),
                "roles": labels.roles(row.person, board.site),
                "cells": [_cell_shape(cell, labels) for cell in row.cells],
            }
            for row in board.rows
        ],
        "not_engaged": board.strangers,
    }


def _cell_shape(cell: Cell, labels: Labels) -> Shape:
    return {
        "standing": shapes.standing(cell.standing),
        "changes_on": shapes.day(cell.changes_on),
        "stretches": [
            {**(shapes.span(span) or {}), "standing": shapes.standing(one)} for span, one in cell.stretches
        ],
        "reasons": shapes.reasons(cell.reasons, labels),
    }


def _header(board: Board, labels: Labels, paper: Paper, today: date) -> None:
    last = today + timedelta(days=len(board.window) - 1)
    paper.line((labels.name(board.site), "bold"), f" · {labels.facts.name}")
    paper.line((f"{short(today, today)}, {today.year}, and the days to {short(last, today)}", "dim"))


def _empty(board: Board, labels: Labels, paper: Paper) -> None:
    paper.blank()
    if not board.services:
        paper.line(
            f"{labels.name(board.site)} has nothing on its menu in these days. Add a line under menu: of the site."
        )
    else:
        paper.line("Nobody is engaged here in these days. Add an engagement that names the site.")


def _cell(cell: Cell, window: Span, notes: Notes, today: date, paper: Paper) -> list[Text]:
    look = STANDINGS[cell.standing]
    changes = day_to_date(cell.changes_on) if cell.changes_on else None
    why = ",".join(map(str, notes.numbers(cell.reasons)))
    if changes:
        why = f"{why} → {short(changes, today)}".strip()
    return [
        Text(look.text, style=look.style),
        ribbon(cell, window, plain=paper.plain),
        Text(why, style="dim"),
    ]


def _lines(person: str, cells: list[list[Text]]) -> list[list[str | Text]]:
    name, _, roles = person.partition(", ")
    left: list[str | Text] = [Text(name, style="bold"), Text(roles, style="dim"), ""]
    lines: list[list[str | Text]] = [[left[row], *(cell[row] for cell in cells)] for row in range(3)]
    if not any(str(cell) for cell in lines[2]):
        lines.pop()
    return [*lines, [""]]


def _legend(board: Board, paper: Paper) -> None:
    marks = [
        part
        for standing in Standing
        for part in (
            (
                f"{STANDINGS[standing].letter if paper.plain else STANDINGS[standing].block} ",
                STANDINGS[standing].style,
            ),
            f"{STANDINGS[standing].word}   ",
        )
    ]
    days = stride(board.window)
    spell = "a week" if days == WEEK else f"{days} days" if days > 1 else "a day"
    paper.line((f"Each sign is {spell}, shown by its weakest day:  ", "dim"), *marks)
    paper.line(("→ Dec 5: the first day of another standing · numbers: the reasons below", "dim"))
    if any(len(one.procedures) > 1 for one in board.services):
        paper.line(("A service of several procedures shows the weakest of them.", "dim"))
    if board.strangers:
        paper.line((f"Not shown: {board.strangers} people who are not engaged here in these days.", "dim"))


def _reasons(notes: Notes, paper: Paper, today: date) -> None:
    if not notes.said:
        return
    paper.heading("Conditions and reasons")
    rows = []
    for number, (sentence, reason) in enumerate(notes.said.items(), 1):
        cites = "; ".join(distinct(reason.cites, today)[:2])
        text = Text.assemble(
            sentence, (f"  ({MENDERS[reason.code]})", "dim"), (f"\n{cites}" if cites else "", "dim")
        )
        rows.append((str(number), text))
    paper.grid(rows, indent=1, right=(0,))
