"""`openmso binder`: hold a binder against its manifest, with no database and no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(name="binder", no_args_is_help=True, help="Binders that were made for an audit.")


@app.callback()
def binders() -> None:
    """Binders that were made for an audit."""


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="The binder.", show_default=False)],
    digest: Annotated[
        str,
        typer.Option(
            metavar="SHA256",
            help="Of its manifest, as the page Binders shows it: finds a manifest that was changed together with a file.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Say whether every file of a binder is as its manifest says, and which is not. Leaves with 1 if any is not."""
    from openmso.compliance.queries.checking import verify as verified

    found = verified(file, digest)
    for fault in found.faults:
        typer.echo(f"CHANGED: {fault}")
    if found.holds:
        typer.echo(f"holds: {found.files} files are as the manifest says")
    if found.digest:
        typer.echo(f"SHA-256 of the manifest: {found.digest}")
    if not found.holds:
        raise typer.Exit(1)
