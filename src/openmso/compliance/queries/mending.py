"""Findings with what is done about them: tasks, waivers, how each control stands, and where it is kept how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from openmso.compliance.models import ControlRule, Task, TaskNote, Waiver
from openmso.compliance.queries import Finding, catalog
from openmso.compliance.queries.held import Failing, findings_of
from openmso.compliance.rules.mending import AHEAD, Key, Standing, key_of, standings
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.register import NotThereError


@dataclass(frozen=True, slots=True)
class Kept:
    """A task as it is kept. Days are of the installation."""

    code: str
    key: Key
    severity: str
    what: str
    owner: str
    due: date
    state: str
    corrective: bool
    cause: str
    action: str
    opened_on: date
    gone_on: date | None
    returned: int
    verified_by: str
    closed_on: date | None

    def late(self, today: date) -> bool:
        """Whether it should have been mended."""
        return self.state == "open" and self.due < today


@dataclass(frozen=True, slots=True)
class Let:
    """What may stand for a while: why, by whom (a user's id) and as what, through which day."""

    code: str
    key: Key
    because: str
    actor: str
    post: str
    since: date
    last: date


@dataclass(frozen=True, slots=True)
class Said:
    """Words about a task: who (a user's id), when."""

    actor: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """How a control is kept here."""

    control: str
    owner: str
    days: int | None
    applies: bool
    because: str
    said_on: date


@dataclass(frozen=True, slots=True)
class Matter:
    """What a control finds about one record, with what is done about it."""

    key: Key
    failing: tuple[Failing, ...]
    task: Kept | None
    let: Let | None

    @property
    def grave(self) -> int:
        """The gravest severity found, as its number."""
        return max((one.finding.severity for one in self.failing), default=0)


def tasks(by: Actor, *, owner: str = "", closed: bool = False) -> tuple[Kept, ...]:
    """Tasks that are not closed, the first due first; or the closed ones, the last first."""
    with seeing(by):
        rows = Task.objects.filter(network=by.network).select_related("owner", "verified_by")
        rows = rows.filter(state="closed") if closed else rows.exclude(state="closed")
        if owner:
            rows = rows.filter(owner__code=owner)
        return tuple(_kept(one) for one in rows.order_by("-closed_on" if closed else "due", "code")[:500])


def waivers(by: Actor, on: date) -> dict[Key, Let]:
    """What may stand on a day, by what is found."""
    with seeing(by):
        rows = Waiver.objects.filter(network=by.network, since__lte=on, last__gte=on)
        return {
            Key(one.control, one.record): Let(
                one.code, Key(one.control, one.record), one.because, one.actor, one.post, one.since, one.last
            )
            for one in rows.order_by("since", "code")
            if one.ended_on is None or on < one.ended_on
        }


def rulings(by: Actor) -> dict[str, Ruled]:
    """What the network says of controls, by control."""
    with seeing(by):
        rows = ControlRule.objects.filter(network=by.network).select_related("owner")
        return {
            one.code: Ruled(
                one.code, one.owner.code if one.owner else "", one.days, one.applies, one.because, one.said_on
            )
            for one in rows
        }


def matter(by: Actor, key: Key, on: date) -> tuple[Matter, tuple[Said, ...], tuple[Kept, ...]]:
    """One finding with its task and waiver, the words about it, and earlier tasks about it. Raises `NotThereError` where nothing was ever found."""
    failing = tuple(one for one in findings_of(by, on) if key_of(one.finding) == key)
    with seeing(by):
        rows = Task.objects.filter(network=by.network, control=key.control, record=key.record)
        every = tuple(
            _kept(one) for one in rows.select_related("owner", "verified_by").order_by("-opened_on", "-code")
        )
        task = next((one for one in every if one.state != "closed"), None)
        shown = task or (every[0] if every else None)
        notes = TaskNote.objects.filter(network=by.network, task__code=shown.code if shown else "")
        said = tuple(Said(one.actor, one.at, one.text) for one in notes.order_by("at", "code"))
    if not failing and not every:
        raise NotThereError(Task, f"{key.control}/{key.record}")
    return (
        Matter(key, failing, task, waivers(by, on).get(key)),
        said,
        tuple(one for one in every if one is not task),
    )


def beside(by: Actor, on: date) -> tuple[Mapping[Key, Kept], Mapping[Key, Let]]:
    """The open tasks and what may stand on a day, to be shown beside findings."""
    return {one.key: one for one in tasks(by)}, waivers(by, on)


def controls(by: Actor, on: date) -> tuple[Standing, ...]:
    """How every control stands on a day, in the order of the catalog."""
    return standings(
        catalog(),
        _found(by, on),
        _found(by, on + AHEAD),
        waivers(by, on).keys(),
        {one.control: one.because for one in rulings(by).values() if not one.applies},
    )


def _found(by: Actor, on: date) -> list[Finding]:
    return [one.finding for one in findings_of(by, on)]


def _kept(one: Task) -> Kept:
    return Kept(
        one.code,
        Key(one.control, one.record),
        one.severity,
        one.what,
        one.owner.code,
        one.due,
        one.state,
        one.corrective,
        one.cause,
        one.action,
        one.opened_on,
        one.gone_on,
        one.returned,
        one.verified_by.code if one.verified_by else "",
        one.closed_on,
    )
