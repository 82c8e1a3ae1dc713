"""Which owners may stand together: shares, numbers and professions of those who own a practice side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement
from openmso.authority.terms import PHYSICIANS
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.network import clinicians
from openmso.compliance.rules.owners import (
    LAY,
    OWNERS,
    Owned,
    Share,
    combination,
    of_role,
    owned,
    share_control,
    shares_on,
    together,
    wrong_days,
)
from openmso.compliance.rules.words import listed
from openmso.timeline.days import Days

PROFESSIONS = {"MD": "medicine", "DO": "medicine", "NP": "nursing", "DENT": "dentistry", "PHARM": "pharmacy"}
"""Professions whose members practice in their own right; the others work under one of these."""

Shares = tuple[Share, ...]


def _allied(context: Context, case: Owned, day: int) -> Shares:
    return of_role(context, case, day, lambda role: role != LAY and role not in PHYSICIANS)


def allied_excess(context: Context, case: Owned, day: int) -> Shares:
    """Shares of licensees who are no physicians, above what they may hold together."""
    most = combination(context, case, day).get("allied_max_pct")
    allied = _allied(context, case, day)
    return allied if most is not None and together(allied) > most else ()


def allied_alone(context: Context, case: Owned, day: int) -> Shares:
    """Such licensees as owners without any physician, where they need one."""
    if not combination(context, case, day).get("allied_needs_physician"):
        return ()
    return () if of_role(context, case, day, PHYSICIANS.__contains__) else _allied(context, case, day)


def above_physician(context: Context, case: Owned, day: int) -> Shares:
    """Such licensees who hold as much as a physician owner, or more, where that is forbidden."""
    physicians = [share.percent for share in of_role(context, case, day, PHYSICIANS.__contains__)]
    if not physicians or not combination(context, case, day).get("none_above_physician"):
        return ()
    return tuple(share for share in _allied(context, case, day) if share.percent >= min(physicians))


def mixed_professions(context: Context, case: Owned, day: int) -> Shares:
    """All licensed shares, where they are of several professions and must be of one."""
    licensed = of_role(context, case, day, lambda role: role != LAY)
    several = len({PROFESSIONS.get(share.role, share.role) for share in licensed}) > 1
    return licensed if several and combination(context, case, day).get("single_profession") else ()


def minority_of_physicians(context: Context, case: Owned, day: int) -> Shares:
    """Owners who are no physicians, where physicians must be the majority by number."""
    if not combination(context, case, day).get("physician_majority_headcount"):
        return ()
    shares = shares_on(context, case, day)
    others = tuple(share for share in shares if share.role not in PHYSICIANS)
    return others if 2 * len(others) >= len(shares) > 0 else ()


def idle_owner(context: Context, case: Owned, day: int) -> Shares:
    """Owners who neither work for the practice nor hold an appointment, where owners must take part."""
    if not combination(context, case, day).get("active_practice"):
        return ()
    return tuple(
        share for share in shares_on(context, case, day) if not _active(context, case, share.owner, day)
    )


def _active(context: Context, case: Owned, person: str, day: int) -> bool:
    works = context.facts.by(Engagement, "person", person)
    directs = context.facts.by(Appointment, "person", person)
    return any(day in one.span and one.organization == case.practice.id for one in works) or any(
        day in one.span and one.practice == case.practice.id for one in directs
    )


def unrepresented(context: Context) -> Iterator[Fault]:
    """A profession is practiced in its own right, and no owner belongs to it."""
    for case in owned(context):
        asked = combination(context, case, context.day).get("each_profession")
        if not asked:
            continue
        at_work = [one for one in clinicians(context, PROFESSIONS) if one.organization == case.practice.id]
        owners = {PROFESSIONS.get(share.role, "") for share in shares_on(context, case, context.day)}
        for profession in sorted({PROFESSIONS[one.role] for one in at_work} - owners):
            people = [one for one in at_work if PROFESSIONS[one.role] == profession]
            verb = "practices" if len({one.person for one in people}) == 1 else "practice"
            yield Fault(
                what=(
                    f"{listed(context.name(one.person) for one in people)} {verb} {profession} for "
                    f"{case.practice.name}, and no owner is of that profession, as {context.state(case.state)} asks."
                ),
                where=(case.practice.id, *(one.id for one in people)),
                days=wrong_days(context, case, "", partial(_has_none_of, context, profession))
                & Days.of(*(one.span for one in people)),
                law=(context.reading(case.state, "ownership.rule"),),
            )


def _has_none_of(context: Context, profession: str, case: Owned, day: int) -> bool:
    asked = combination(context, case, day).get("each_profession")
    return bool(asked) and all(
        PROFESSIONS.get(share.role) != profession for share in shares_on(context, case, day)
    )


CONTROLS = (
    share_control(
        "OWN-12",
        "Allied licensees stay within their share",
        wrong=allied_excess,
        say="{held} of {practice} is held by {who}; licensees who are no physicians may hold {rule[allied_max_pct]} % together in {state}.",
        law="ownership.rule",
        tests="Licensees who are no physicians hold together no more than the state allows.",
        mend="Transfer shares to physicians.",
    ),
    share_control(
        "OWN-13",
        "Allied licensees own only beside a physician",
        wrong=allied_alone,
        say="{practice} is owned by {who} without a physician; {state} lets such licensees own only together with one.",
        law="ownership.rule",
        tests="Where allied licensees may own only together with a physician, a physician owns too.",
        mend="Take in a physician as owner.",
    ),
    share_control(
        "OWN-14",
        "No allied licensee equals a physician owner",
        wrong=above_physician,
        say="No less of {practice} than of a physician owner is held by {who}, which {state} forbids.",
        law="ownership.rule",
        tests="No licensee who is no physician holds as much as any physician owner, where that is forbidden.",
        mend="Shift shares so that every physician holds more.",
    ),
    share_control(
        "OWN-15",
        "Owners are of one profession",
        wrong=mixed_professions,
        say="{practice} is owned by {who}, of several professions ({license}); {state} wants all owners of one profession.",
        law="ownership.rule",
        tests="All licensed owners belong to one profession, where the state asks for it.",
        mend="Separate the professions into entities of their own.",
    ),
    Control(
        id="OWN-16",
        family="ownership",
        severity=Severity.WATCH,
        title="Every profession practiced has an owner",
        tests="Where each profession must be represented, everybody who practices in their own right has an owner of "
        "their profession. Whether the practice offers that profession's services is for counsel to say.",
        mend="Take in an owner of that profession, or let counsel say that its services are not offered.",
        who=OWNERS,
        search=unrepresented,
        law=("ownership.rule",),
    ),
    share_control(
        "OWN-17",
        "Physicians are the majority of owners",
        wrong=minority_of_physicians,
        say="At least half of the owners of {practice} are no physicians ({who}); {state} wants physicians to be the majority by number.",
        law="ownership.rule",
        tests="Physicians are more than half of the owners by number, where the state asks for it.",
        mend="Take in physicians as owners, or take out others.",
    ),
    share_control(
        "OWN-18",
        "Owners take part in the practice",
        wrong=idle_owner,
        say="Part of {practice} is owned by {who}, who neither works there nor directs it; {state} wants owners to take part.",
        law="ownership.rule",
        tests="Every owner works for the practice or holds an appointment there, where the state asks for it.",
        mend="Engage the owner in the practice, or transfer the shares to one who is.",
    ),
)
