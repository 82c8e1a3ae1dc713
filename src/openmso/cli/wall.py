"""`openmso wall`: who may do what to which table, read from the live database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from openmso.cli.failure import BadInputError


def wall(
    check: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Compare with a kept picture, such as tests/architecture/grants.txt; leave with 1 if they differ.",
            show_default=False,
        ),
    ] = None,
    *,
    text: Annotated[bool, typer.Option("--text", help="The whole picture, as it is kept: for diff.")] = False,
) -> None:
    """Show the wall as it stands: tables by sides, the history's too, and who may sign in as what."""
    from openmso.cli.database import database
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.wall import draw, draw_differences

    with database():
        from openmso.foundation.picture import grants, picture

        if check is None:
            if text:
                typer.echo(picture(), nl=False)
            else:
                draw(grants(), Paper())
            return
        try:
            kept = check.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as unread:
            raise BadInputError(f"{check} cannot be read: {unread}") from None
        if draw_differences(kept, picture(), str(check), Paper()):
            raise typer.Exit(1)
