"""Statements of counsel, or of a law supposed, from a file of their own: they win over the pack."""

from __future__ import annotations

from pathlib import Path

from openmso.authority.law import LawBook, Statement
from openmso.law.facts.book import shipped
from openmso.law.facts.pack import read_statements_of
from openmso.law.files import documents
from openmso.law.rules import order
from openmso.law.rules.nodes import Node, Table, Text, described
from openmso.law.rules.parameters import Asked
from openmso.law.rules.problems import PackError, Problems, near
from openmso.law.rules.specs import Spec
from openmso.law.rules.statements import Shelf
from openmso.law.rules.terms import Terms


def read_statements(path: Path, book: LawBook, *, terms: Terms | None = None) -> tuple[Statement, ...]:
    """The statements of a file `jurisdiction: TX` with parameters below, marked as overlay.

    They are written as in the pack, `read_on` and `confidence` may be left out. Questions are those of the
    book, words those of the pack that comes with this version unless `terms` are given. Raises `PackError` with every problem, and
    `OSError` if the file cannot be read.
    """
    return statements_in(path.read_bytes(), str(path), book, terms=terms)


def statements_in(
    content: bytes, name: str, book: LawBook, *, terms: Terms | None = None
) -> tuple[Statement, ...]:
    """As `read_statements`, of the file's bytes; `name` stands for the file in problems and in `where`."""
    words = shipped().terms if terms is None else terms
    problems = Problems(name)
    node = documents.parse(content, problems)
    found = [] if node is None else _read(node, book, words, problems)
    if problems.found:
        raise PackError(problems.found)
    return tuple(statement for statement, _ in found)


def _read(node: Node, book: LawBook, terms: Terms, problems: Problems) -> list[tuple[Statement, int]]:
    if not isinstance(node, Table):
        problems.add(node.line, f"this is {described(node)}; expected `jurisdiction:` and parameters")
        return []
    named = node.get("jurisdiction")
    known = terms["jurisdictions"]
    if not isinstance(named, Text) or named.text not in known:
        where = node.line if named is None else named.line
        called = "missing" if named is None else described(named)
        code = named.text if isinstance(named, Text) else ""
        problems.add(where, f"jurisdiction is {called}; {near(code, known, instead='expected one of')}")
        return []
    rest = Table(node.line, tuple((key, inner) for key, inner in node.pairs if key.text != "jurisdiction"))
    if not rest.pairs:
        problems.add(node.line, "nothing is stated; expected at least one parameter with its statements")
    specs = {name: Spec.of_parameter(one) for name, one in book.parameters.items()}
    shelf = Shelf(named.text, book.parameters, specs, terms, overlay=True)
    asked = {name: Asked(one, "", "") for name, one in book.parameters.items()}
    found = read_statements_of(rest, None, asked, shelf, problems)
    order.check_order(found, problems)
    return found
