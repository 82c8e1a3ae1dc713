"""A practice as it is owned in one of the states where it treats, day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Msa, Office, Organization, Ownership, Registration
from openmso.authority.holdings import owner_role
from openmso.compliance.rules.context import Context, days_when
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import practices, sites_of, states_of, treats_in
from openmso.compliance.rules.words import listed, percent, role
from openmso.timeline.days import Days

LAY = ""
OWNERS = "physician owner and counsel"
Dated = Ownership | Office | Registration | Msa | Engagement | Appointment


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a practice on a day. `role` is the owner's license in the state, empty for a lay owner."""

    owner: str
    role: str
    percent: Decimal
    record: str


@dataclass(frozen=True, slots=True)
class Owned:
    """A practice and a state in which it treats."""

    practice: Organization
    state: str


Wrong = Callable[[Context, Owned, int], tuple[Share, ...]]


def owned(context: Context) -> Iterator[Owned]:
    """Every practice in every state where it treats on the day."""
    return (Owned(one, state) for one in practices(context) for state in states_of(context, one.id))


def shares_on(context: Context, case: Owned, day: int) -> tuple[Share, ...]:
    """The owners on a day, looking through practices that own it, multiplied."""
    return tuple(_walk(context, case.state, day, (case.practice.id,), Decimal(100)))


def _walk(context: Context, state: str, day: int, path: tuple[str, ...], part: Decimal) -> Iterator[Share]:
    for one in context.facts.by(Ownership, "organization", path[-1]):
        if day not in one.span or one.owner in path:
            continue
        held = part * one.percent / 100
        entity = context.facts.get(Organization, one.owner)
        if entity is None:
            yield Share(one.owner, owner_role(context.world, one.owner, state).at(day), held, one.id)
        elif entity.kind == "practice":
            yield from _walk(context, state, day, (*path, entity.id), held)
        else:
            yield Share(one.owner, LAY, held, one.id)


def together(shares: Iterable[Share]) -> Decimal:
    """What shares make up, in percent."""
    return sum((share.percent for share in shares), Decimal(0))


def combination(context: Context, case: Owned, day: int) -> dict[str, Any]:
    """`ownership.rule` where it reaches the parties behind this practice; empty where it does not."""
    rule: dict[str, Any] = dict(context.law.reading(case.state, "ownership.rule", day).value or {})
    reached = frozenset(rule.get("reaches") or ())
    return rule if not reached or reached & backers(context, case.practice.id, day) else {}


def backers(context: Context, practice: str, day: int) -> frozenset[str]:
    """The kinds of party that stand behind a practice: a manager, and the investors behind managers."""
    managers = [one.mso for one in context.facts.by(Msa, "practice", practice) if day in one.span]
    investors = (context.facts.need(Organization, one).investor for one in managers)
    return frozenset({*(["mso"] if managers else ()), *(one for one in investors if one)})


def owner_faults(context: Context, wrong: Wrong, say: str, parameter: str) -> Iterator[Fault]:
    """One fault for each practice and state in which `wrong` finds shares at fault on the day.

    `say` is the sentence, with places for who (owners and their percent), their license, what they hold
    together, practice, state, and the law's limit (any field of `ownership.rule`, or the parameter's value).
    """
    for case in owned(context):
        found = wrong(context, case, context.day)
        if not found:
            continue
        reading = context.reading(case.state, parameter)
        yield Fault(
            what=say.format(
                who=listed(f"{context.name(share.owner)} ({percent(share.percent)})" for share in found),
                license=listed(sorted({role(share.role) for share in found})),
                held=percent(together(found)),
                practice=case.practice.name,
                state=context.state(case.state),
                limit=reading.value,
                rule=combination(context, case, context.day),
            ),
            where=(*(share.record for share in found), case.practice.id),
            days=wrong_days(context, case, parameter, partial(_any, context, wrong)),
            law=(reading,),
        )


def _any(context: Context, wrong: Wrong, case: Owned, day: int) -> bool:
    return bool(wrong(context, case, day))


def wrong_days(context: Context, case: Owned, parameter: str, wrong: Callable[[Owned, int], bool]) -> Days:
    """The days on which the practice treats in the state and something about its owners is wrong."""
    there = treats_in(context, case.practice.id, case.state) & Days.of(case.practice.span)
    cuts = [*_cuts(context, case)]
    for name in (parameter, "ownership.rule", "cpom.lay_ownership_allowed", "cpom.np_may_own_practice"):
        cuts += context.law.track(case.state, name).starts
    return there & days_when(cuts, lambda day: wrong(case, day))


def _cuts(context: Context, case: Owned) -> Iterator[int]:
    holders = (case.practice.id, *(site.id for site in sites_of(context, case.practice.id)))
    records: list[Dated] = [*context.facts.all(Ownership)]
    records += context.facts.all(Office)
    owners = sorted({one.owner for one in context.facts.all(Ownership)})
    for owner in owners:
        records += context.facts.by(Engagement, "person", owner)
        records += context.facts.by(Appointment, "person", owner)
    records += context.facts.by(Msa, "practice", case.practice.id)
    records += [one for holder in holders for one in context.facts.by(Registration, "holder", holder)]
    for record in records:
        yield from (record.span.start, record.span.end)
    for owner in owners:
        if context.facts.get(Person, owner):
            yield from owner_role(context.world, owner, case.state).starts


def of_role(context: Context, case: Owned, day: int, wanted: Callable[[str], bool]) -> tuple[Share, ...]:
    """The shares whose owners' license in the state is as wanted."""
    return tuple(share for share in shares_on(context, case, day) if wanted(share.role))


def share_control(
    id: str,
    title: str,
    *,
    wrong: Wrong,
    say: str,
    law: str,
    tests: str,
    mend: str,
    severity: Severity = Severity.MUST,
) -> Control:
    """A control over the shares of practices; see `owner_faults`."""
    search = partial(owner_faults, wrong=wrong, say=say, parameter=law)
    return Control(id, "ownership", severity, title, tests, mend, OWNERS, search, (law,))
