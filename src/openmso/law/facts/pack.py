"""A folder of files as one law book, or everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from openmso.authority.law import LawBook, Parameter, Statement
from openmso.law.files import documents, folder
from openmso.law.files.folder import Found
from openmso.law.rules import order, terms
from openmso.law.rules.nodes import Node, Table, described
from openmso.law.rules.parameters import Asked, read_parameters, resolved
from openmso.law.rules.problems import PackError, Problem, Problems, near
from openmso.law.rules.specs import Spec
from openmso.law.rules.statements import Shelf, read_parameter
from openmso.law.rules.terms import Term, Terms
from openmso.law.rules.values import check_repeated, read_fields

_VERSION: Final = re.compile(r"20\d\d\.(0[1-9]|1[0-2])\.\d+\Z")
_MANIFEST: Final = {
    "version": Spec("text", required=True),
    "title": Spec("text", required=True),
    "jurisdictions": Spec("texts", required=True),
}


@dataclass(frozen=True, slots=True)
class Pack:
    """A law pack: the book, and the words and topics it is written in."""

    book: LawBook
    title: str
    terms: Terms
    asked: dict[str, Asked]
    jurisdictions: tuple[str, ...]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics, in the order of the parameter files."""
        return tuple(dict.fromkeys(one.topic for one in self.asked.values()))


@dataclass(slots=True)
class _Reading:
    """What was read so far, and what was wrong."""

    wrong: list[Problem] = field(default_factory=list)
    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    def document(self, one: Found) -> tuple[Node | None, Problems]:
        problems = Problems(one.path, self.wrong)
        return documents.parse(one.content, problems), problems

    @property
    def parameters(self) -> dict[str, Parameter]:
        return {name: one.parameter for name, one in self.asked.items()}


def read_folder(root: Path, files: Iterable[Found]) -> Pack:
    """The pack in a folder, from its files. Raises `PackError` with every problem there is."""
    reading = _Reading()
    listed = list(files)
    reading.wrong.extend(
        Problem(path, 1, "this does not belong into a pack; expected topic files only")
        for path in folder.strays(root)
    )
    by_folder: dict[str, list[Found]] = {}
    for one in listed:
        by_folder.setdefault(one.folder, []).append(one)
    version, title, jurisdictions = _manifest(reading, by_folder.pop("", []))
    _terms(reading, by_folder.pop(folder.TERMS, []))
    _stop_if_wrong(reading)  # without its words nothing else can be judged
    _parameters(reading, by_folder.pop(folder.PARAMETERS, []))
    _stop_if_wrong(reading)  # nor without its questions
    _folders(reading, by_folder, jurisdictions)
    _stop_if_wrong(reading)
    book = LawBook.of(
        reading.statements,
        procedures=terms.procedures(reading.terms),
        parameters=reading.parameters,
        version=version,
        digest=folder.digest(listed),
    )
    return Pack(book, title, reading.terms, reading.asked, jurisdictions)


def _stop_if_wrong(reading: _Reading) -> None:
    if reading.wrong:
        raise PackError(reading.wrong)


def _manifest(reading: _Reading, files: list[Found]) -> tuple[str, str, tuple[str, ...]]:
    if not files:
        reading.wrong.append(
            Problem(folder.MANIFEST, 1, "the file is missing; expected version, title and jurisdictions")
        )
        return "", "", ()
    node, problems = reading.document(files[0])
    if node is None:
        return "", "", ()
    if not isinstance(node, Table):
        problems.add(node.line, f"this is {described(node)}; expected version, title and jurisdictions")
        return "", "", ()
    found = read_fields(node, _MANIFEST, problems, "")
    version = found.get("version", "")
    if version and not _VERSION.match(version):
        problems.add(node.line, f"version is {version!r}; expected year, month and a number, as 2026.11.0")
    return version, found.get("title", ""), found.get("jurisdictions", ())


def _terms(reading: _Reading, files: list[Found]) -> None:
    names = {one.stem for one in files}
    for missing in sorted(terms.NEEDED - names):
        reading.wrong.append(
            Problem(f"{folder.TERMS}/{missing}.yaml", 1, "the file is missing; expected its words")
        )
    roles: tuple[str, ...] = ()
    for one in sorted(files, key=lambda one: one.stem != "roles"):  # the others name roles
        node, problems = reading.document(one)
        if node is not None:
            reading.terms[one.stem] = terms.read_terms(one.stem, node, roles, problems)
            roles = tuple(reading.terms.get("roles", ()))


def _parameters(reading: _Reading, files: list[Found]) -> None:
    asked: dict[str, Asked] = {}
    for one in files:
        node, problems = reading.document(one)
        if node is None:
            continue
        for name, found in read_parameters(node, one.stem, reading.terms, problems).items():
            if name in asked:
                problems.add(
                    1, f"{name} stands in parameters/{asked[name].topic}.yaml as well; expected it once"
                )
            asked.setdefault(name, found)
    reading.asked, lost = resolved(asked)
    for name in lost:
        path = f"{folder.PARAMETERS}/{asked[name].topic}.yaml"
        other = asked[name].parameter.fields["same_as"]
        reading.wrong.append(
            Problem(path, 1, f"{name} takes its fields from {other!r}; expected a parameter with fields")
        )


def _folders(reading: _Reading, by_folder: dict[str, list[Found]], jurisdictions: tuple[str, ...]) -> None:
    known = {code.lower() for code in jurisdictions}
    for code in jurisdictions:
        if code not in reading.terms["jurisdictions"]:
            what = f"jurisdiction {code!r} is not defined; {near(code, reading.terms['jurisdictions'])}"
            reading.wrong.append(Problem(folder.MANIFEST, 1, what))
        if code.lower() not in by_folder:
            reading.wrong.append(
                Problem(folder.MANIFEST, 1, f"{code} has no folder {code.lower()}/; expected one")
            )
    parameters = reading.parameters
    specs = {name: Spec.of_parameter(one) for name, one in parameters.items()}
    for name, files in by_folder.items():
        if name not in known:
            what = f"the folder is not in the list of jurisdictions of {folder.MANIFEST}; {near(name, known)}"
            reading.wrong.append(Problem(files[0].path, 1, what))
            continue
        shelf = Shelf(name.upper(), parameters, specs, reading.terms)
        for one in files:
            _topic(reading, one, shelf)


def _topic(reading: _Reading, one: Found, shelf: Shelf) -> None:
    """One topic of one jurisdiction."""
    node, problems = reading.document(one)
    topics = {asked.topic for asked in reading.asked.values()}
    if one.stem not in topics:
        problems.add(1, f"no topic is called {one.stem!r}; {near(one.stem, topics)}")
        return
    if node is None:
        return
    found = read_statements_of(node, one.stem, reading.asked, shelf, problems)
    order.check_order(found, problems)
    reading.statements.extend(statement for statement, _ in found)


def read_statements_of(
    node: Node, topic: str | None, asked: dict[str, Asked], shelf: Shelf, problems: Problems
) -> list[tuple[Statement, int]]:
    """The statements of a document, each with its line. With a topic, only parameters of it belong there."""
    if not isinstance(node, Table):
        problems.add(node.line, f"this is {described(node)}; expected `parameter:` with statements below")
        return []
    check_repeated(node, problems, "")
    found = []
    for key, inner in node.pairs:
        if key.text not in asked:
            problems.add(key.line, f"unknown parameter {key.text!r}; {near(key.text, asked)}")
        elif topic is not None and asked[key.text].topic != topic:
            problems.add(
                key.line, f"{key.text} stands in the wrong file; expected it in {asked[key.text].topic}.yaml"
            )
        else:
            found.extend(read_parameter(key.text, inner, shelf, problems))
    return found
