"""What a director is there for: duties, hours promised, hours logged, and what is paid for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from openmso.authority.facts.oversight import Activity, Appointment
from openmso.compliance.rules.clauses import CORE_DUTIES, DUTIES
from openmso.compliance.rules.context import Context
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.timeline.calendar import add_months
from openmso.timeline.days import Days

SHOULD = Severity.SHOULD


def directors(context: Context) -> Iterator[Appointment]:
    """Appointments of directors in force on the day."""
    return (
        one for one in context.facts.all(Appointment) if one.kind == "director" and context.day in one.span
    )


def without_duties(context: Context) -> Iterator[Fault]:
    """Appointments that do not name the duties without which the office is a name; those of one person together."""
    groups: dict[tuple[str, tuple[str, ...]], list[Appointment]] = {}
    for one in directors(context):
        missing = tuple(DUTIES[duty] for duty in CORE_DUTIES if duty not in one.duties)
        if missing:
            groups.setdefault((one.person, missing), []).append(one)
    for (_, missing), offices in groups.items():
        yield _of_person(context, offices, f"does not name: {'; '.join(missing)}")


def without_hours(context: Context) -> Iterator[Fault]:
    """Appointments that do not say how many hours the office takes; those of one person together."""
    groups: dict[str, list[Appointment]] = {}
    for one in directors(context):
        if one.hours_per_month is None:
            groups.setdefault(one.person, []).append(one)
    for offices in groups.values():
        yield _of_person(context, offices, "does not say how many hours a month it takes")


def _of_person(context: Context, offices: list[Appointment], fault: str) -> Fault:
    first = offices[0]
    more = f", in {len(offices)} papers," if len(offices) > 1 else ""
    return Fault(
        what=f"{context.name(first.id)}{more} {fault}.",
        where=(first.id, first.person, *(one.id for one in offices[1:])),
        days=Days.of(*(one.span for one in offices)),
    )


def hours_short(context: Context) -> Iterator[Fault]:
    """Paid directors whose logged hours stayed below the hours promised in the last full month, and how long so."""
    for one in directors(context):
        if one.pay is None or not one.hours_per_month:
            continue
        months = full_months(context, one)
        short = [month for month in months if logged(context, one, month) < one.hours_per_month]
        if months and months[-1] in short:
            yield Fault(
                what=f"{context.name(one.person)} is paid for {one.hours_per_month:f} hours a month as director and logged "
                f"{logged(context, one, months[-1]):.1f} in {months[-1]:%B %Y}.",
                where=(one.id, one.person),
                # A month is short once it is over, and stays so until the next one is over.
                days=Days.from_pairs(_judged(month) for month in short),
            )


def full_months(context: Context, appointment: Appointment) -> list[date]:
    """First days of the calendar months that an appointment covered wholly and that are over, oldest first.

    An appointment without a known first day is judged from its first recorded activity on.
    """
    done = [one.on for one in context.facts.by(Activity, "physician", appointment.person)]
    first = appointment.span.first or min(done, default=context.on)
    month = first if first.day == 1 else add_months(first.replace(day=1), 1, rounding="down")
    months = []
    while add_months(month, 1, rounding="down") <= context.on:
        months.append(month)
        month = add_months(month, 1, rounding="down")
    return months


def _judged(month: date) -> tuple[int, int]:
    over, next_over = (add_months(month, ahead, rounding="down") for ahead in (1, 2))
    return over.toordinal(), next_over.toordinal()


def logged(context: Context, appointment: Appointment, month: date) -> Decimal:
    """Hours of all the director's recorded activities in a calendar month."""
    end = add_months(month, 1, rounding="down")
    done = context.facts.by(Activity, "physician", appointment.person)
    return Decimal(sum(one.minutes or 0 for one in done if month <= one.on < end)) / 60


def unpaid_office(context: Context) -> Iterator[Fault]:
    """Directors without any pay on record: the office costs hours, so either the record or the office is empty."""
    bare: dict[str, list[Appointment]] = {}
    for one in directors(context):
        if one.pay is None:
            bare.setdefault(one.person, []).append(one)
    for person, offices in bare.items():
        yield Fault(
            what=f"How {context.name(person)} is paid as director is not on record.",
            where=(offices[0].id, *(one.id for one in offices[1:]), person),
            days=Days.of(*(one.span for one in offices)),
        )


CONTROLS = (
    Control(
        id="DIR-11",
        family="directors",
        severity=SHOULD,
        title="The director's duties are named",
        tests="An appointment names protocols, chart review, training, adverse events, availability, and the power to stop.",
        mend="Amend the appointment so that it names the duties and how often each is done.",
        who="physician owner and director",
        search=without_duties,
    ),
    Control(
        id="DIR-12",
        family="directors",
        severity=SHOULD,
        title="The director's hours are stated",
        tests="An appointment says how many hours a month it takes.",
        mend="State the hours by duty; the pay follows from them.",
        who="physician owner and director",
        search=without_hours,
    ),
    Control(
        id="DIR-13",
        family="directors",
        severity=SHOULD,
        title="Hours paid are hours logged",
        tests="A paid director logged at least the promised hours in the last full month.",
        mend="Log what was done, at the time it is done; pay what is logged.",
        who="medical director",
        search=hours_short,
    ),
    Control(
        id="DIR-14",
        family="directors",
        severity=SHOULD,
        title="The director's pay is on record",
        tests="Every director's pay is on record.",
        mend="Record basis, amount, log and fair value of the pay.",
        who="physician owner",
        search=unpaid_office,
    ),
)
