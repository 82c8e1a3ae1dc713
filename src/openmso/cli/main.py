"""`openmso`: the commands, gathered. What is slow to load is loaded by the command that needs it."""

from __future__ import annotations

import os
import sys
from errno import EPIPE
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import openmso
from openmso.cli import access, binder, credentials, document, evidence, fhir, law
from openmso.cli.ask import ask
from openmso.cli.audit import audit
from openmso.cli.backup import backup, restore
from openmso.cli.board import board
from openmso.cli.check import check
from openmso.cli.demo import demo
from openmso.cli.failure import UNUSABLE, BadInputError
from openmso.cli.init import init
from openmso.cli.outlook import outlook
from openmso.cli.records import export, import_network, networks
from openmso.cli.reliance import reliance
from openmso.cli.serve import serve
from openmso.cli.server import down, status, up
from openmso.cli.wall import wall
from openmso.cli.whatif import whatif
from openmso.cli.worker import worker


class Desk(TyperGroup):
    """The top command: says what input it could not use, and leaves with exit code 2."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - typer keeps the class of its context to itself
        """Run the command asked for."""
        try:
            return super().invoke(ctx)
        except BadInputError as refused:
            for line in refused.lines():
                typer.echo(line, err=True)
            raise typer.Exit(UNUSABLE) from None
        except OSError as failed:
            if failed.errno == EPIPE:  # whoever read the output has seen enough
                raise
            typer.echo(f"openmso: {failed.filename or 'the output'}: {failed.strerror}", err=True)
            raise typer.Exit(UNUSABLE) from None


app = typer.Typer(
    name="openmso",
    cls=Desk,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Who may do which procedure, where, until when, on whose authority, and which law says so.",
    epilog="OpenMSO is not legal advice. Every answer cites the law it rests on, so that counsel can check it.",
)


def _version_asked(asked: bool) -> None:
    if asked:
        typer.echo(f"openmso {openmso.__version__}")
        raise typer.Exit


@app.callback()
def openmso_command(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_version_asked, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    """Make output safe: a terminal that cannot show a sign shows a question mark instead of failing.

    An output that was closed before the start takes everything and keeps nothing.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


app.add_typer(law.app)
app.add_typer(evidence.app)
app.add_typer(binder.app)
app.add_typer(document.app)
app.add_typer(credentials.app)
app.add_typer(access.app)
app.add_typer(fhir.app)


app.command()(check)
app.command()(ask)
app.command()(board)
app.command()(outlook)
app.command()(reliance)
app.command()(whatif)
app.command()(audit)
app.command()(init)
app.command()(demo)
app.command()(serve)
app.command()(up)
app.command()(down)
app.command()(status)
app.command("import")(import_network)
app.command()(export)
app.command()(networks)
app.command()(wall)
app.command()(backup)
app.command()(restore)
app.command()(worker)
