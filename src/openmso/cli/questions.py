"""The questions of `openmso init`: asked on a terminal, or answered by an option, or by a sample answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

import typer

from openmso.cli.failure import BadInputError
from openmso.cli.options import parse_day, today
from openmso.netfile.actions import Clinician
from openmso.netfile.queries import BY_NAME, PROCEDURES, ZONES, closest

T = TypeVar("T")

PHYSICIANS: Final = ("MD", "DO")
NURSES: Final = ("RN", "LPN", "NP")
SAMPLE_SERVICES: Final = "neuromodulator_injection, dermal_filler_injection"


@dataclass(frozen=True, slots=True)
class Questions:
    """One method a question. `silent`: what no option answers gets a sample answer instead of being asked.

    Each raises `BadInputError` for an option that does not fit; on the terminal it asks again.
    """

    silent: bool

    def practice(self, told: str | None) -> str:
        """The practice's name."""
        return self._ask("Practice, as registered", told, "Sample Aesthetics PLLC", _words)

    def network(self, told: str | None, practice: str) -> str:
        """The network's name."""
        return self._ask("Name of the whole network", told, practice, _words)

    def form(self, told: str | None) -> str:
        """The practice's legal form."""
        return self._ask("Legal form of the practice", told, "PLLC", lambda text: _words(text).upper())

    def state(self, told: str | None) -> str:
        """The state."""
        return self._ask("State", told, "TX", _state)

    def zone(self, told: str | None, state: str) -> str:
        """The site's zone; empty where the state has one."""
        zones = ZONES[state]
        if told is None and len(zones) == 1:
            return ""
        asked = f"Time zone ({' or '.join(zones)})"
        return self._ask(asked, told, zones[0], lambda text: _one_of(text, zones, f"a zone of {state}"))

    def site(self, told: str | None) -> str:
        """The site's name."""
        return self._ask("Name of the site", told, "Sample clinic", _words)

    def opened(self, told: str | None) -> date:
        """The day the site opened."""
        return self._ask("Day it opened", told, today().isoformat(), parse_day)

    def physician(self, told: str | None) -> Clinician:
        """The physician."""
        asked = "Physician: name, MD or DO, license number, its last good day"
        return self._ask(asked, told, f"Alex Sample, MD, 0000, {_in_a_year()}", _clinician(PHYSICIANS))

    def nurse(self, told: str | None) -> Clinician:
        """The nurse."""
        asked = "Nurse: name, RN, LPN or NP, license number, its last good day"
        return self._ask(asked, told, f"Robin Sample, RN, 0000, {_in_a_year()}", _clinician(NURSES))

    def services(self, told: list[str] | None) -> tuple[str, ...]:
        """The procedures offered."""
        listed = ", ".join(told) if told else None
        return self._ask("Procedures offered", listed, SAMPLE_SERVICES, _procedures)

    def mso(self, told: str | None) -> str:
        """The management organization, or nothing."""
        return self._ask("Management organization (empty if none)", told, "", str.strip)

    def _ask(self, asked: str, told: str | None, sample: str, read: Callable[[str], T]) -> T:
        if told is None and not self.silent:
            answer: T = typer.prompt(asked, default=sample, value_proc=read)
            return answer
        try:
            return read(sample if told is None else told)
        except typer.BadParameter as wrong:
            what = re.split("[:,(]", asked)[0].strip().lower()
            raise BadInputError(f"{what}: {wrong.message}") from wrong


def _words(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise typer.BadParameter("a name is one line of text")
    return text.strip()


def _one_of(text: str, known: Collection[str], expected: str) -> str:
    if text not in known:
        near = closest(text, known)
        raise typer.BadParameter(f"{text!r} is not {expected}" + (f"; did you mean {near}?" if near else ""))
    return text


def _state(text: str) -> str:
    by_name = {name.upper(): code for name, code in BY_NAME.items()}
    typed = text.strip().upper()
    return _one_of(by_name.get(typed, typed), ZONES, "a state, such as TX")


def _clinician(roles: tuple[str, ...]) -> Callable[[str], Clinician]:
    def read(text: str) -> Clinician:
        parts = [part.strip() for part in text.split(",")]
        if len(parts) != 4:
            raise typer.BadParameter(
                f"{text!r} is not name, role, license number, last good day, with commas"
            )
        role = _one_of(parts[1].upper(), roles, " or ".join(roles))
        return Clinician(_words(parts[0]), role, parts[2], parse_day(parts[3]))

    return read


def _procedures(text: str) -> tuple[str, ...]:
    listed = [part.strip() for part in text.split(",") if part.strip()]
    if not listed:
        raise typer.BadParameter("at least one procedure is needed")
    return tuple(dict.fromkeys(_one_of(one, tuple(sorted(PROCEDURES)), "a procedure") for one in listed))


def _in_a_year() -> date:
    return today() + timedelta(days=365)
