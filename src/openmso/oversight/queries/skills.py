"""The delegation matrix of a site: who works there, each procedure of the menu, and the two papers it rests on: the sign-off and the delegation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.authority.answer import Key
from openmso.authority.facts.oversight import Delegation
from openmso.authority.facts.people import Competency
from openmso.authority.facts.structure import Service, Site
from openmso.authority.holdings import engaged_as
from openmso.authority.judge import Judge
from openmso.authority.terms import Standing
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of

SOON: Final = 90
"""Days before its end from which a sign-off is to be renewed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Somebody and a procedure: until when the sign-off holds that holds longest, who delegates it, and how they stand."""

    procedure: str
    skill: Competency | None
    delegated_by: tuple[str, ...]
    standing: Standing
    day: int

    @property
    def lapses(self) -> bool:
        """Whether the sign-off ends soon."""
        return self.skill is not None and self.skill.span.end - self.day <= SOON

    @property
    def idle(self) -> bool:
        """Whether they are signed off and still without authority."""
        return self.skill is not None and not self.standing.authorizes


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody of the site, with a cell for each procedure."""

    person: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A site on a day."""

    site: Site
    procedures: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def unsigned(self) -> int:
        """How many are delegated to somebody whom nobody has signed off."""
        return sum(bool(one.delegated_by) and one.skill is None for row in self.rows for one in row.cells)

    @property
    def unused(self) -> int:
        """How many are signed off and still without authority."""
        return sum(
            one.skill is not None and one.standing is Standing.ABSENT
            for row in self.rows
            for one in row.cells
        )


def matrix(by: Actor, site: str, on: date) -> Matrix:
    """The matrix of a site on a day. Raises `UnknownRecordError`."""
    judge, _ = judge_of(by)
    place, day = judge.facts.need(Site, site), on.toordinal()
    procedures = tuple(sorted(menu(judge, site, day)))
    people = sorted({key.person for key in judge.keys_at(site)})
    rows = (
        Row(person, tuple(_cell(judge, person, one, place, day) for one in procedures)) for person in people
    )
    return Matrix(place, procedures, tuple(one for one in rows if _concerns(judge, one.person, site, day)))


def menu(judge: Judge, site: str, day: int) -> set[str]:
    """The procedures on the menu of a site on a day; to be seen by somebody is none that is delegated."""
    lines = (one for one in judge.facts.by(Service, "site", site) if day in one.span)
    codes = {procedure for one in lines for procedure in one.procedures}
    return {one for one in codes if judge.law.procedures[one].family != "consult"}


def _concerns(judge: Judge, person: str, site: str, day: int) -> bool:
    """Whether somebody works at the site on the day."""
    return bool(engaged_as(judge.world, person, site).at(day))


def _cell(judge: Judge, person: str, procedure: str, site: Site, day: int) -> Cell:
    skills = [
        one
        for one in judge.facts.by(Competency, "person", person)
        if one.procedure == procedure and day in one.span
    ]
    givers = {
        one.physician
        for one in judge.facts.by(Delegation, "person", person)
        if procedure in one.procedures and day in one.span and (one.sites is None or site.id in one.sites)
    }
    return Cell(
        procedure,
        max(skills, key=lambda one: one.span.end, default=None),
        tuple(sorted(givers)),
        judge.verdict(Key(person, procedure, site.id), day).standing,
        day,
    )
