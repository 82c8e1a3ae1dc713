"""A row of a file of acts as an act of the core, or the reason why it is none.

Nothing is guessed: an id that the network does not hold, a time that cannot be read, a word that is none of the
closed words make a row a reject.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from openmso.authority.answer import Act
from openmso.authority.bedside import MEASURE_OF_LIMIT
from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.authority.law import LawBook
from openmso.authority.terms import ExamMode, Supervision
from openmso.cli.act_cells import (
    Cells,
    RejectedError,
    day_alone,
    empty,
    entries,
    moment,
    number,
    state,
    truth,
    whole_minutes,
    word,
)
from openmso.cli.bedside import EXAMINER, ORDERER, ROLES, SUPERVISOR
from openmso.cli.failure import BadInputError
from openmso.cli.moments import zone_of

REQUIRED: Final = ("person", "procedure", "site", "at")
MEASURES: Final = tuple(sorted(MEASURE_OF_LIMIT.values()))
PRESENCE: Final = ("supervisor", "supervisor_role", "supervision", "minutes", "miles", "contiguous_county")
BEDSIDE: Final = (
    *("exam_by", "exam_role", "exam_mode", "exam_at"),
    *("order_by", "order_role", "order_at"),
    *PRESENCE,
    *("consent", "patient_state", "first_visit_in_person", "areas", "attested"),
    *MEASURES,
)
COLUMNS: Final = ("act", *REQUIRED, *BEDSIDE)
"""Every column that is understood; others are left alone."""


MOST_COLUMNS: Final = 1000
ALIKE: Final = 85
"""From this likeness (0–100) an unknown column is taken for a misspelled one, and nothing is judged without it."""


@dataclass
class Acts:
    """Turns rows into acts of one network. `complete`: what a row does not tell did not happen."""

    facts: Facts
    law: LawBook
    complete: bool
    _places: dict[tuple[str, str, str], ZoneInfo] = field(default_factory=dict)
    _headers: set[tuple[str, ...]] = field(default_factory=set)

    def act(self, cells: Cells) -> Act:
        """The act of a row. Raises `RejectedError`."""
        self._check_names(tuple(cells))
        told = {name: value for name, value in cells.items() if not empty(value)}
        for column in REQUIRED:
            if column not in told:
                raise RejectedError(column, "is empty")
        person, procedure, site = str(told["person"]), str(told["procedure"]), str(told["site"])
        zone = self._zone(person, procedure, site)
        at = moment(told, "at", zone)
        for column in ("exam_at", "order_at"):
            if day_alone(told.get(column)) and _same_day(moment(told, column, zone), at, zone):
                raise RejectedError(
                    column, "a day alone does not say whether it was before the act; give the time"
                )
        return Act(person, procedure, site, at, self._bedside(told, zone))

    def _check_names(self, columns: tuple[str, ...]) -> None:
        if columns in self._headers:
            return
        for column in columns[:MOST_COLUMNS]:
            if meant(column):
                raise RejectedError(column, f"is no column; did you mean {meant(column)}?")
        if len(self._headers) < MOST_COLUMNS:  # lines of JSON may each have names of their own
            self._headers.add(columns)

    def _zone(self, person: str, procedure: str, site: str) -> ZoneInfo:
        """The zone of the site, once person, procedure and site are known to exist."""
        place = (person, procedure, site)
        if place not in self._places:
            if self.facts.get(Person, person) is None:
                raise RejectedError("person", f"{person[:80]!r} is nobody in the network")
            if procedure not in self.law.procedures:
                raise RejectedError("procedure", f"{procedure[:80]!r} is no procedure of the law pack")
            found = self.facts.get(Site, site)
            if found is None:
                raise RejectedError("site", f"{site[:80]!r} is no site of the network")
            self._places[place] = zone_of(found)
        return self._places[place]

    def _bedside(self, told: Cells, zone: ZoneInfo) -> Bedside:
        areas = told.get("areas")
        return Bedside(
            exams=_exams(told, zone),
            orders=_orders(told, zone),
            presences=_presences(told),
            consent=truth(told, "consent"),
            patient_state=state(told, "patient_state"),
            measures={name: number(told, name) for name in MEASURES if name in told},
            areas=None if areas is None else entries(areas),
            attested=entries(told.get("attested", "")),
            first_visit_in_person=truth(told, "first_visit_in_person"),
            complete=self.complete,
        )


def check_columns(columns: tuple[str, ...], path: Path) -> None:
    """Refuse a file whose header lacks what every act needs, or misspells a column."""
    missing = [name for name in REQUIRED if name not in columns]
    details = [f"{name!r}: did you mean {meant(name)}?" for name in columns if meant(name)]
    details += [f"the column {name!r} is missing" for name in missing]
    if details:
        raise BadInputError(f"{path}: the columns do not fit; known are {', '.join(COLUMNS)}", details)


@lru_cache(maxsize=4096)
def meant(column: str) -> str:
    """The known column that an unknown one was probably meant to be; empty if it is known, or like none."""
    if column in COLUMNS:
        return ""
    from rapidfuzz import fuzz, process

    found = process.extractOne(column.casefold(), COLUMNS, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return "" if found is None else str(found[0])


def tells_of_the_bedside(columns: tuple[str, ...]) -> bool:
    """Whether a file has any column about the bedside."""
    return any(name in BEDSIDE for name in columns)


def _exams(told: Cells, zone: ZoneInfo) -> tuple[Exam, ...]:
    if not any(name in told for name in ("exam_by", "exam_role", "exam_mode", "exam_at")):
        return ()
    role = word(told, "exam_role", ROLES, str.upper)
    mode = ExamMode(word(told, "exam_mode", tuple(ExamMode), str.lower))
    return (Exam(str(told.get("exam_by", EXAMINER)), role, mode, moment(told, "exam_at", zone)),)


def _orders(told: Cells, zone: ZoneInfo) -> tuple[Order, ...]:
    if not any(name in told for name in ("order_by", "order_role", "order_at")):
        return ()
    role = word(told, "order_role", ROLES, str.upper)
    return (Order(str(told.get("order_by", ORDERER)), role, moment(told, "order_at", zone)),)


def _presences(told: Cells) -> tuple[Presence, ...]:
    if not any(name in told for name in PRESENCE):
        return ()
    role = word(told, "supervisor_role", ROLES, str.upper)
    near = Supervision(word(told, "supervision", tuple(Supervision), str.lower))
    miles = number(told, "miles") if "miles" in told else None
    return (
        Presence(
            str(told.get("supervisor", SUPERVISOR)),
            role,
            near,
            minutes=whole_minutes(told, "minutes") if "minutes" in told else None,
            miles=None if miles is None else float(miles),
            contiguous_county=truth(told, "contiguous_county"),
        ),
    )


def _same_day(one: datetime, other: datetime, zone: ZoneInfo) -> bool:
    return one.astimezone(zone).date() == other.astimezone(zone).date()
