"""`openmso audit`: acts that were done, judged one by one, summed up, with reasons and rejects in files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from openmso.cli.options import Json, NetworkFile, today

if TYPE_CHECKING:
    from openmso.cli.act_files import ActFile, Row
    from openmso.cli.act_rows import Acts
    from openmso.cli.audits import Tally
    from openmso.cli.network import Network

STEP: Final = 1000
"""Rows between two moves of the progress bar."""


def audit(
    network: NetworkFile,
    acts: Annotated[
        Path, typer.Argument(metavar="ACTS", help="Acts as .parquet, .csv or .ndjson.", show_default=False)
    ],
    *,
    reasons: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Where reasons of failing rows go, as .csv or .ndjson.", show_default=False
        ),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where rows go that are no acts. ACTS.rejects.csv if left out.",
            show_default=False,
        ),
    ] = None,
    complete: Annotated[
        bool | None,
        typer.Option(
            "--complete/--partial",
            help="Whether what a row does not tell did not happen. Complete if the file has any column of the bedside.",
            show_default=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Judge a file of acts: how many should have stopped, why, where, by whom.

    Leaves with 0 if every act could go ahead, 1 if some should have stopped, are unknown or were rejected,
    2 if the input cannot be used.
    """
    from openmso.cli.act_files import open_acts
    from openmso.cli.act_rows import Acts, check_columns, tells_of_the_bedside
    from openmso.cli.network import open_network

    opened = open_network(network, as_json=json)
    file = open_acts(acts)
    if file.form != "ndjson":
        check_columns(file.columns, acts)
    told = tells_of_the_bedside(file.columns) if complete is None else complete
    places = {"reasons": reasons, "rejects": rejects or acts.with_name(f"{acts.name}.rejects.csv")}
    tally, files = _walked(opened, file, Acts(opened.facts, opened.law, told), places)
    _show(tally, opened, acts, files, as_json=json)
    if not tally.clean:
        raise typer.Exit(1)


def _walked(
    opened: Network, file: ActFile, acts: Acts, places: Mapping[str, Path | None]
) -> tuple[Tally, dict[str, Path]]:
    """Judge every row, count it, and write what fails and what is rejected."""
    from openmso.cli.audit_files import REASON_COLUMNS, REJECT_COLUMNS, RowFile, reasons_of, reject_of
    from openmso.cli.audits import Auditor
    from openmso.cli.render.progress import progress

    auditor = Auditor(acts, opened.judge, every_reason=places["reasons"] is not None)
    with (
        RowFile(places["reasons"], REASON_COLUMNS) as reasons,
        RowFile(places["rejects"], REJECT_COLUMNS) as rejects,
        progress(f"auditing {file.path.name}", file.size) as moved,
    ):
        reasons.begin()
        for one in auditor.audit(_watched(file.rows(), moved)):
            if one.judged is None:
                rejects.write(reject_of(one))
            else:
                reasons.write(reasons_of(one, opened.labels))
        tally = auditor.tally
        files = {"reasons": reasons.path, "rejects": rejects.path if tally.rejected else None}
    return tally, {name: path for name, path in files.items() if path is not None}


def _watched(rows: Iterable[Row], moved: Callable[[int], None]) -> Iterator[Row]:
    """The rows, with the bar moved as they are read."""
    for number, row in enumerate(rows):
        if number % STEP == 0:
            moved(row.read)
        yield row


def _show(tally: Tally, opened: Network, acts: Path, files: dict[str, Path], *, as_json: bool) -> None:
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.shapes import written
    from openmso.cli.render.tally import draw, shape

    if as_json:
        typer.echo(written(shape(tally, opened.labels, acts=acts, files=files, on=today())))
    else:
        draw(tally, opened.labels, Paper(), acts=acts, files=files)
