"""What ends soon: records without a successor, the authorities that go with them, and losses of other causes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

from openmso.authority.answer import Key
from openmso.authority.facts import Record
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Certificate, Competency, Engagement, Insurance, License
from openmso.authority.facts.structure import Msa, Registration, Site
from openmso.authority.forecast import Loss, forecast
from openmso.compliance.rules.context import Context, remembered
from openmso.compliance.rules.finding import Control, Fault, Severity
from openmso.compliance.rules.meant import as_readings
from openmso.compliance.rules.network import given, reaches
from openmso.compliance.rules.words import dated, listed, many, reason_words
from openmso.timeline.days import Days
from openmso.timeline.spans import Span, day_to_date

WATCH = Severity.WATCH

Lasting = (
    License
    | Certificate
    | Competency
    | Registration
    | Insurance
    | Appointment
    | Agreement
    | Delegation
    | Protocol
    | StandingOrder
    | Msa
)
L = TypeVar("L", bound=Lasting)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that ends: what makes two of them successors, and which keys hang on one."""

    record: type[Record]
    same: Callable[[Record], tuple[object, ...]]
    bears: Callable[[Context, Record, Key], bool]


def attributes(*names: str) -> Callable[[Record], tuple[object, ...]]:
    """What identifies a chain of records that follow each other."""
    return lambda record: tuple(getattr(record, name) for name in names)


def _person(_: Context, record: Record, key: Key) -> bool:
    return bool(getattr(record, "person", "") == key.person)


def _holder(context: Context, record: Record, key: Key) -> bool:
    who = getattr(record, "person", "")
    return who == key.person or given(context, who, key)


def _physician(_: Context, record: Record, key: Key) -> bool:
    return (
        isinstance(record, Agreement | Delegation)
        and record.person == key.person
        and reaches(record.sites, key.site)
    )


def _of_site(context: Context, record: Record, key: Key) -> bool:
    site = context.facts.need(Site, key.site)
    if isinstance(record, Registration | Insurance):
        holder = record.holder if isinstance(record, Registration) else record.subject
        return holder in (site.id, site.practice, key.person)
    return (
        isinstance(record, Protocol | StandingOrder)
        and record.practice == site.practice
        and key.procedure in record.procedures
    )


def _none(_context: Context, _record: Record, _key: Key) -> bool:
    return False


LICENSES = Kind(License, attributes("person", "role", "state"), _holder)
CERTIFICATES = Kind(Certificate, attributes("person", "kind"), _person)
SKILLS = Kind(Competency, attributes("person", "procedure"), _person)
REGISTRATIONS = Kind(Registration, attributes("holder", "kind", "state"), _of_site)
COVER = Kind(Insurance, attributes("subject", "kind"), _of_site)
OFFICES = Kind(Appointment, attributes("person", "practice", "kind"), _holder)
AGREEMENTS = Kind(Agreement, attributes("person", "physician"), _physician)
DELEGATIONS = Kind(Delegation, attributes("person", "physician"), _physician)
PROTOCOLS = Kind(Protocol, attributes("practice", "procedures"), _of_site)
ORDERS = Kind(StandingOrder, attributes("practice", "procedures"), _of_site)
MSAS = Kind(Msa, attributes("mso", "practice"), _none)
EVERY = (
    LICENSES,
    CERTIFICATES,
    SKILLS,
    REGISTRATIONS,
    COVER,
    OFFICES,
    AGREEMENTS,
    DELEGATIONS,
    PROTOCOLS,
    ORDERS,
    MSAS,
)


@remembered
def losses(context: Context) -> tuple[Loss, ...]:
    """Authorities of the day that are lost within the window, soonest first."""
    return forecast(context.judge, Span(context.day, context.day + context.window + 1))


@remembered
def _losses_on(context: Context, day: int) -> tuple[Loss, ...]:
    return tuple(one for one in losses(context) if one.day == day)


def ends(context: Context, kind: Kind) -> Iterator[tuple[Record, int]]:
    """Records of a kind that end within the window without one that follows, with the day of the end."""
    chains: dict[tuple[object, ...], list[Record]] = {}
    for record in context.facts.all(kind.record):
        chains.setdefault(kind.same(record), []).append(record)
    for chain in chains.values():
        covered = Days.of(*(_span(one) for one in chain))
        for record in chain:
            end = _span(record).end
            if context.day in _span(record) and context.soon(end) and end not in covered:
                yield record, end


def _span(record: Record) -> Span:
    return record.span  # type: ignore[union-attr] # every kind above has days


def in_use(context: Context, record: Record) -> bool:
    """Whether a record of a person matters: somebody who is not engaged after its end has no need of it."""
    if not isinstance(record, License | Certificate | Competency):
        return True
    works = context.facts.by(Engagement, "person", record.person)
    return any(record.span.end in work.span for work in works)


def taken_along(context: Context, kind: Kind, record: Record, end: int) -> tuple[Loss, ...]:
    """Losses on the day a record ends that hang on it."""
    return tuple(one for one in _losses_on(context, end) if kind.bears(context, record, one.key))


def ending(context: Context, kinds: tuple[Kind, ...]) -> Iterator[Fault]:
    """Records that end soon, those of one holder on one day together, with the authorities that go with them."""
    groups: dict[tuple[str, int], list[tuple[Kind, Record]]] = {}
    for kind in kinds:
        for record, end in ends(context, kind):
            if in_use(context, record):
                groups.setdefault((_of_whom(record), end), []).append((kind, record))
    for (_, end), together in groups.items():
        gone = {loss.key for kind, record in together for loss in taken_along(context, kind, record, end)}
        keys = tuple(sorted(gone, key=lambda key: (key.site, key.person, key.procedure)))
        dark = f"; {many(len(keys), 'authority goes', 'authorities go')} dark with it" if keys else ""
        names = listed(context.name(record.id) for _, record in together)
        yield Fault(
            what=f"{names[:1].upper()}{names[1:]} {'ends' if len(together) == 1 else 'end'} after {dated(day_to_date(end - 1))}, in "
            f"{many(end - context.day, 'day')}, and nothing follows{dark}.",
            where=(
                *(record.id for _, record in together),
                *sorted({key.person for key in keys} | {key.site for key in keys}),
            ),
            days=Days((end - context.window, end)),
            keys=keys,
        )


def _of_whom(record: Record) -> str:
    if isinstance(record, Insurance):
        return ""  # policies that end on one day are renewed in one go
    names = ("person", "holder", "subject", "prescriber", "practice")
    return next(str(getattr(record, name)) for name in names if hasattr(record, name))


def other_losses(context: Context) -> Iterator[Fault]:
    """Authorities lost soon for another cause than a record that ends: a change of law, of owners, of a menu."""
    explained = {
        (one.key, one.day)
        for kind in EVERY
        for record, end in ends(context, kind)
        for one in taken_along(context, kind, record, end)
    }
    groups: dict[tuple[int, str], list[Loss]] = {}
    for one in losses(context):
        if (one.key, one.day) not in explained:
            new = [reason for reason in one.after.bars if reason not in one.before.bars]
            groups.setdefault(
                (one.day, reason_words(context, new[0]) if new else "its ground ends"), []
            ).append(one)
    for (day, why), gone in groups.items():
        sites = sorted({one.key.site for one in gone})
        people = sorted({one.key.person for one in gone})
        cites = tuple(cite for one in gone for reason in one.after.bars for cite in reason.cites)
        yield Fault(
            what=f"{many(len(gone), 'authority goes', 'authorities go')} dark on {dated(day_to_date(day))}, in "
            f"{many(day - context.day, 'day')} ({listed(context.name(one) for one in people)} at "
            f"{listed(context.name(one) for one in sites)}): {why}.",
            where=(*sites, *people),
            days=Days((day - context.window, day)),
            law=as_readings(cites),
            keys=tuple(one.key for one in gone),
        )


def opinions(context: Context) -> Iterator[Fault]:
    """Opinions on fair value that run out soon."""
    for msa in context.facts.all(Msa):
        until = msa.fee.fmv_valid_until
        if context.day in msa.span and until is not None:
            end = (until + timedelta(days=1)).toordinal()
            if context.soon(end):
                yield Fault(
                    what=f"The opinion that the fee of {context.name(msa.mso)} is fair market value runs out on {dated(until)}, in "
                    f"{many(end - context.day, 'day')}.",
                    where=(msa.id,),
                    days=Days((end - context.window, end)),
                )


CONTROLS = (
    Control(
        id="COM-01",
        family="coming",
        severity=WATCH,
        title="Licenses are renewed in time",
        tests="No license of somebody who works on ends within the window without one that follows.",
        mend="Renew it now; renewals take weeks.",
        who="the person, with HR",
        search=partial(ending, kinds=(LICENSES,)),
    ),
    Control(
        id="COM-02",
        family="coming",
        severity=WATCH,
        title="Certificates and sign-offs are renewed in time",
        tests="No certificate or sign-off of somebody who works on ends within the window without one that follows.",
        mend="Renew it, or plan the work without it.",
        who="medical director and HR",
        search=partial(ending, kinds=(CERTIFICATES, SKILLS)),
    ),
    Control(
        id="COM-03",
        family="coming",
        severity=WATCH,
        title="Registrations are renewed in time",
        tests="No registration ends within the window without one that follows.",
        mend="Renew it now.",
        who="compliance",
        search=partial(ending, kinds=(REGISTRATIONS,)),
    ),
    Control(
        id="COM-04",
        family="coming",
        severity=WATCH,
        title="Policies are renewed in time",
        tests="No policy ends within the window without one that follows.",
        mend="Renew it, with tail or prior acts where the insurer changes.",
        who="MSO",
        search=partial(ending, kinds=(COVER,)),
    ),
    Control(
        id="COM-05",
        family="coming",
        severity=WATCH,
        title="Offices are handed over in time",
        tests="No appointment ends within the window without one that follows.",
        mend="Renew it, or appoint a successor before the end.",
        who="physician owner",
        search=partial(ending, kinds=(OFFICES,)),
    ),
    Control(
        id="COM-06",
        family="coming",
        severity=WATCH,
        title="Agreements and delegations are renewed in time",
        tests="No agreement or delegation ends within the window without one that follows.",
        mend="Review and renew it.",
        who="the physician",
        search=partial(ending, kinds=(AGREEMENTS, DELEGATIONS)),
    ),
    Control(
        id="COM-07",
        family="coming",
        severity=WATCH,
        title="Protocols and orders are renewed in time",
        tests="No protocol or standing order ends within the window without one that follows.",
        mend="Review and sign the next version.",
        who="medical director",
        search=partial(ending, kinds=(PROTOCOLS, ORDERS)),
    ),
    Control(
        id="COM-08",
        family="coming",
        severity=WATCH,
        title="Management agreements are renewed in time",
        tests="No management agreement ends within the window without one that follows.",
        mend="Renew it, or plan the wind-down.",
        who="counsel of practice and MSO",
        search=partial(ending, kinds=(MSAS,)),
    ),
    Control(
        id="COM-09",
        family="coming",
        severity=WATCH,
        title="Opinions on fair value are renewed in time",
        tests="No opinion on the fee runs out within the window.",
        mend="Order the next opinion.",
        who="MSO",
        search=opinions,
    ),
    Control(
        id="COM-10",
        family="coming",
        severity=WATCH,
        title="No authority is lost for another cause",
        tests="No authority of the day is lost within the window by a change of law, owners, menu or the like.",
        mend="Look at what changes that day, and prepare for it.",
        who="compliance",
        search=other_losses,
        law=(
            "delegation.rule",
            "iv_therapy.may_administer",
        ),
    ),
)
