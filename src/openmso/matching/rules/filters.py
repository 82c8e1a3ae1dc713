"""Who cannot take an opening, and why: each reason with what it rests on and how to mend it.

What the law forbids the core has found (`supposing`); the rest is what the practice asks or the house holds to. What nobody knows
excludes nobody here: it is a condition to be cleared, and makes a score a range.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from openmso.authority.facts import Facts
from openmso.authority.facts.people import Engagement, License
from openmso.authority.facts.structure import Office, Organization, Ownership
from openmso.authority.law import Statement
from openmso.authority.reasons import Code, Reason
from openmso.matching.rules.duties import Duties
from openmso.matching.rules.openings import Opening
from openmso.matching.rules.profiles import PROBATION, Days, Profile
from openmso.matching.rules.supposing import Lawful
from openmso.words.labels import spaced

MENDS: Final = {
    Code.PHYSICIAN_UNLICENSED: "apply for a license of the state, or renew it, and record it with its source",
    Code.PHYSICIAN_EXCLUDED: "nobody excluded may be engaged; if the match is wrong, clear it under Credentials",
    Code.DIRECTOR_INELIGIBLE: "choose somebody of a profession the state lets direct",
    Code.TOO_FAR: "choose somebody nearer, or record an engagement at a nearer site",
    Code.DISTANCE_UNKNOWN: "record where the physician works, and the coordinates of the site",
    Code.OVER_CAP: "end an agreement or an office there first, or ask for fewer people",
}


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A reason against. `law`: the core's reason, where the law says it; `said`: in words, empty where the core has its own.

    `mend` says what would take it away; `cites` what it rests on, empty for the house.
    """

    kind: str
    mend: str
    said: str = ""
    law: Reason | None = None

    @property
    def cites(self) -> tuple[Statement, ...]:
        """The statements of law behind it."""
        return self.law.cites if self.law else ()


@dataclass(frozen=True, slots=True)
class Fit:
    """What stands against somebody taking an opening, and what has to be cleared."""

    against: tuple[Obstacle, ...]
    to_clear: tuple[Obstacle, ...]

    @property
    def possible(self) -> bool:
        """Whether nothing stands against it."""
        return not self.against


def fit(
    facts: Facts,
    profile: Profile,
    opening: Opening,
    duties: Duties,
    found: Lawful,
    *,
    away: Iterable[Days] = (),
    miles: tuple[Decimal, ...] | None = None,
    highest: Decimal | None = None,
) -> Fit:
    """All that stands against it. `highest`: the top of the fair range, in US dollars a month; `miles` to each site with a street."""
    against = [
        *_of_law((*found.bars, *found.over)),
        *_of_record(facts, profile),
        *_of_training(profile, opening),
        *_of_time(profile, opening, duties, away),
        *_of_interests(facts, profile, opening),
        *_of_wishes(profile, miles),
        *_of_pay(profile, opening, duties, highest),
    ]
    return Fit(tuple(against), tuple(_to_clear(profile, opening, found)))


def _of_law(reasons: Iterable[Reason]) -> Iterator[Obstacle]:
    worst: dict[tuple[object, ...], Reason] = {}
    for reason in reasons:  # at each of several sites the same: the worst of them is told
        key = (reason.code, reason.details.get("state"), reason.details.get("unit"), reason.cites)
        worst[key] = max(worst.get(key, reason), reason, key=_much)
    for reason in worst.values():
        mend = MENDS.get(reason.code, "see the law cited")
        yield Obstacle(reason.code.name.lower(), mend, _of_them(reason), reason)


def _of_them(reason: Reason) -> str:
    """In words about the candidate, where the core's speak of a paper; empty where the core's own do."""
    match reason.code:
        case Code.PHYSICIAN_UNLICENSED:
            return f"holds no license good in {reason.details.get('state', 'the state')} on that day"
        case Code.PHYSICIAN_EXCLUDED:
            return "stands on an exclusion list"
        case Code.OVER_CAP if reason.details.get("unit") == "sites":
            many, state, limit = (reason.details[name] for name in ("load", "state", "limit"))
            return f"would direct {many} sites in {state}; the law allows {limit}"
        case _:
            return ""


def _much(reason: Reason) -> Decimal:
    """How far beyond: miles, or how many."""
    return Decimal(reason.details.get("miles") or reason.details.get("load") or 0)


def _of_record(facts: Facts, profile: Profile) -> Iterator[Obstacle]:
    if not profile.open:
        yield Obstacle("closed", "ask whether they look for an office again", "they look for no office now")
    under = [one for one in facts.by(License, "person", profile.person) if one.status == PROBATION]
    if profile.disciplined or under:
        states = ", ".join(sorted({one.state for one in under}))
        said = f"a license is on probation ({states})" if under else "they disclose discipline by a board"
        yield Obstacle(
            "disciplined", "wait until the board has lifted it; record the order and the day", said
        )


def _of_training(profile: Profile, opening: Opening) -> Iterator[Obstacle]:
    missing = sorted(opening.musts - profile.trained) if profile.trained is not None else []
    if missing:
        said = "not trained in " + ", ".join(spaced(one) for one in missing)
        yield Obstacle(
            "training", "train and record it in the profile, or take the service off the opening", said
        )
    if opening.boards and profile.boards is not None and not opening.boards & profile.boards:
        by = f" ({opening.boards_cite})" if opening.boards_cite else " (the practice asks for it)"
        names = " or ".join(sorted(spaced(one) for one in opening.boards))
        yield Obstacle("specialty", "choose somebody certified in it", f"no certification in {names}{by}")


def _of_time(profile: Profile, opening: Opening, duties: Duties, away: Iterable[Days]) -> Iterator[Obstacle]:
    if profile.hours_free is not None and profile.hours_free < duties.low:
        said = f"{profile.hours_free} hours a month are free, at least {duties.low} are needed"
        yield Obstacle("hours", "free more hours, or split the opening", said)
    for one in away:
        if one.holds(opening.wanted_from):
            said = f"away from {one.first} to {one.last}, and wanted from {opening.wanted_from}"
            yield Obstacle("away", f"start after {one.last}, or let the backup begin", said)


def _of_interests(facts: Facts, profile: Profile, opening: Opening) -> Iterator[Obstacle]:
    for name in conflicts(facts, profile, opening):
        said = f"has an interest in {name}, whose business the director must be free of"
        yield Obstacle("conflict", "give the interest up, or choose somebody independent", said)


def conflicts(facts: Facts, profile: Profile, opening: Opening) -> tuple[str, ...]:
    """MSOs, lenders and holdings in which a physician owns, governs or is engaged, or says they have an interest.

    Owning the practice itself is no conflict: in many states the law wants it.
    """
    day = opening.wanted_from.toordinal()
    held = {one.organization for one in facts.by(Ownership, "owner", profile.person) if day in one.span}
    held |= {one.organization for one in facts.by(Office, "person", profile.person) if day in one.span}
    held |= {one.organization for one in facts.by(Engagement, "person", profile.person) if day in one.span}
    found = [facts.get(Organization, one) for one in sorted(held | profile.interests)]
    return tuple(one.name for one in found if one is not None and one.kind != "practice")


def _of_wishes(profile: Profile, miles: tuple[Decimal, ...] | None) -> Iterator[Obstacle]:
    most = profile.preference.most_miles
    if most is not None and miles and max(miles) > most:
        said = f"{max(miles)} miles away, and they travel {most} at most"
        yield Obstacle("travel", "ask whether they would travel farther, or direct from afar", said)


def _of_pay(
    profile: Profile, opening: Opening, duties: Duties, highest: Decimal | None
) -> Iterator[Obstacle]:
    wanted = profile.monthly(duties.middle)
    if wanted is None:
        return
    if highest is not None and wanted > highest:
        said = f"expects ${wanted:,} a month, above the fair range (up to ${highest:,})"
        yield Obstacle("fair_pay", "agree on less, or have an appraiser document more", said)
    elif opening.ceiling is not None and wanted > opening.ceiling:
        said = f"expects ${wanted:,} a month, the practice pays ${opening.ceiling:,} at most"
        yield Obstacle("price", "raise the ceiling within the fair range, or agree on less", said)


def _to_clear(profile: Profile, opening: Opening, found: Lawful) -> Iterator[Obstacle]:
    yield from _of_law((*found.wanting, *found.loose))
    unsaid: Collection[tuple[str, bool, str]] = (
        ("elsewhere", profile.elsewhere is None, "what they carry outside the network"),
        ("trained", profile.trained is None, "in what they are trained"),
        ("boards", bool(opening.boards) and profile.boards is None, "how they are certified"),
        ("hours", profile.hours_free is None, "how many hours are free"),
        ("discipline", profile.disciplined is None, "whether a board ever disciplined them"),
    )
    for kind, missing, what in unsaid:
        if missing:
            yield Obstacle(f"unsaid_{kind}", "ask them to complete their profile", f"nobody said {what}")
