"""What was told at the bedside, from the options of `openmso ask`.

`--exam-by NP:video:30` is an exam by an NP by video 30 days before; `--supervisor MD:available:20` a physician
20 minutes away. Whoever examines, orders or supervises is not named on the command line, only their role.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from openmso.authority.facts.bedside import NOTHING_TOLD, Bedside, Exam, Order, Presence
from openmso.authority.terms import ExamMode, Supervision
from openmso.cli.failure import BadInputError

ROLES: Final = ("MD", "DO", "NP", "PA", "RN", "LPN", "MA", "EST", "LT", "DENT", "PHARM")
EXAMINER: Final = "an examiner"
ORDERER: Final = "a prescriber"
SUPERVISOR: Final = "a supervisor"
FARTHEST: Final = 36_500
"""Days; an exam a hundred years ago is a typing mistake."""


@dataclass(frozen=True, slots=True)
class Told:
    """The options as typed."""

    exams: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    supervisors: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    attested: tuple[str, ...] = ()
    consent: bool | None = None
    state: str | None = None
    first_visit_in_person: bool | None = None
    complete: bool = False

    def at(self, moment: datetime, known: Bedside = NOTHING_TOLD) -> Bedside:
        """The bedside at an aware moment: what is known already, and what was told on top of it.

        Raises `BadInputError` for an option that cannot be read.
        """
        exams = tuple(_exam(text, moment) for text in self.exams)
        orders = tuple(_order(text, moment) for text in self.orders)
        presences = tuple(_presence(text) for text in self.supervisors)
        told: dict[str, Any] = {
            "consent": self.consent,
            "patient_state": self.state.upper() if self.state else None,
            "areas": frozenset(self.areas) or None,
            "first_visit_in_person": self.first_visit_in_person,
        }
        return replace(
            known,
            exams=known.exams + exams,
            orders=known.orders + orders,
            presences=known.presences + presences,
            measures={**known.measures, **dict(_measure(text) for text in self.measures)},
            attested=known.attested | frozenset(self.attested),
            complete=known.complete or self.complete,
            **{name: value for name, value in told.items() if value is not None},
        )


def _exam(text: str, moment: datetime) -> Exam:
    role, mode, days = _parts("--exam-by", text, "ROLE[:MODE[:DAYS AGO]]")
    modes = [one.value for one in ExamMode]
    if mode and mode not in modes:
        raise _refused("--exam-by", text, f"{mode!r} is none of {', '.join(modes)}")
    return Exam(
        EXAMINER,
        _role("--exam-by", text, role),
        ExamMode(mode or "in_person"),
        moment - _ago("--exam-by", text, days),
    )


def _order(text: str, moment: datetime) -> Order:
    role, days, _ = _parts("--order", text, "ROLE[:DAYS AGO]", most=2)
    return Order(ORDERER, _role("--order", text, role), moment - _ago("--order", text, days))


def _presence(text: str) -> Presence:
    role, near, minutes = _parts("--supervisor", text, "ROLE:NEARNESS[:MINUTES]")
    nearness = [one.value for one in Supervision if one is not Supervision.INDEPENDENT]
    if near not in nearness:
        raise _refused("--supervisor", text, f"say how near: {', '.join(nearness)}")
    away = _count("--supervisor", text, minutes) if minutes else None
    return Presence(SUPERVISOR, _role("--supervisor", text, role), Supervision(near), minutes=away)


def _measure(text: str) -> tuple[str, Decimal]:
    name, separator, number = (part.strip() for part in text.partition("="))
    try:
        value = Decimal(number)
    except InvalidOperation:
        value = Decimal("NaN")
    if not name or not separator or not value.is_finite():
        raise _refused("--measure", text, "write it as NAME=NUMBER, such as needle_depth_mm=0.5")
    return name, value


def _parts(option: str, text: str, form: str, most: int = 3) -> tuple[str, str, str]:
    parts = [part.strip() for part in text.split(":")]
    if len(parts) > most:
        raise _refused(option, text, f"write it as {form}")
    role, second, third = [*parts, "", ""][:3]
    return role, second, third


def _role(option: str, text: str, role: str) -> str:
    if role.upper() not in ROLES:
        raise _refused(option, text, f"{role!r} is none of {', '.join(ROLES)}")
    return role.upper()


def _ago(option: str, text: str, days: str) -> timedelta:
    return timedelta(days=_count(option, text, days) if days else 0)


def _count(option: str, text: str, number: str) -> int:
    if not (number.isascii() and number.isdigit() and int(number) <= FARTHEST):
        raise _refused(option, text, f"{number!r} is no whole number up to {FARTHEST}")
    return int(number)


def _refused(option: str, text: str, why: str) -> BadInputError:
    return BadInputError(f"{option} {text!r}: {why}")
