"""`openmso document`: is a sealed PDF as it was made, and by whose certificate; with no database and no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from openmso.cli.failure import BadInputError

if TYPE_CHECKING:
    from openmso.evidence.queries import SealOfPdf

app = typer.Typer(name="document", no_args_is_help=True, help="PDFs that a network sealed.")


@app.callback()
def documents() -> None:
    """PDFs that a network sealed."""


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help="The PDF.", show_default=False)],
    certificate: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE.pem",
            help="The certificate of whoever should have sealed it, had by another way; can be given again.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Say of each seal of a PDF whether the file is as it was sealed, when and by which certificate. Leaves with 1 if it is not, or of none that is expected."""
    from openmso.evidence.queries import seals_of

    expected = [_certificate(one) for one in certificate or ()]
    try:
        found = seals_of(file.read_bytes(), expected)
    except (OSError, ValueError) as broken:
        raise BadInputError(f"{file}: {broken}") from broken
    if not found:
        typer.echo("it carries no seal")
        raise typer.Exit(1)
    for one in found:
        typer.echo(_said(one, bool(expected)))
    if not all(one.holds and (one.ours or not expected) for one in found):
        raise typer.Exit(1)


@app.command()
def certificate(
    slug: Annotated[
        str | None,
        typer.Argument(metavar="SLUG", help="The network; every one if left out.", show_default=False),
    ] = None,
) -> None:
    """Print the certificates by which networks sealed PDFs, the one that seals now first, as PEM: to give away, by another way than the PDFs."""
    from openmso.cli.database import database

    with database():
        from hashlib import sha256
        from ssl import DER_cert_to_PEM_cert

        from openmso.cli.evidence import actors
        from openmso.evidence.queries import certificates

        for name, by in actors(slug):
            for der in certificates(by):
                typer.echo(f"{name}: SHA-256 {sha256(der).hexdigest()}")
                typer.echo(DER_cert_to_PEM_cert(der))


def _certificate(file: Path) -> bytes:
    from ssl import PEM_cert_to_DER_cert

    try:
        return PEM_cert_to_DER_cert(file.read_text(encoding="ascii"))
    except (OSError, ValueError) as broken:
        raise BadInputError(f"{file}: it is no certificate as PEM: {broken}") from broken


def _said(one: SealOfPdf, expected: bool) -> str:
    when = (
        f"{one.stamped_at:%Y-%m-%d %H:%M:%S %Z} by the timestamp of {one.authority}"
        if one.stamped_at
        else f"{one.said_at:%Y-%m-%d %H:%M:%S %Z} by its own word"
        if one.said_at
        else "nobody says when"
    )
    verdict = "holds" if one.holds else "CHANGED since it was sealed"
    if expected and not one.ours:
        verdict += ", and sealed by NONE of these certificates"
    return f"{verdict}: {one.name} ({one.reason}), {when}\n  SHA-256 of its certificate: {one.fingerprint}"
