"""Reading what a command is asked about: the network file, and the law it is judged by.

Every command comes through here, so that every command refuses bad input in the same words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import Bedside
from openmso.authority.law import LawBook
from openmso.cli.failure import UNUSABLE, BadInputError
from openmso.words.labels import Labels
from openmso.words.plain import clean

if TYPE_CHECKING:
    from openmso.authority.judge import Judge
    from openmso.law.queries.lawbook import Lawful
    from openmso.netfile.queries.network import Content

IN_DATABASE = "db:"
"""What stands before a network's short name in place of a file."""


@dataclass(frozen=True)
class Network:
    """A network as read from `path`, with the law book it is judged by."""

    path: Path
    facts: Facts
    law: LawBook
    bedside: Mapping[str, Bedside] = field(default_factory=dict)
    """Named situations of the file, for `ask --bedside`."""

    @cached_property
    def labels(self) -> Labels:
        """What everything in it is called."""
        from openmso.law.queries import words_of_law

        return Labels(self.facts, self.law, words_of_law())

    @cached_property
    def judge(self) -> Judge:
        """Who judges it; made once."""
        from openmso.authority.judge import Judge

        return Judge(self.facts, self.law)

    @property
    def name(self) -> str:
        """The network's own name, or the file's."""
        return self.facts.name or self.path.stem


def open_network(path: Path, *, as_json: bool = False) -> Network:
    """Read a network and the law pack: from a file, or from the database if `path` is `db:SLUG`.

    Raises `BadInputError` with every problem of the file; with `as_json` the problems go to the standard
    output as JSON instead, and the command leaves with the same code.
    """
    law = pack_of_law()
    if str(path).startswith(IN_DATABASE):
        content, lawful = _content_of_records(str(path).removeprefix(IN_DATABASE))
        for note in lawful.notes:
            typer.echo(f"note: {clean(note)}", err=True)
        return Network(path, content.facts, lawful.book, content.bedside)
    facts, bedside = _read(path, law, as_json=as_json)
    return Network(path, facts, law, bedside)


def content_of_file(path: Path) -> Content:
    """What a network file says, read under the law pack. Raises `BadInputError` with every problem of the file."""
    from openmso.netfile.queries.network import Content

    return Content(*_read(path, pack_of_law(), as_json=False))


def _content_of_records(slug: str) -> tuple[Content, Lawful]:
    from openmso.cli.database import database, system_of

    with database():
        from openmso.foundation.door import seeing
        from openmso.law.queries.lawbook import UnreadableLawError
        from openmso.netfile.queries.network import content_of
        from openmso.oversight.facts import judge_of

        by = system_of(slug)
        try:
            with seeing(by):
                return content_of(by), judge_of(by)[1]
        except UnreadableLawError as unread:
            raise BadInputError(f"the law of {slug} cannot be read: {unread}") from None


def _read(path: Path, law: LawBook, *, as_json: bool) -> tuple[Facts, Mapping[str, Bedside]]:
    from openmso.compliance.facts import CLAUSE_CODES, DUTIES, RESERVED_POWERS
    from openmso.netfile.queries import read

    # Which words are known for clauses, powers and duties is compliance's to say.
    outcome = read(path, law, clauses=CLAUSE_CODES, powers=RESERVED_POWERS, duties=DUTIES)
    if outcome.facts is not None:
        return outcome.facts, outcome.bedside
    count = len(outcome.problems)
    message = f"{path} cannot be used: {count} problem{'s' if count != 1 else ''}"
    if as_json:
        problems = [asdict(one) for one in outcome.problems]
        typer.echo(json.dumps({"error": message, "problems": problems}, indent=2, ensure_ascii=False))
        raise typer.Exit(UNUSABLE)
    raise BadInputError(message, [clean(str(one)) for one in outcome.problems])


def pack_of_law() -> LawBook:
    """The law pack that came with this version. Raises `BadInputError` if somebody broke a file of it."""
    from openmso.law.facts import PackError
    from openmso.law.queries import pack

    try:
        return pack()
    except PackError as wrong:
        raise BadInputError("the law pack cannot be used", map(clean, map(str, wrong.problems))) from None


def law_with(law: LawBook, path: Path) -> LawBook:
    """The law with the statements of a file laid over it, as counsel would. Raises `BadInputError`."""
    from openmso.law.facts import PackError, read_statements

    try:
        return law.with_overlay(read_statements(path, law))
    except PackError as wrong:
        raise BadInputError(f"{path} cannot be used as law", map(clean, map(str, wrong.problems))) from None
    except OSError as unread:
        raise BadInputError(f"{path} cannot be read: {unread.strerror}") from None
