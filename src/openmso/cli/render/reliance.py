"""What hangs on one record, longest bar first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from rich.text import Text

from openmso.authority.contingency import Reliance
from openmso.cli.render import shapes
from openmso.cli.render.bars import LONGEST, bar
from openmso.cli.render.paper import Paper
from openmso.cli.render.shapes import Shape
from openmso.words.dates import short
from openmso.words.labels import Labels

ROOMY: Final = 110
"""From this width on bars have their full length."""


def draw(found: Sequence[Reliance], held: int, labels: Labels, paper: Paper, *, on: date, top: int) -> None:
    """Draw one bar a record: how many of today's authorities go dark without it, at which sites."""
    paper.line((labels.facts.name, "bold"), f" · {short(on, on)}, {on.year}")
    paper.blank()
    if not found:
        paper.line("Nothing hangs on a single person, appointment, agreement or license that day.")
        if not held:
            paper.line("Nobody has authority for anything then; `openmso check` says why.")
        return
    paper.line(f"Of {held} authorities (person, procedure, site) that day, so many go dark without …")
    paper.blank()
    longest = len(found[0].dark)
    shown = found if paper.plain else found[:top]
    length = LONGEST if paper.plain or paper.width >= ROOMY else LONGEST // 2
    rows = [
        (
            Text(labels.record(one.record), style="bold" if one.kind == "person" else ""),
            str(len(one.dark)),
            Text(
                bar(len(one.dark), longest, plain=paper.plain, longest=length),
                style="red" if one.kind == "person" else "yellow",
            ),
            _where(one, labels, paper),
        )
        for one in shown
    ]
    paper.grid(rows, right=(1,))
    if len(found) > len(shown):
        paper.line((f"… and {len(found) - len(shown)} more; see --top", "dim"))


def shape(found: Sequence[Reliance], held: int, labels: Labels, *, on: date) -> Shape:
    """The same as JSON, with every key that goes dark."""
    return {
        **shapes.envelope("reliance", labels, on),
        "held": held,
        "records": [
            {
                **shapes.record(one.record, labels),
                "dark": [shapes.key(key, labels) for key in one.dark],
                "sites": list(one.sites),
                "procedures": list(one.procedures),
            }
            for one in found
        ],
    }


def _where(one: Reliance, labels: Labels, paper: Paper) -> str:
    """The sites by name in plain text; on a terminal one name, or how many."""
    sites = [labels.name(site) for site in one.sites]
    named = ", ".join(sites) if paper.plain or len(sites) == 1 else f"{len(sites)} sites"
    procedures = len(one.procedures)
    return f"{named} · {procedures} procedure{'' if procedures == 1 else 's'}"
