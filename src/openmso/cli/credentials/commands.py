"""The commands of `openmso credentials`, gathered."""

from __future__ import annotations

import typer

from openmso.cli.credentials.files import import_nppes, import_people
from openmso.cli.credentials.lists import clear, confirm, matches, reinstate, reopen, screen
from openmso.cli.credentials.looks import discrepancies, lapsing, verify

app = typer.Typer(
    name="credentials",
    no_args_is_help=True,
    help="Exclusion lists, people and licenses from files, verification, what ends soon.",
)
for command in (screen, matches, clear, confirm, reopen, reinstate, verify, discrepancies, lapsing):
    app.command()(command)
app.command("import-people")(import_people)
app.command("import-nppes")(import_nppes)
