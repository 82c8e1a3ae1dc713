"""The wall: what each side may do with each table, as the live database has it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from openmso.compliance.queries.binder.frame import Frame, Sheet
from openmso.compliance.rules.sheets import Block, heading, note, table, words
from openmso.foundation.models import WallRegistry
from openmso.foundation.picture import grants
from openmso.foundation.rules.sides import Side

SIDES: Final = (Side.BUSINESS, Side.CLINICAL, Side.AUDITOR, Side.SYSTEM)
VERBS: Final = {"select": "reads", "insert": "adds", "update": "changes", "delete": "removes"}


def wall(frame: Frame) -> Iterator[Sheet]:
    """One document: tables by sides, with what each keeps."""
    lead = "Read from the catalog of the database when the binder was made, not from what was meant."
    yield frame.sheet("The wall", lead, _blocks(), wide=True)


def _blocks() -> Iterator[Block]:
    given: dict[tuple[str, str], list[tuple[str, bool]]] = {}
    for one in grants():
        given.setdefault((one.table, one.role), []).append((one.verb, bool(one.columns)))
    rooms: dict[str, list[tuple[str, ...]]] = {}
    for model in sorted(WallRegistry.declared, key=lambda one: one._meta.db_table):
        table_of = model._meta.db_table
        about = " ".join((model.__doc__ or "").split()).split(". ")[0].replace("`", "").rstrip(".")
        may = [_may(given.get((table_of, side.database_role), [])) for side in SIDES]
        rooms.setdefault(model._meta.app_label, []).append((table_of, about, *may))
    yield words(
        "A request works on one side, under a role of the database that has these rights and no more. Row policies keep every network to itself. "
        "Where a side has nothing, the database refuses, whatever the software asks."
    )
    for room, rows in rooms.items():
        yield heading(room.capitalize())
        yield table(
            ("Table", "Keeps", *(side.value.capitalize() for side in SIDES)), rows, (2, 4, 1.6, 1.6, 1, 1.6)
        )
    yield note(
        "The whole picture, with row policies, functions and roles, is the file wall.txt beside this document."
    )


def _may(given: Collection[tuple[str, bool]]) -> str:
    """What a side may, in the order from reading to removing."""
    said = [
        word + (" some columns" if (verb, False) not in given else "")
        for verb, word in VERBS.items()
        if any(one == verb for one, _ in given)
    ]
    return ", ".join(said) or "nothing"
