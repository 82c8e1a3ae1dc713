"""A row of a file of acts as an act of the core, or the reason why it is none.

Nothing is guessed: an id that the network does not hold, a time that cannot be read, a word that is none of the
closed words make a row a reject.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from openmso.authority.answer import Act
from openmso.authority.bedside import MEASURE_OF_LIMIT
from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import Bedside, Exam, Order, Presence
from openmso.authority.facts.people import Person
from openmso.authority.facts.structure import Site
from openmso.authority.law import LawBook
from openmso.authority.terms import ExamMode, Supervision
from openmso.cli.bedside import EXAMINER, ORDERER, ROLES, SUPERVISOR
from openmso.cli.failure import BadInputError
from openmso.cli.moments import on_the_wall, zone_of
from openmso.cli.options import EARLIEST, LATEST

Cells = Mapping[str, Any]

REQUIRED: Final = ("person", "procedure", "site", "at")
MEASURES: Final = tuple(sorted(MEASURE_OF_LIMIT.values()))
BEDSIDE: Final = (
    *("exam_by", "exam_role", "exam_mode", "exam_at"),
    *("order_by", "order_role", "order_at"),
    *("supervisor", "supervisor_role", "supervision", "minutes", "miles"),
    *("consent", "patient_state", "first_visit_in_person", "areas", "attested"),
    *MEASURES,
)
COLUMNS: Final = ("act", *REQUIRED, *BEDSIDE)
"""Every column that is understood; others are left alone."""

TRUE: Final = frozenset({"true", "yes", "1", "y", "t"})
FALSE: Final = frozenset({"false", "no", "0", "n", "f"})


MOST_COLUMNS: Final = 1000
ALIKE: Final = 85
"""From this likeness (0–100) an unknown column is taken for a misspelled one, and nothing is judged without it."""


class RejectedError(ValueError):
    """Why a row is no act. The first argument is the column, the second what is wrong with it."""

    def __str__(self) -> str:
        column, wrong = self.args
        return f"{column}: {wrong}"


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
        told = {name: value for name, value in cells.items() if not _empty(value)}
        for column in REQUIRED:
            if column not in told:
                raise RejectedError(column, "is empty")
        person, procedure, site = str(told["person"]), str(told["procedure"]), str(told["site"])
        zone = self._zone(person, procedure, site)
        at = _moment(told, "at", zone)
        for column in ("exam_at", "order_at"):
            if _day_alone(told.get(column)) and _same_day(_moment(told, column, zone), at, zone):
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
            consent=_truth(told, "consent"),
            patient_state=_state(told),
            measures={name: _number(told, name) for name in MEASURES if name in told},
            areas=None if areas is None else _set(areas),
            attested=_set(told.get("attested", "")),
            first_visit_in_person=_truth(told, "first_visit_in_person"),
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
    role = _word(told, "exam_role", ROLES, str.upper)
    mode = ExamMode(_word(told, "exam_mode", tuple(ExamMode), str.lower))
    return (Exam(str(told.get("exam_by", EXAMINER)), role, mode, _moment(told, "exam_at", zone)),)


def _orders(told: Cells, zone: ZoneInfo) -> tuple[Order, ...]:
    if not any(name in told for name in ("order_by", "order_role", "order_at")):
        return ()
    role = _word(told, "order_role", ROLES, str.upper)
    return (Order(str(told.get("order_by", ORDERER)), role, _moment(told, "order_at", zone)),)


def _presences(told: Cells) -> tuple[Presence, ...]:
    if not any(name in told for name in ("supervisor", "supervisor_role", "supervision", "minutes", "miles")):
        return ()
    role = _word(told, "supervisor_role", ROLES, str.upper)
    near = Supervision(_word(told, "supervision", tuple(Supervision), str.lower))
    minutes = _number(told, "minutes") if "minutes" in told else None
    miles = _number(told, "miles") if "miles" in told else None
    return (
        Presence(
            str(told.get("supervisor", SUPERVISOR)),
            role,
            near,
            # Half a minute farther than the law allows is farther: minutes are rounded up, never down.
            minutes=None if minutes is None else int(minutes.to_integral_value(rounding="ROUND_CEILING")),
            miles=None if miles is None else float(miles),
        ),
    )


def _empty(value: Any) -> bool:  # noqa: ANN401 - a cell is text in CSV and anything in the other forms
    return value is None or (isinstance(value, str) and not value.strip())


def _word(told: Cells, column: str, words: tuple[str, ...], case: Callable[[str], str]) -> str:
    if column not in told:
        raise RejectedError(column, "is empty where its neighbors are not")
    word = case(str(told[column]).strip())
    if word not in words:
        raise RejectedError(column, f"{str(told[column])[:40]!r} is none of {', '.join(words)}")
    return word


def _truth(told: Cells, column: str) -> bool | None:
    value = told.get(column)
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word not in TRUE | FALSE:
        raise RejectedError(column, f"{str(value)[:40]!r} is neither true nor false")
    return word in TRUE


def _number(told: Cells, column: str) -> Decimal:
    value = told[column]
    try:
        number = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0 or number > 1_000_000:
        raise RejectedError(column, f"{str(value)[:40]!r} is no number from 0 to a million")
    return number


def _state(told: Cells) -> str | None:
    value = told.get("patient_state")
    if value is None:
        return None
    state = str(value).strip().upper()
    if len(state) != 2 or not state.isascii() or not state.isalpha():
        raise RejectedError("patient_state", f"{str(value)[:40]!r} is no state of two letters")
    return state


def _set(value: Any) -> frozenset[str]:  # noqa: ANN401 - text with semicolons, or a list where the form has lists
    parts = value if isinstance(value, list | tuple) else str(value).split(";")
    return frozenset(text for part in parts if (text := str(part).strip()))


def _day_alone(value: Any) -> bool:  # noqa: ANN401 - text, a date, a moment or anything wrong
    if isinstance(value, str):
        return len(value.strip()) <= len("2026-12-05")
    return isinstance(value, date) and not isinstance(value, datetime)


def _moment(told: Cells, column: str, zone: ZoneInfo) -> datetime:
    value = told.get(column)
    if value is None:
        raise RejectedError(column, "is empty where its neighbors are not")
    try:
        return _read(value.strip(), zone) if isinstance(value, str) else _placed(value, zone)
    except ValueError as wrong:
        raise RejectedError(column, str(wrong)) from None


@lru_cache(maxsize=65_536)
def _read(text: str, zone: ZoneInfo) -> datetime:
    try:
        value = date.fromisoformat(text) if _day_alone(text) else datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no ISO moment") from None
    return _placed(value, zone)


def _placed(value: Any, zone: ZoneInfo) -> datetime:  # noqa: ANN401 - a moment, a day, or anything wrong
    """In UTC, because moments of one zone compare by the clock on the wall, and that goes back once a year."""
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time(12))
    if not isinstance(value, datetime):
        raise ValueError(f"{str(value)[:40]!r} is no ISO moment")  # noqa: TRY004 - told with every other wrong text
    if not EARLIEST <= value.date() < LATEST:
        raise ValueError(f"{value.date().isoformat()} lies outside {EARLIEST.year} to {LATEST.year - 1}")
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    try:
        return on_the_wall(value, zone).astimezone(UTC)
    except BadInputError as twice:
        raise ValueError(twice.message) from None


def _same_day(one: datetime, other: datetime, zone: ZoneInfo) -> bool:
    return one.astimezone(zone).date() == other.astimezone(zone).date()
