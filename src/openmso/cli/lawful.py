"""`openmso law of`, `adopt` and `impact`: by which law a network of the database works, and what another one would change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError
from openmso.cli.options import Json, On, Window, today

if TYPE_CHECKING:
    from datetime import date

    from openmso.foundation.actor import Actor
    from openmso.oversight.queries.standing import Answered, Impact

Slug = Annotated[str, typer.Argument(metavar="SLUG", help="The network's short name.", show_default=False)]


def of(slug: Slug) -> None:
    """By which law a network works: the packs it adopted, and what its counsel states."""
    from openmso.cli.database import database, system_of
    from openmso.cli.render.paper import Paper
    from openmso.words.plain import clean

    with database():
        from openmso.law.queries.lawbook import adoptions, lawbook, overlays

        by, paper = system_of(slug), Paper()
        found = lawbook(by)
        paper.line((f"law pack {found.book.version}", "bold"), f" · digest {found.digest}")
        for note in found.notes:
            paper.line(f"note: {clean(note)}")
        paper.grid([(one.version, f"adopted on {one.since}", one.digest) for one in adoptions(by)], indent=2)
        for one in overlays(by, withdrawn=True):
            ended = f", withdrawn on {one.withdrawn_on}" if one.withdrawn_on else ""
            paper.line(f"{one.id}: {clean(one.counsel)}, {one.signed_on}{ended}", indent=2)
            for line in one.text.splitlines():
                paper.line((clean(line), "dim"), indent=4)


def adopt(
    slug: Slug,
    *,
    why: Annotated[
        str, typer.Option(metavar="TEXT", help="The reason, kept in the history.", show_default=False)
    ],
) -> None:
    """Let a network work by the installed law pack from now on. See first what it changes: openmso law impact."""
    from openmso.cli.database import database, system_of
    from openmso.cli.network import pack_of_law

    with database():
        from openmso.foundation.register import RefusedError
        from openmso.law.actions import adopt_pack

        try:
            version = adopt_pack(by=system_of(slug), why=why, digest=pack_of_law().digest, on=today())
        except RefusedError as refused:
            raise BadInputError(f"{refused.what}; {refused.mend}") from None
        typer.echo(f"{slug} works by law pack {version}")


def impact(
    slug: Slug,
    *,
    overlay: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Statements as counsel would lay over; else the installed pack.",
            show_default=False,
        ),
    ] = None,
    on: On = None,
    days: Window = 365,
    json: Json = False,
) -> None:
    """What would change in a network under the installed law pack, or with one more overlay. Changes nothing."""
    from openmso.cli.database import database, system_of
    from openmso.cli.render.differences import draw, shape
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.shapes import written
    from openmso.law.queries import words_of_law
    from openmso.words.labels import Labels

    start = on or today()
    text = None if overlay is None else _text(overlay)
    with database():
        found = _impact(system_of(slug), text, start, days)
    labels = Labels(found.facts, found.law.book, words_of_law())
    if json:
        typer.echo(written({**shape(found.found.difference, labels), "law": len(found.found.law)}))
        return
    paper = Paper()
    draw(found.found.difference, labels, paper)
    paper.blank()
    paper.line(f"{len(found.found.law)} entries of law differ")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as unread:
        raise BadInputError(f"{path} cannot be read: {unread}") from None


def _impact(by: Actor, overlay: str | None, start: date, days: int) -> Answered[Impact]:
    from openmso.law.facts import PackError
    from openmso.oversight.queries.standing import impact as impact_of
    from openmso.words.plain import clean

    try:
        return impact_of(by, start, installed=overlay is None, overlay=overlay, days=days)
    except PackError as wrong:
        raise BadInputError("the overlay cannot be used", map(clean, map(str, wrong.problems))) from None
