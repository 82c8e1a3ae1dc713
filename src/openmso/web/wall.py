"""The wall, explained: who may see and change what, as the live database has it; who crossed the line; how far the history is sealed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Model
from django.http import HttpRequest

from openmso.evidence.queries import sealed, verify
from openmso.foundation.crossings import crossings
from openmso.foundation.models import WallRegistry
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.picture import Grant, grants
from openmso.foundation.rules.sides import Post, Side, Walled, sides_of
from openmso.foundation.seats import names_of
from openmso.words.trade import titled

SIDES: Final = (Side.BUSINESS, Side.CLINICAL, Side.AUDITOR, Side.SYSTEM)
WRITES: Final = {"insert": "adds", "update": "changes", "delete": "removes"}
TOLD_OF_CROSSINGS: Final = frozenset({Post.AUDITOR, Post.MSO_OWNER, Post.PHYSICIAN_OWNER, Post.COMPLIANCE})
LATELY: Final = 20
ROOMS: Final = {
    "foundation": "People, seats and the line",
    "evidence": "History, documents and signatures",
    "law": "Law and counsel's own statements",
    "structure": "Structure",
    "workforce": "Workforce",
    "oversight": "Oversight",
    "matching": "Directors and practices",
    "finance": "Fees of the management companies",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side may do with one table. `word` is none, reads, or writes."""

    side: Side
    word: str
    verbs: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of a room: what it keeps, what each side may do, and which posts of those that write do."""

    name: str
    about: str
    cells: tuple[Cell, ...]
    posts: str
    by_row: bool


@page("wall.html")
def wall(request: HttpRequest, desk: Desk) -> Shown:
    """Who may see and change what?"""
    told = desk.by.post in TOLD_OF_CROSSINGS
    lately = crossings(desk.by)[:LATELY] if told else []
    people = names_of(desk.by, {str(one.user_id) for one in lately})
    may_verify = desk.by.side is Side.AUDITOR
    asked = may_verify and request.GET.get("verify") == "1"
    return {
        "sides": SIDES,
        "rooms": rooms(grants()),
        "told": told,
        "crossings": [(people.get(str(one.user_id), "Somebody"), one) for one in lately],
        "sealed": sealed(desk.by),
        "may_verify": may_verify,
        "verified": verify(desk.by) if asked else None,
    }


def rooms(found: Iterable[Grant]) -> dict[str, list[Kept]]:
    """The live grants of the tables that keep a network, by room."""
    verbs: dict[str, dict[str, list[Grant]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        verbs[one.table][one.role].append(one)
    kept: dict[str, list[Kept]] = {}
    for model, declared in sorted(WallRegistry.declared.items(), key=lambda one: one[0]._meta.db_table):
        label = model._meta.app_label
        if label in ROOMS:
            kept.setdefault(ROOMS[label], []).append(_kept(model, declared, verbs[model._meta.db_table]))
    return {name: kept[name] for name in ROOMS.values() if name in kept}


def _kept(model: type[Model], declared: Walled, roles: Mapping[str, list[Grant]]) -> Kept:
    # The first clause of what the table says of itself; what follows is about its columns.
    about = re.split(r"[.;:] ", " ".join((model.__doc__ or "").split()))[0].replace("`", "").rstrip(".") + "."
    writing = [post for post in declared.posts if sides_of(post) & declared.write]
    return Kept(
        titled("".join(f" {sign.lower()}" if sign.isupper() else sign for sign in model.__name__).strip()),
        about,
        tuple(_cell(side, roles.get(side.database_role, [])) for side in SIDES),
        ", ".join(sorted(titled(post) for post in writing)),
        declared.by_row,
    )


def _cell(side: Side, given: Sequence[Grant]) -> Cell:
    verbs = [_said(one) for verb in WRITES for one in given if one.verb == verb]
    reads = any(one.verb == "select" for one in given)
    word = "writes" if verbs else "reads" if reads else "none"
    return Cell(side, word, ", ".join(verbs))


def _said(one: Grant) -> str:
    of = f" {', '.join(name.replace('_', ' ') for name in one.columns)} only" if one.columns else ""
    return f"{WRITES[one.verb]}{of}"
