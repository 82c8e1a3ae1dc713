"""`openmso law`: read the pack, look a rule up, compare states, see what changed and how far it is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from openmso.cli import lawful
from openmso.cli.failure import BadInputError
from openmso.cli.options import Json, On, today

app = typer.Typer(
    name="law",
    no_args_is_help=True,
    help="The law pack: dated, cited, graded statements for 50 states, DC and the federal level.",
)

for of_network in (lawful.of, lawful.adopt, lawful.impact):
    app.command()(of_network)

Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="FOLDER", help="A pack's folder; the shipped pack if left out.", show_default=False
    ),
]


@app.command()
def check(folder: Folder = None, as_json: Json = False) -> None:
    """Read a pack strictly, tell every problem with its line, and try its cases. Exit code 1 if any is wrong."""
    from openmso.cli.render.law import draw_check
    from openmso.cli.render.paper import Paper
    from openmso.law import queries

    try:
        found = queries.check(folder)
    except FileNotFoundError as wrong:
        raise BadInputError(str(wrong)) from None
    if as_json:
        _print(
            {
                "good": found.good,
                "statements": len(found.pack.book.statements) if found.pack else 0,
                "problems": [{"path": p.path, "line": p.line, "what": p.what} for p in found.problems],
                "cases": len(found.verdicts),
                "failed": [{"where": one.case.where, "name": one.case.name} for one in found.failed],
            }
        )
    else:
        draw_check(Paper(), found, _relative(found.root))
    raise typer.Exit(0 if found.good else 1)


@app.command()
def show(
    jurisdiction: Annotated[str, typer.Argument(metavar="STATE", help="A state, as TX; US for federal law.")],
    topic: Annotated[
        str | None,
        typer.Argument(metavar="TOPIC", help="A topic, as delegation, or a parameter.", show_default=False),
    ] = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Show what a state's law says, with dates, sources and confidence; with --on, what holds on that day."""
    from openmso.cli.render.law import draw_show
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.statements import plain
    from openmso.law import queries

    pack = _pack()
    code = _one("jurisdiction", jurisdiction.upper(), pack.jurisdictions)
    if topic is not None:
        topic = _one("topic or parameter", topic, (*pack.topics, *pack.asked))
    entries = queries.show(code, topic, on)
    if as_json:
        _print([plain(one) for entry in entries for one in (*entry.statements, *entry.pending)])
        return
    label = pack.terms["jurisdictions"][code].label
    draw_show(Paper(), label if on is None else f"{label}, on {on}", entries, _names())


@app.command()
def table(
    parameter: Annotated[str, typer.Argument(metavar="PARAMETER", help="A question, as np.authority.")],
    key: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KEY]…", help="Procedure and role where asked.", show_default=False),
    ] = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Put one question to all states and print the answers as a survey."""
    from openmso.cli.render.law import draw_table
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.statements import plain
    from openmso.law import queries

    name = _one("parameter", parameter, _pack().book.parameters)
    keys = _keys(name, tuple(key or ()))
    survey = queries.table(name, on or today(), keys)
    if not as_json:
        draw_table(Paper(), survey, _names())
        return
    _print(
        {
            "parameter": name,
            "key": list(keys),
            "on": survey.on.isoformat(),
            "answers": {
                row.jurisdiction: plain(row.statement) for group in survey.groups for row in group.rows
            },
            "disputed": [
                row.jurisdiction for group in survey.groups for row in group.rows if row.reading.disputed
            ],
            "later": [plain(one) for row in _rows(survey) for one in (*row.later, *row.pending)],
            "unresearched": [row.jurisdiction for row in survey.silent],
        }
    )


@app.command()
def diff(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="A version, a pack's folder, or a file of statements.")
    ],
    after: Annotated[
        str | None,
        typer.Argument(metavar="AFTER", help="The same; the shipped pack if left out.", show_default=False),
    ] = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Compare two packs, or the shipped pack with what a file of statements would make of it."""
    from openmso.cli.render.law import draw_diff
    from openmso.cli.render.paper import Paper
    from openmso.cli.render.statements import plain
    from openmso.law import queries

    first, second = (_book(before), _pack().book) if after is None else (_book(before), _book(after))
    if after is None and Path(before).is_file():
        first, second = second, first  # a file of statements is what comes after the pack
    changes = queries.diff(first, second, on)
    if as_json:
        _print(
            [
                {
                    "jurisdiction": one.jurisdiction,
                    "parameter": one.parameter,
                    "key": list(one.key),
                    "kind": one.kind,
                    "before": [plain(statement) for statement in one.before],
                    "after": [plain(statement) for statement in one.after],
                }
                for one in changes
            ]
        )
        return
    draw_diff(Paper(), changes, {**first.parameters, **second.parameters}, _names())


@app.command()
def coverage(
    folder: Folder = None,
    write: Annotated[bool, typer.Option("--write", help="Write coverage.yaml into the pack.")] = False,
    as_json: Json = False,
) -> None:
    """Count how far the law is known: statements by confidence, cases, what nobody looked into."""
    from dataclasses import asdict

    from openmso.cli.render.law import draw_coverage
    from openmso.cli.render.paper import Paper
    from openmso.law import queries

    if write:
        typer.echo(f"wrote {_relative(queries.write_coverage(folder))}")
        return
    found = queries.coverage(folder)
    if as_json:
        _print(asdict(found))
        return
    draw_coverage(Paper(), found)


@app.command()
def explain(
    parameter: Annotated[str, typer.Argument(metavar="PARAMETER", help="A question, as np.authority.")],
    as_json: Json = False,
) -> None:
    """Explain a question: what it asks, how it is answered, what silence means, who uses it."""
    from dataclasses import asdict

    from openmso.cli.render.law import draw_explain
    from openmso.cli.render.paper import Paper
    from openmso.law import queries

    found = queries.explain(_one("parameter", parameter, _pack().book.parameters))
    if as_json:
        _print(asdict(found))
        return
    draw_explain(Paper(), found)


def _pack() -> Any:  # noqa: ANN401 - importing the type would load the law room
    """The shipped pack, or a refusal with everything that is wrong with it."""
    from openmso.law import queries
    from openmso.law.facts import PackError

    try:
        return queries.whole()
    except PackError as wrong:
        raise BadInputError("the law pack cannot be used", map(str, wrong.problems)) from None


def _names() -> dict[str, str]:
    """Labels of the codes that say little by themselves."""
    terms = _pack().terms
    return {
        code: term.label
        for listed in ("cap_units", "certificates", "registrations")
        for code, term in terms[listed].items()
    }


def _one(kind: str, text: str, known: Any) -> str:  # noqa: ANN401 - any collection of words
    """The word meant, or the nearest ones in a refusal."""
    if text in known:
        return text
    from difflib import get_close_matches

    close = get_close_matches(text, [*known], n=4, cutoff=0.5)
    hint = f"; did you mean {' or '.join(close)}?" if close else f"; there are {', '.join(sorted(known))}"
    raise BadInputError(f"there is no {kind} {text!r}{hint}")


def _keys(name: str, key: tuple[str, ...]) -> tuple[str, ...]:
    """The key of a question, each word checked where the words are closed."""
    kinds = _pack().book.parameters[name].keys
    if len(key) != len(kinds):
        wanted = " ".join(kind.upper() for kind in kinds) or "nothing behind it"
        raise BadInputError(f"{name} is asked with {wanted}")
    terms = _pack().terms
    for kind, word in zip(kinds, key, strict=True):
        known = {*terms.get(f"{kind.removesuffix('_or_any')}s", ())}
        if known:
            _one(kind, word, {*known, "any"} if kind.endswith("_or_any") else known)
    return key


def _rows(survey: Any) -> list[Any]:  # noqa: ANN401 - importing the type would load the law room
    return [*(row for group in survey.groups for row in group.rows), *survey.silent]


def _book(text: str) -> Any:  # noqa: ANN401 - importing the type would load the law room
    """The book meant by a version, a folder or a file of statements."""
    from openmso.law import queries
    from openmso.law.facts import PackError, read_statements

    path, shipped = Path(text), _pack().book
    try:
        if path.is_dir():
            return queries.whole(path).book
        if path.is_file():
            return shipped.with_overlay(read_statements(path, shipped))
    except PackError as wrong:
        raise BadInputError(f"{text} cannot be used", map(str, wrong.problems)) from None
    if text == shipped.version:
        return shipped
    raise BadInputError(
        f"there is no version, folder or file {text!r}; this version ships {shipped.version}, "
        "for others give the folder of their pack"
    )


def _relative(path: Path) -> str:
    """A path as it is typed from here, if it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _print(content: Any) -> None:  # noqa: ANN401 - JSON is any of its kinds
    typer.echo(json.dumps(content, indent=2, ensure_ascii=False, default=str))
