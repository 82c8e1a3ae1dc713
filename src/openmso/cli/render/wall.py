"""The wall as a table, and how it differs from a kept picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import unified_diff
from typing import TYPE_CHECKING, Final

from openmso.cli.render.paper import Paper

if TYPE_CHECKING:
    from openmso.foundation.picture import Grant

SIDES: Final = ("business", "clinical", "auditor", "system", "app")
WORDS: Final = {"select": "read", "insert": "add", "update": "change", "delete": "remove"}


def draw(found: Iterable[Grant], paper: Paper) -> None:
    """Tables by sides with the verbs of each; `app` is the role that signs in, before it takes on a side."""
    cells: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        row = cells[one.table]
        if one.role:
            row[one.role.removeprefix("openmso_")].append(_verb(one))
    strangers = sorted({role for row in cells.values() for role in row} - {*SIDES})
    columns = (*SIDES, *strangers)
    paper.grid(
        [
            ("table", *columns),
            *(
                (table, *(_spoken(row.get(role, [])) for role in columns))
                for table, row in sorted(cells.items())
                if row
            ),
        ]
    )
    closed = sorted(table for table, row in cells.items() if not row)
    paper.blank()
    paper.line(f"only the owner: {', '.join(closed)}")
    paper.line(
        "A backup reads every table, under a role that writes none and that only the owner can become."
    )
    paper.line("Every row also has to be of the network of the transaction; see the policies with --text.")


def _verb(grant: Grant) -> str:
    word = WORDS.get(grant.verb, grant.verb)
    return f"{word} {'/'.join(grant.columns)}" if grant.columns else word


def _spoken(verbs: list[str]) -> str:
    if not verbs:
        return "–"
    if set(verbs) == {*WORDS.values()}:
        return "read, write"
    order = [*WORDS.values()]
    return ", ".join(sorted(verbs, key=lambda verb: order.index(verb) if verb in order else len(order)))


def draw_differences(kept: str, live: str, name: str, paper: Paper) -> bool:
    """Show what differs between a kept picture and the live wall; whether anything does."""
    if kept == live:
        paper.line(f"the wall stands as in {name}")
        return False
    paper.line(f"the wall does not stand as in {name}:")
    for line in unified_diff(kept.splitlines(), live.splitlines(), name, "the database", lineterm="", n=0):
        paper.line(line)
    return True
