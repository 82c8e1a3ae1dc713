"""What an import would change, counted and listed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from openmso.authority.facts import Facts
from openmso.authority.law import LawBook
from openmso.cli.render.paper import Paper
from openmso.words.labels import Labels
from openmso.words.plain import clean

if TYPE_CHECKING:
    from openmso.netfile.queries.network import Difference

SHOWN = 30
"""So many records of a sort are listed on a terminal; in plain text, all."""


def draw(
    difference: Difference, there: Facts, given: Facts, words: tuple[LawBook, Mapping[str, str]], paper: Paper
) -> None:
    """The difference between what is there and what is given: counts, then every record by name."""
    before, after = Labels(there, *words), Labels(given, *words)
    paper.line(_counts(difference))
    _listed(paper, "+", "green", [_named(id, given, after) for id in difference.added])
    _listed(paper, "~", "yellow", [_turned(id, there, given, after) for id in difference.changed])
    _listed(paper, "-", "red", [_named(id, there, before) for id in difference.removed])


def _counts(difference: Difference) -> str:
    counted = [
        f"{len(ids)} {'record' if len(ids) == 1 else 'records'} {word}"
        for ids, word in (
            (difference.added, "added"),
            (difference.changed, "changed"),
            (difference.removed, "removed"),
        )
        if ids
    ]
    return "; ".join([*counted, *(f"{what} changed" for what in difference.besides)]) or "nothing changes"


def _listed(paper: Paper, sign: str, style: str, lines: list[str]) -> None:
    shown = lines if paper.plain else lines[:SHOWN]
    for line in shown:
        paper.line((sign, style), f" {clean(line)}", indent=2)
    if len(shown) < len(lines):
        paper.line(f"{sign} … and {len(lines) - len(shown)} more", indent=2)


def _named(id: str, facts: Facts, labels: Labels) -> str:
    record = facts.find(id)
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(record).__name__).lower()
    return f"{kind} {id}: {labels.record(id)}"


def _turned(id: str, there: Facts, given: Facts, labels: Labels) -> str:
    old: Any = there.find(id)
    new: Any = given.find(id)
    differing = [one.name for one in fields(new) if getattr(old, one.name) != getattr(new, one.name)]
    return f"{_named(id, given, labels)} ({', '.join(name.replace('_', ' ') for name in differing)})"
