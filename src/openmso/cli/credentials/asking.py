"""What the commands share: the network they work in, the reason, and refusals said plainly."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError

if TYPE_CHECKING:
    from openmso.foundation.actor import Actor
    from openmso.workforce.queries.words import Reject

Network = Annotated[str, typer.Option(metavar="SLUG", help="The network's short name.", show_default=False)]
Why = Annotated[
    str, typer.Option(metavar="TEXT", help="The reason, kept in the history.", show_default=False)
]
SHOWN = 20
"""So many rows that were not taken are shown; the rest are counted."""


@contextmanager
def desk(slug: str) -> Iterator[Actor]:
    """Whoever sits at the machine, in the network. Refusals become input that cannot be used."""
    from openmso.cli.database import database, system_of

    with database():
        from openmso.foundation.door import NoReasonError, WrongHandsError
        from openmso.foundation.register import NotThereError, RefusedError, StaleError
        from openmso.workforce.queries.words import UnknownColumnsError, UnreadableError

        try:
            yield system_of(slug)
        except RefusedError as refused:
            raise BadInputError(
                "this is refused, and nothing was changed",
                [f"{one.field}: {one.what}; {one.mend}" for one in refused.faults],
            ) from None
        except UnknownColumnsError as unknown:
            raise BadInputError("these columns cannot be used", unknown.wrong) from None
        except (NotThereError, StaleError, NoReasonError, WrongHandsError, UnreadableError) as refused:
            raise BadInputError(str(refused)) from None


def show(rows: tuple[Reject, ...], heading: str) -> None:
    """Rows that were not taken, or what should be known of those that were."""
    if not rows:
        return
    typer.echo(f"{len(rows)} {heading}:")
    for one in rows[:SHOWN]:
        typer.echo(f"  {one}")
    if len(rows) > SHOWN:
        typer.echo(f"  … and {len(rows) - SHOWN} more")
