"""What is narrower than a side: rows that only one post, or only one person, writes.

Row policies of PostgreSQL say it, so that no mistake of the program seats the business on the clinical side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from openmso.foundation.passes import told
from openmso.foundation.rules.seating import GIVERS, seats_given
from openmso.foundation.rules.sides import Post, Side

OWN: Final = f"user_id = {told('actor')}::uuid"
ON_CONDITION: Final[Mapping[str, str]] = {
    "foundation_stepup": OWN,
    "foundation_token": f"{OWN} AND side = {told('side')}",
}
"""Rows of one's own: what every side but the system may write of these tables, and nothing else."""


def policies(table: str, posts: Collection[Post] = ()) -> Iterator[str]:
    """The restrictive policies of a table, made anew; where `posts` are named, nobody else of any side but the system writes it."""
    if table == "foundation_seat":
        for side in GIVERS:
            yield from _policy(table, f"given_by_{side.value}", side.database_role, _seats(side))
    roles = ", ".join(side.database_role for side in Side if side is not Side.SYSTEM)
    if table in ON_CONDITION:
        yield from _policy(table, "own", roles, ON_CONDITION[table])
    if posts:
        named = ", ".join(f"'{post.value}'" for post in sorted(posts))
        rows = f"{told('post')} IN ({named})"
        yield from _policy(table, "by_post", roles, rows)
        yield f"DROP POLICY IF EXISTS by_post_delete ON {table}"
        yield f"CREATE POLICY by_post_delete ON {table} AS RESTRICTIVE FOR DELETE TO {roles} USING ({rows})"


def _policy(table: str, name: str, roles: str, rows: str) -> Iterator[str]:
    for verb, clauses in (
        ("insert", f"WITH CHECK ({rows})"),
        ("update", f"USING ({rows}) WITH CHECK ({rows})"),
    ):
        yield f"DROP POLICY IF EXISTS {name}_{verb} ON {table}"
        yield f"CREATE POLICY {name}_{verb} ON {table} AS RESTRICTIVE FOR {verb.upper()} TO {roles} {clauses}"


def _seats(side: Side) -> str:
    """The seats that a side's giver gives: others', of its own posts; on the clinical side in the own practice only."""
    posts = ", ".join(f"'{post.value}'" for post in sorted(seats_given(side)))
    rows = (
        f"{told('post')} = '{GIVERS[side].value}' AND post IN ({posts}) AND user_id <> {told('actor')}::uuid"
    )
    return rows if side is Side.BUSINESS else f"{rows} AND organization = {told('organization')}"
