"""Directors: who holds the office of medical director where, for what, by whose signatures."""

from __future__ import annotations

from collections.abc import Iterator

from openmso.authority.facts.oversight import Appointment
from openmso.compliance.facts import DUTIES
from openmso.compliance.queries.binder.frame import Frame, Sheet, days, written
from openmso.compliance.rules.sheets import Block, Cell, colored, facts, heading, table
from openmso.oversight.queries.appointed import directing
from openmso.words.fees import dollars, number
from openmso.words.labels import spaced


def directors(frame: Frame) -> Iterator[Sheet]:
    """One document: who directs each site on the day, and every appointment of the period."""
    yield frame.sheet(
        "Directors", "Who answers for the medicine, at which sites, and for what.", _blocks(frame)
    )


def _blocks(frame: Frame) -> Iterator[Block]:
    labels, on = frame.labels, frame.on
    yield heading(f"Who directs each site on {written(on)}")
    yield table(
        ("Site", "Practice", "Director, then who stands in"),
        [
            (one.name, labels.name(one.practice), _direct(frame, directing(frame.judge.facts, one, on)))
            for one in frame.sites
            if frame.day in one.span
        ],
        (2, 2.6, 3.4),
        none="No site is open on the day.",
    )
    for one in _offices(frame):
        yield from _office(frame, one)


def _direct(frame: Frame, people: tuple[str, ...]) -> Cell:
    return "; ".join(frame.labels.name(one) for one in people) or colored("nobody", "barred")


def _offices(frame: Frame) -> list[Appointment]:
    found = [
        one
        for one in frame.judge.facts.all(Appointment)
        if one.practice in frame.practices
        and one.span.overlaps(frame.period)
        and (one.sites is None or any(frame.at(site) for site in one.sites))
    ]
    return sorted(found, key=lambda one: (one.practice, one.kind != "director", one.span.start, one.id))


def _office(frame: Frame, one: Appointment) -> Iterator[Block]:
    labels = frame.labels
    sites = "every site of the practice"
    if one.sites is not None:
        sites = ", ".join(sorted(labels.name(site) for site in one.sites))
    signed = "; ".join(f"{labels.name(each.person)} on {written(each.on)}" for each in one.signatures)
    yield heading(f"{labels.name(one.person)}, {spaced(one.kind)} of {labels.name(one.practice)}", 2)
    yield facts(
        [
            ("Days", days(one.span)),
            ("Sites", sites),
            (
                "Duties",
                "; ".join(said for code, said in DUTIES.items() if code in one.duties) or "none are named",
            ),
            (
                "Hours a month",
                number(one.hours_per_month) if one.hours_per_month is not None else "not stated",
            ),
            ("Stands in", labels.name(one.backup) if one.backup else "nobody is named"),
            ("Pay", _pay(one)),
            ("Signed", signed or "by nobody"),
        ]
    )


def _pay(one: Appointment) -> str:
    if one.pay is None:
        return "not recorded"
    parts = [spaced(one.pay.basis)]
    if one.pay.amount is not None:
        parts.append(dollars(one.pay.amount))
    if one.pay.percent is not None:
        parts.append(f"{number(one.pay.percent)} % of {spaced(one.pay.of) or 'a base that is not recorded'}")
    if one.pay.fmv_documented is not None:
        parts.append(
            "fair market value documented" if one.pay.fmv_documented else "fair market value not documented"
        )
    return ", ".join(parts)
