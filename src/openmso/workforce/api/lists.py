"""Exclusion lists over HTTP: looking at one, and looking everybody up in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from openmso.foundation.actor import Actor
from openmso.foundation.api.problems import REFUSED, ProblemError, wrong
from openmso.foundation.register import RefusedError
from openmso.workforce import actions
from openmso.workforce.actions import Looked
from openmso.workforce.api.reading import readable
from openmso.workforce.queries.lists import ListFile, read_leie
from openmso.workforce.queries.words import Allowance, Reject, Scope

SHOWN: Final = 100
"""So many remarks are told, and so many rows that cannot be read where the list is refused for them."""
MEND: Final = "send the list as the OIG publishes it: CSV of 18 columns"


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list as it was read. `rejects`: rows that cannot be read, each of which may be somebody; `remarks`: the first hundred of so many in all."""

    rows: int
    digest: str
    rejects: tuple[Reject, ...]
    remarks: tuple[Reject, ...]
    remarks_in_all: int


@dataclass(frozen=True, slots=True)
class Screened:
    """What a look came to, and how the list was read."""

    looked: Looked
    read: ListRead


def check_list(by: Actor, file: Path) -> ListRead:
    """Read an exclusion list of the OIG, as `screen` would: its rows, and those that cannot be read, also as CSV."""
    del by  # the list is public
    return _told(_read(file))


def screen(
    *,
    by: Actor,
    why: str,
    file: Path,
    as_of: date,
    on: date,
    scope: Scope = Scope.FULL,
    allow_rejects: bool = False,
    allow_short: bool = False,
    allow_old: bool = False,
) -> Screened:
    """Look up every person and organization in an exclusion list of the OIG; whoever may be on it awaits a human.

    `as_of`: the day as of which the list was published; `on`: the day of the look. A list that may leave somebody out (rows that
    cannot be read, fewer than a full list has, older than 45 days) is refused unless that is knowingly allowed. Takes some seconds.
    """
    listed = _read(file)
    allowed = {Allowance.REJECTS: allow_rejects, Allowance.SHORT: allow_short, Allowance.OLD: allow_old}
    allowing = frozenset(one for one, is_allowed in allowed.items() if is_allowed)
    try:
        looked = actions.screen(
            by=by, why=why, listed=listed, as_of=as_of, on=on, scope=scope, allowing=allowing
        )
    except RefusedError as refused:
        raise _with_rows(refused, listed) from None
    return Screened(looked, _told(listed))


def _read(file: Path) -> ListFile:
    with readable(MEND):
        return read_leie(file)


def _told(listed: ListFile) -> ListRead:
    remarks = listed.remarks
    return ListRead(len(listed.rows), listed.digest, listed.rejects, remarks[:SHOWN], len(remarks))


def _with_rows(refused: RefusedError, listed: ListFile) -> Exception:
    """The refusal, with the lines that cannot be read if it is for these."""
    if all(one.field != "rejects" for one in refused.faults):
        return refused
    rows = [
        wrong(f"body, line {one.row}", f"{one.column}: {one.what}" if one.column else one.what, one.mend)
        for one in listed.rejects[:SHOWN]
    ]
    said = [wrong("query.allow_rejects", one.what, one.mend) for one in refused.faults]
    return ProblemError(REFUSED, [*said, *rows])
