"""`openmso check`: what is wrong with a network, where, since when, by which law, and who mends it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError
from openmso.cli.options import Json, NetworkFile, On, Window, today

if TYPE_CHECKING:
    from openmso.cli.checks import Check
    from openmso.cli.render.paper import Paper


class Format(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    HTML = "html"


class Grave(StrEnum):
    """How grave a finding is."""

    MUST = "must"
    SHOULD = "should"
    WATCH = "watch"


ENDINGS = {
    "": Format.TEXT,
    ".txt": Format.TEXT,
    ".json": Format.JSON,
    ".sarif": Format.SARIF,
    ".html": Format.HTML,
    ".htm": Format.HTML,
}


def check(
    network: NetworkFile,
    *,
    on: On = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format", help="How to write it. By the ending of --output, else text.", show_default=False
        ),
    ] = None,
    fail_on: Annotated[
        Grave, typer.Option(help="Leave with 1 if anything found is at least so grave.")
    ] = Grave.MUST,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CONTROL|FAMILY", help="Only this control or family; may be repeated.", show_default=False
        ),
    ] = None,
    days: Window = 90,
    brief: Annotated[bool, typer.Option("--brief", help="As text, one line a finding.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write there instead of the terminal.", show_default=False),
    ] = None,
    json: Json = False,
) -> None:
    """What is wrong, where, since when, by which law, what mends it and who can.

    Leaves with 0 if nothing so grave was found, 1 if something was, 2 if the input cannot be used.
    """
    from openmso.cli.checks import check_of
    from openmso.cli.network import open_network

    if json and form not in (None, Format.JSON):
        raise BadInputError(f"--json and --format {form} do not go together")
    chosen = Format.JSON if json else form or _by_ending(output)
    opened = open_network(network, as_json=chosen is Format.JSON)
    found = check_of(opened, on or today(), only=only or (), days=days)
    _write(found, chosen, output, brief=brief)
    if found.fails(fail_on.value):
        raise typer.Exit(1)


def _by_ending(output: Path | None) -> Format:
    ending = output.suffix.lower() if output else ""
    if ending not in ENDINGS:
        known = ", ".join(filter(None, ENDINGS))
        raise BadInputError(
            f"--output {output}: nothing is written as {ending}; end it in {known}, or say --format"
        )
    return ENDINGS[ending]


def _write(found: Check, form: Format, output: Path | None, *, brief: bool) -> None:
    from openmso.cli.render.paper import Paper

    if output is None:
        if form is Format.TEXT:
            _draw(found, Paper(), brief=brief)
        else:
            typer.echo(_text(found, form), nl=False)
        return
    try:
        with output.open("w", encoding="utf-8") as stream:
            if form is Format.TEXT:
                _draw(found, Paper(stream), brief=brief)
            else:
                stream.write(_text(found, form))
    except OSError as refused:
        raise BadInputError(f"{output} cannot be written: {refused.strerror}") from None


def _draw(found: Check, paper: Paper, *, brief: bool) -> None:
    from openmso.cli.render.findings import draw

    draw(found, paper, brief=brief)


def _text(found: Check, form: Format) -> str:
    from openmso.cli.render import findings, page, sarif
    from openmso.cli.render.shapes import written

    if form is Format.HTML:
        return page.page(found)
    return written(sarif.log(found) if form is Format.SARIF else findings.shape(found)) + "\n"
