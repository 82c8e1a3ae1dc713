"""What keeps an agreement good: reviews, filing, a substitute, and promises that reach what the law asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from openmso.authority.facts.oversight import Agreement
from openmso.authority.holdings import giver_roles
from openmso.authority.law import Reading
from openmso.authority.terms import PHYSICIANS
from openmso.compliance.rules.agreements import prefix_of, states_of_agreement
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.words import dated, listed, many, small
from openmso.timeline.calendar import add_months
from openmso.timeline.days import Days, days_where
from openmso.timeline.spans import FOREVER

MUST, SHOULD, WATCH = Severity.MUST, Severity.SHOULD, Severity.WATCH
REVIEW_MONTHS = 12
"""How often an agreement is read again (house: yearly; the parameters of the law book name no interval)."""


def unreviewed(context: Context) -> Iterator[Fault]:
    """Agreements that nobody has read again for a year, all of one physician together."""
    groups: dict[str, list[tuple[Agreement, date, Days]]] = {}
    for one in context.facts.all(Agreement):
        read = [day for day in one.reviewed_on if day <= context.on]
        last = max((*read, *([one.span.first] if one.span.first else [])), default=None)
        if last is not None:
            due = add_months(last, REVIEW_MONTHS, rounding="up")
            days = Days.of(one.span) & Days.from_pairs([(due.toordinal(), FOREVER)])
            if context.day in days:
                groups.setdefault(one.physician, []).append((one, due, days))
    for physician, late in groups.items():
        told = listed(f"{context.name(one.person)} (due on {dated(due)})" for one, due, _ in late)
        yield Fault(
            what=f"{many(len(late), 'agreement')} with {context.name(physician)} not reviewed for a year: {told}.",
            where=(late[0][0].id, physician, *(one.id for one, *_ in late[1:])),
            days=Days.union_of(days for *_, days in late),
        )


FILED = re.compile(r"collaborat|agreement|delegation|protocol", re.IGNORECASE)


def unfiled(context: Context) -> Iterator[Fault]:
    """Agreements without a filing, where the state asks in words for one about such papers."""
    for one in context.facts.all(Agreement):
        for state in (
            states_of_agreement(context, one) if context.day in one.span and one.filed_on is None else ()
        ):
            duties = [
                reading
                for (topic,) in context.law.keys(state, "duty.rule")
                if (reading := context.reading(state, "duty.rule", topic)).value
                and reading.value["kind"] == "filing"
                and FILED.search(topic + " " + reading.value["text"])
            ]
            if duties:
                yield Fault(
                    what=f"No filing of the {context.name(one.id)} is on record; {context.state(state)} asks: "
                    f"{' '.join(reading.value['text'] for reading in duties)}",
                    where=(one.id,),
                    days=Days.of(one.span),
                    law=tuple(duties),
                    each_suffices=True,
                )


def no_substitute(context: Context) -> Iterator[Fault]:
    """Agreements that name nobody for when the physician is away, all of one physician together."""
    bare: dict[str, list[Agreement]] = {}
    for one in context.facts.all(Agreement):
        if not one.substitute and context.day in one.span:
            bare.setdefault(one.physician, []).append(one)
    for physician, held in bare.items():
        yield Fault(
            what=f"Nobody stands in for {context.name(physician)} under {many(len(held), 'agreement')}: "
            f"{listed(context.name(one.person) for one in held)}.",
            where=(held[0].id, physician, *(one.id for one in held[1:])),
            days=Days.of(*(one.span for one in held)),
        )


def unfit_substitute(context: Context) -> Iterator[Fault]:
    """Substitutes named in an agreement who are no physicians in the state."""
    for one in context.facts.all(Agreement):
        for state in states_of_agreement(context, one) if one.substitute and context.day in one.span else ():
            none = days_where(
                giver_roles(context.world, one.substitute, state), lambda roles: not roles & PHYSICIANS
            )
            yield Fault(
                what=f"{context.name(one.substitute)}, named to stand in under the {context.name(one.id)}, holds no physician's "
                f"license good in {context.state(state)}.",
                where=(one.id, one.substitute),
                days=Days.of(one.span) & none,
            )


def promised_too_little(context: Context, field: str, parameter: str, *, least: bool) -> Iterator[Fault]:
    """Agreements whose own number falls short of the law's: `least` where the law's is a least, else a most."""
    for one in context.facts.all(Agreement):
        own = getattr(one, field)
        for state in states_of_agreement(context, one) if own is not None and context.day in one.span else ():
            name = f"{prefix_of(context, one)}.{parameter}"
            reading = context.reading(state, name)
            what = f"{own} %" if least else f"every {own} days"
            asked = f"{reading.value} %" if least else f"every {reading.value} days"
            yield Fault(
                what=f"The {context.name(one.id)} promises {small(context.parameter(name))} of {what}; {context.state(state)} asks for {asked}.",
                where=(one.id,),
                days=Days.of(one.span) & context.law_days(partial(_short, own, least=least), state, name),
                law=(reading,),
            )


def _short(own: int, reading: Reading, *, least: bool) -> bool:
    return reading.value is not None and (own < reading.value if least else own > reading.value)


CONTROLS = (
    Control(
        id="AGR-08",
        family="agreements",
        severity=SHOULD,
        title="Agreements are reviewed every year",
        tests="Every agreement in force was reviewed, or was new, within twelve months.",
        mend="Review it together, and record the day.",
        who="physician and practitioner",
        search=unreviewed,
    ),
    Control(
        id="AGR-09",
        family="agreements",
        severity=WATCH,
        title="Agreements are filed where that is asked for",
        tests="Where the state asks in words for a filing about such papers, the agreement has a day of filing on record.",
        mend="File it, or let counsel say that this paper need not be filed.",
        who="compliance",
        search=unfiled,
        law=("duty.rule",),
    ),
    Control(
        id="AGR-10",
        family="agreements",
        severity=SHOULD,
        title="Somebody stands in for the physician",
        tests="Every agreement names a substitute physician.",
        mend="Name one.",
        who="physician and practitioner",
        search=no_substitute,
    ),
    Control(
        id="AGR-11",
        family="agreements",
        severity=SHOULD,
        title="The substitute could act",
        tests="The substitute named holds a physician's license in the state.",
        mend="Name a physician who is licensed there.",
        who="physician and practitioner",
        search=unfit_substitute,
    ),
    Control(
        id="AGR-12",
        family="agreements",
        severity=MUST,
        title="The promised chart review is enough",
        tests="The share of charts an agreement promises to review is at least what the state asks for.",
        mend="Amend the agreement to the law's share.",
        who="physician and practitioner",
        search=partial(
            promised_too_little, field="chart_review_pct", parameter="chart_review_pct", least=True
        ),
        law=(
            "np.chart_review_pct",
            "pa.chart_review_pct",
        ),
    ),
    Control(
        id="AGR-13",
        family="agreements",
        severity=MUST,
        title="The promised meetings are enough",
        tests="The interval between meetings an agreement promises is at most what the state asks for.",
        mend="Amend the agreement to the law's interval.",
        who="physician and practitioner",
        search=partial(
            promised_too_little, field="meeting_every_days", parameter="meeting_every_days", least=False
        ),
        law=(
            "np.meeting_every_days",
            "pa.meeting_every_days",
        ),
    ),
)
