"""What becomes of a finding: whose it is, by when, whether it may stand, and how a control stands in all.

A finding is the same one from day to day by its control and the record at fault, however its words change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from openmso.compliance.rules.finding import Control, Finding, Severity

DAYS: Final[Mapping[Severity, int]] = {Severity.MUST: 14, Severity.SHOULD: 30, Severity.WATCH: 90}
"""Days to mend what a control finds, where the network says nothing else (house)."""
STAYED: Final = timedelta(days=30)
"""So long something must have stayed mended before somebody says that what was done about it works (house)."""
LONGEST_WAIVER: Final = timedelta(days=366)
"""A year, after which somebody looks again (house)."""
AHEAD: Final = timedelta(days=90)
"""What a control will find within so many days is due soon."""


NETWORK: Final = "network"
"""The record of a finding that names none."""


class Key(NamedTuple):
    """By what a finding is the same one tomorrow."""

    control: str
    record: str


def key_of(finding: Finding) -> Key:
    """The control and the record at fault, the first one that the finding names."""
    return Key(finding.control, finding.where[0].record if finding.where else NETWORK)


def due_on(severity: Severity, today: date, days: int | None = None) -> date:
    """The day by which a finding that is taken up today is to be mended; `days`: as the network has said of the control."""
    return today + timedelta(days=DAYS[severity] if days is None else days)


@dataclass(frozen=True, slots=True)
class Held:
    """A task as the rules need it. `gone_on`: since when the control finds it no more."""

    state: str
    owner: str
    corrective: bool
    cause: str
    action: str
    gone_on: date | None


def cannot_close(one: Held, person: str, today: date) -> tuple[str, str] | None:
    """Why somebody cannot close a corrective task now, and what mends it."""
    if one.state != "gone" or one.gone_on is None:
        return "the control still finds it", "mend it; the night's run sees that it is gone"
    if not one.cause.strip() or not one.action.strip():
        return "cause and action are not written down", "write what led to it and what was changed"
    if person == one.owner or not person:
        return "it is theirs who mended it", "somebody else looks whether it works"
    if today < one.gone_on + STAYED:
        first = one.gone_on + STAYED
        return f"it is gone since {one.gone_on:%b %-d} only", f"look again on {first:%b %-d}"
    return None


@dataclass(frozen=True, slots=True)
class Swept:
    """What the look of a day finds of open tasks: those that are gone, those of them that are closed by it, and those that came back."""

    gone: tuple[str, ...]
    closed: tuple[str, ...]
    returned: tuple[str, ...]


def swept(tasks: Iterable[tuple[str, Key, str, bool]], failing: Collection[Key]) -> Swept:
    """Hold tasks (id, key, state, whether corrective) against what the controls find. A plain task that is gone is closed."""
    gone, closed, returned = [], [], []
    for id, key, state, corrective in tasks:
        if state == "open" and key not in failing:
            gone.append(id)
            if not corrective:
                closed.append(id)
        elif state == "gone" and key in failing:
            returned.append(id)
    return Swept(tuple(gone), tuple(closed), tuple(returned))


class Stands(StrEnum):
    """How a control stands; the gravest that is true of it."""

    FAILING = "failing"
    WAIVED = "waived"
    SOON = "due soon"
    PASSING = "passing"
    APART = "not applicable"


@dataclass(frozen=True, slots=True)
class Standing:
    """A control on a day. `failing` findings, of which `waived` may stand; `soon`: how many more it will find, the first on `first`."""

    control: Control
    stands: Stands
    failing: int
    waived: int
    soon: int
    first: date | None
    because: str = ""


def standings(
    controls: Iterable[Control],
    now: Collection[Finding],
    ahead: Collection[Finding],
    waived: Collection[Key],
    apart: Mapping[str, str],
) -> tuple[Standing, ...]:
    """Each control, in the order of the catalog. `ahead`: what it will find at the end of `AHEAD`; `apart`: why a control does not apply.

    What is found in between and mended by itself again before the end is not seen.
    """
    keys = {key_of(one) for one in now}
    today: dict[str, list[Finding]] = {}
    later: dict[str, list[Finding]] = {}
    for one in now:
        today.setdefault(one.control, []).append(one)
    for one in ahead:
        if key_of(one) not in keys:
            later.setdefault(one.control, []).append(one)
    return tuple(
        _standing(one, today.get(one.id, []), later.get(one.id, []), waived, apart) for one in controls
    )


def _standing(
    control: Control,
    failing: list[Finding],
    later: list[Finding],
    waived: Collection[Key],
    apart: Mapping[str, str],
) -> Standing:
    let = sum(key_of(one) in waived for one in failing)
    first = min((one.since for one in later if one.since), default=None)
    if control.id in apart:
        stands = Stands.APART
    elif len(failing) > let:
        stands = Stands.FAILING
    elif failing:
        stands = Stands.WAIVED
    else:
        stands = Stands.SOON if later else Stands.PASSING
    return Standing(control, stands, len(failing), let, len(later), first, apart.get(control.id, ""))
