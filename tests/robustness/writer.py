"""A program that writes until it is killed, and notes outside the database what it tried and what came back as done.

`python -m tests.robustness.writer LEDGER` reads lines `KIND FIRST` and answers each with the number of a process that
writes one thing of that kind after the other. A line `try N` stands in the ledger before, `done N WHAT` after the commit.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from openmso.foundation.actor import Actor

PEOPLE = 8
STATES: Final = ("TX", "FL", "CA")


def hire(by: Actor, number: int) -> str:
    """A person with three licenses: four records of four actions, one transaction."""
    from openmso.authority.facts.people import License, Person
    from openmso.foundation.door import acting
    from openmso.timeline.spans import Span
    from openmso.workforce.actions import enter

    with acting(by, why=f"hire {number}"):
        enter(by=by, why=f"hire {number}", record=Person(f"p{number}", f"Person {number}"))
        for state in STATES:
            span = Span.of(date(2026, 1, 1), None)
            record = License(f"p{number}/{state.lower()}", f"p{number}", "RN", state, span)
            enter(by=by, why=f"hire {number}", record=record)
    return f"p{number}"


def bring(by: Actor, number: int) -> str:
    """An import that renames everybody and the network."""
    from openmso.authority.facts import Facts
    from openmso.authority.facts.people import Person
    from openmso.netfile.actions.records import bring_in
    from openmso.netfile.queries.network import Content

    people = [Person(f"p{one}", f"Person {number}") for one in range(PEOPLE)]
    bring_in(by=by, why=f"import {number}", given=Content(Facts.of(people, name=f"Network {number}")))
    return str(number)


def seal(by: Actor, number: int) -> str:
    """A person, and then a seal, each by a transaction of its own; the head is what was promised."""
    from openmso.authority.facts.people import Person
    from openmso.evidence.actions import seal as sealed
    from openmso.evidence.queries import head
    from openmso.workforce.actions import enter

    enter(by=by, why=f"before seal {number}", record=Person(f"p{number}", f"Person {number}"))
    sealed(by=by, why=f"seal {number}")
    return head(by)


def document(by: Actor, number: int) -> str:
    """A document with its bytes, attached to a person; its hash is what was promised."""
    from openmso.evidence.actions import keep_document

    kept = keep_document(
        by=by,
        why=f"document {number}",
        data=f"The {number}th document.\n".encode() * 200,
        wall="shared",
        kind="correspondence",
        title=f"Letter {number}",
        dated=date(2026, 1, 1),
        of=[("workforce_person", "ada")],
    )
    return str(kept.sha256)


KINDS: Final[dict[str, Callable[[Actor, int], str]]] = {
    "hire": hire,
    "import": bring,
    "seal": seal,
    "document": document,
}


def write(ledger: int, kind: str, first: int) -> None:
    """Write until somebody kills us, or the database is gone."""
    from django.db import DatabaseError, InterfaceError

    from openmso.foundation.actor import system
    from openmso.foundation.networks import network_of

    try:
        network = network_of(kind)
        assert network
        by = system(network)
        nursery = os.getppid()
        for number in count(first):
            if os.getppid() != nursery:
                return  # the test is over
            os.write(ledger, f"try {number}\n".encode())
            os.write(ledger, f"done {number} {KINDS[kind](by, number)}\n".encode())
    except (DatabaseError, InterfaceError) as gone:
        sys.stderr.write(f"{kind}: {type(gone).__name__}: {gone}\n")
    except BaseException as wrong:
        os.write(ledger, f"wrong {type(wrong).__name__} {wrong}\n".encode())
        raise


def main() -> None:
    """Make writers as they are asked for; each has everything loaded and no connection yet."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "openmso.web.settings"
    import django

    django.setup()
    import openmso.evidence.actions
    import openmso.netfile.actions.records
    import openmso.workforce.actions  # noqa: F401 - loaded before the first fork

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them
    for line in sys.stdin:
        kind, first = line.split()
        child = os.fork()
        if child == 0:
            try:
                write(os.open(Path(sys.argv[1]), os.O_WRONLY | os.O_APPEND | os.O_CREAT), kind, int(first))
            finally:
                os._exit(1)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
