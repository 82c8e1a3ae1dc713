"""Oversight of the period: charts read, people met, sites visited, hours logged, events; counts and deadlines, nothing of a patient."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from openmso.authority.facts.oversight import Activity
from openmso.compliance.queries.binder.frame import Frame, Sheet, written
from openmso.compliance.rules.sheets import Block, Cell, colored, heading, note, table
from openmso.oversight.queries.figures import Of, figures
from openmso.oversight.queries.hours import Office, offices
from openmso.oversight.queries.meetings import meetings_due, visits_due
from openmso.oversight.queries.reviews import corrections, draws
from openmso.oversight.queries.tallies import events_of
from openmso.words.fees import number
from openmso.words.labels import spaced


def oversight(frame: Frame) -> Iterator[Sheet]:
    """One document."""
    lead = f"What directors did from {written(frame.first)} to {written(frame.on)}, and what is due."
    yield frame.sheet("Oversight", lead, _blocks(frame))


def _blocks(frame: Frame) -> Iterator[Block]:
    yield note(
        "Counts and deadlines only. What was written of a patient stays in the chart, and is no part of a binder."
    )
    if frame.whole:
        yield from _figures(frame)
    yield from _done(frame)
    yield from _charts(frame)
    yield from _cadence(frame)
    yield from _hours(frame)
    yield from _events(frame)


def _figures(frame: Frame) -> Iterator[Block]:
    found = figures(frame.by, frame.first, frame.on, frame.now)
    yield heading("Figures of the network")
    told = f"; {found.notice:.1f} hours in the middle" if found.notice is not None else ""
    rate = f"{found.rates.events} reported after {found.rates.acts:,} acts"
    rate += f", {found.rates.rate:.2f} per 1,000" if found.rates.rate is not None else ""
    yield table(
        ("Figure", "Is"),
        [
            ("Clinicians met as often as is due", _of(found.meetings)),
            ("Sites visited as often as is due", _of(found.visits)),
            (
                "Adverse events",
                rate + (" (so few that some may not be reported)" if found.rates.quiet else ""),
            ),
            ("Directors told of events in time", _of(found.told) + told),
            ("Grave events closed in time, with cause", _of(found.closed)),
            ("Sites ready for an emergency", _of(found.ready)),
        ],
        (3, 4),
    )


def _of(one: Of) -> str:
    return f"{one.number} of {one.all} ({one.percent} %)" if one.percent is not None else "none was due"


def _done(frame: Frame) -> Iterator[Block]:
    counted: dict[tuple[str, str], list[Activity]] = {}
    for one in frame.judge.facts.all(Activity):
        here = frame.at(one.site) if one.site else one.physician in frame.people or one.person in frame.people
        if here and frame.first <= one.on <= frame.on:
            counted.setdefault((one.physician, one.kind), []).append(one)
    yield heading("What was done")
    yield table(
        ("By", "What", "Times", "Minutes", "Charts read", "Last"),
        [
            (
                frame.labels.person(who),
                spaced(kind),
                str(len(found)),
                f"{sum(one.minutes or 0 for one in found):,}" if any(one.minutes for one in found) else "",
                _read(found),
                written(max(one.on for one in found)),
            )
            for (who, kind), found in sorted(
                counted.items(), key=lambda one: (frame.labels.name(one[0][0]), one[0][1])
            )
        ],
        (2.6, 1.6, 0.7, 0.9, 1.4, 1.3),
        none="Nothing is recorded of the period.",
    )


def _read(found: list[Activity]) -> str:
    read = [one for one in found if one.reviewed is not None]
    if not read:
        return ""
    return f"{sum(one.reviewed or 0 for one in read):,} of {sum(one.population or 0 for one in read):,}"


def _months(frame: Frame) -> Iterator[date]:
    month = frame.first.replace(day=1)
    while month <= frame.on:
        yield month
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _charts(frame: Frame) -> Iterator[Block]:
    found = [
        one
        for month in _months(frame)
        for one in draws(frame.by, frame.on, month)
        if one.clinician in frame.people
    ]
    yield heading("Chart review")
    yield table(
        ("Month", "Clinician", "Charts", "Drawn", "Read", "Not readable", "Late", "Seed"),
        [
            (
                f"{one.first:%b %Y}",
                frame.labels.person(one.clinician) + (", doubled" if one.doubled else ""),
                str(one.population),
                f"{one.drawn} ({one.share} %)",
                str(one.done),
                str(one.unreadable),
                _late(one.late),
                one.seed[:12],
            )
            for one in found
        ],
        (0.9, 2.4, 0.7, 1, 0.6, 0.9, 0.6, 1.3),
        none="No charts were drawn for review in the period.",
    )
    open_ones = [one for one in corrections(frame.by) if one.clinician in frame.people]
    if open_ones:
        yield heading("Corrections that are open", 2)
        yield table(
            ("Clinician", "Whose task", "State", "Due"),
            [
                (
                    frame.labels.name(one.clinician),
                    frame.labels.name(one.owner),
                    spaced(one.state),
                    _due(frame, one.due),
                )
                for one in open_ones
            ],
            (2, 2, 1, 1.4),
        )


def _late(count: int) -> Cell:
    return colored(str(count), "barred") if count else "0"


def _due(frame: Frame, due: date) -> Cell:
    return colored(f"{written(due)}, late", "barred") if due < frame.on else written(due)


def _cadence(frame: Frame) -> Iterator[Block]:
    met = [one for one in meetings_due(frame.by, frame.on) if {one.person, one.physician} <= frame.people]
    yield heading("Meetings of physician and clinician")
    yield table(
        ("Clinician", "Physician", "Last met", "Due", "As often as"),
        [
            (
                frame.labels.person(one.person),
                frame.labels.name(one.physician),
                written(one.last) if one.last else "never",
                _due(frame, one.due),
                f"every {one.cadence.days} days: {one.cadence.cite or one.cadence.source}",
            )
            for one in met
        ],
        (2, 1.8, 1.1, 1.4, 2.4),
        none="Nobody works under an agreement.",
    )
    yield heading("Visits of directors to sites")
    yield table(
        ("Site", "Directors", "Last visit", "Due", "As often as"),
        [
            (
                one.site.name,
                "; ".join(frame.labels.name(who) for who in one.directors) or "nobody",
                written(one.last) if one.last else "never",
                _due(frame, one.due),
                f"every {one.cadence.days} days: {one.cadence.cite or one.cadence.source}",
            )
            for one in visits_due(frame.by, frame.on)
            if frame.at(one.site.id)
        ],
        (2, 1.8, 1.1, 1.4, 2.4),
        none="No site is visited: none is open, or all are telehealth.",
    )


def _hours(frame: Frame) -> Iterator[Block]:
    logged: dict[str, list[Office]] = {}
    for month in _months(frame):
        for one in offices(frame.by, month):
            if one.appointment.practice in frame.practices:
                logged.setdefault(one.appointment.id, []).append(one)
    rows = [
        (
            frame.labels.name(found[0].appointment.person),
            f"{spaced(found[0].appointment.kind)} of {frame.labels.name(found[0].appointment.practice)}",
            number(found[0].hours) if found[0].hours is not None else "not stated",
            f"{sum(one.minutes for one in found) / 60:.1f}",
            f"{sum(not one.minutes for one in found)} of {len(found)}",
        )
        for found in logged.values()
    ]
    yield heading("Hours logged for the office")
    yield table(
        ("Who", "Office", "Hours a month", "Logged in the period", "Months without an entry"),
        rows,
        (1.8, 3, 1, 1.2, 1.4),
        none="Nobody holds an office.",
    )


def _events(frame: Frame) -> Iterator[Block]:
    tallies, open_ones = events_of(
        frame.by, [one.id for one in frame.sites], frame.first, frame.on, frame.now
    )
    yield heading("Adverse events")
    yield table(
        (
            "Site",
            "Events",
            "Grade 1",
            "Grade 2",
            "Grade 3",
            "Grade 4",
            "Grade 5",
            "Open",
            "Director told late",
        ),
        [
            (
                frame.labels.name(one.site),
                str(one.all),
                *(str(count) for count in one.by_grade),
                str(one.open),
                _late(one.told_late),
            )
            for one in tallies
        ],
        (2.6, *[0.8] * 7, 1.2),
        none="No event was reported in the period.",
    )
    if open_ones:
        yield heading("What is still due after events", 2)
        yield table(
            ("Site", "What", "Due", "By which rule"),
            [
                (
                    frame.labels.name(one.site),
                    one.clock.said,
                    colored(f"{written(one.due.date())}, {one.due:%H:%M}, late", "barred")
                    if one.late
                    else f"{written(one.due.date())}, {one.due:%H:%M}",
                    one.clock.rule,
                )
                for one in open_ones
            ],
            (1.6, 2.6, 1.6, 2.4),
        )
