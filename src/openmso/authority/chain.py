"""The chain of authority behind a verdict, link by link, for people and for the evidence.

A verdict says which ground stands; the chain shows every record and citation that the ground rests on that
day. Where nothing stands the chain shows the nearest ground, and the broken link stands out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

from openmso.authority.answer import Ground, Key, Link, LinkKind, Verdict
from openmso.authority.bedside import Judged, Moment, Shown
from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import Exam, Order, Presence
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Competency, Engagement, License, Person
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import GIVERS, GOOD_STATUSES
from openmso.authority.judge import Judge
from openmso.authority.papers import orders_track, papers_for, signers_track
from openmso.authority.reasons import Code, Reason, sentence
from openmso.authority.terms import COMPACT_OF_ROLE
from openmso.authority.world import World
from openmso.timeline.spans import BEGINNING, FOREVER, Span

LINK_OF_CODE = {
    Code.LAW_PROHIBITS: LinkKind.LAW,
    Code.LAW_UNKNOWN: LinkKind.LAW,
    Code.REGIME_UNKNOWN: LinkKind.LAW,
    Code.COUNSEL: LinkKind.LAW,
    Code.GENERAL_SCOPE: LinkKind.LAW,
    Code.PLACE: LinkKind.SITE,
    Code.SITE_CLOSED: LinkKind.SITE,
    Code.NOT_ON_MENU: LinkKind.SITE,
    Code.SITE_UNREGISTERED: LinkKind.SITE,
    Code.PRACTICE_NOT_FORMED: LinkKind.PRACTICE,
    Code.PRACTICE_FORM: LinkKind.PRACTICE,
    Code.OWNERSHIP: LinkKind.PRACTICE,
    Code.OWNERSHIP_UNKNOWN: LinkKind.PRACTICE,
    Code.NOT_ENGAGED: LinkKind.ENGAGEMENT,
    Code.UNLICENSED: LinkKind.LICENSE,
    Code.EXCLUDED: LinkKind.LICENSE,
    Code.UNINSURED: LinkKind.ENGAGEMENT,
    Code.CERTIFICATE: LinkKind.COMPETENCY,
    Code.EXPERIENCE: LinkKind.COMPETENCY,
    Code.TRAINING: LinkKind.COMPETENCY,
    Code.NO_COMPETENCY: LinkKind.COMPETENCY,
    Code.NO_PAPER: LinkKind.PAPER,
    Code.UNSIGNED: LinkKind.PAPER,
    Code.ATTEST: LinkKind.PAPER,
    Code.OVER_CAP: LinkKind.PAPER,
    Code.DELEGATOR_ROLE: LinkKind.PHYSICIAN,
    Code.PHYSICIAN_UNLICENSED: LinkKind.PHYSICIAN,
    Code.PHYSICIAN_EXCLUDED: LinkKind.PHYSICIAN,
    Code.NO_APPOINTMENT: LinkKind.APPOINTMENT,
    Code.DIRECTOR_INELIGIBLE: LinkKind.APPOINTMENT,
    Code.TOO_FAR: LinkKind.APPOINTMENT,
    Code.DISTANCE_UNKNOWN: LinkKind.APPOINTMENT,
    Code.NO_PROTOCOL: LinkKind.PROTOCOL,
    Code.ORDER: LinkKind.ORDER,
    Code.EXAM: LinkKind.EXAM,
    Code.SUPERVISION: LinkKind.SUPERVISION,
    Code.LIMIT: LinkKind.PATIENT,
    Code.FIRST_VISIT: LinkKind.PATIENT,
    Code.CONSENT: LinkKind.PATIENT,
    Code.PATIENT_STATE: LinkKind.PATIENT,
}


KINDS: Final = tuple(LinkKind)


def chain_of(
    judge: Judge, key: Key, verdict: Verdict, moment: Moment, conditions: Sequence[Judged]
) -> tuple[Link, ...]:
    """The links of a verdict in order, from the law to the patient. Every reason appears at exactly one link.

    `conditions` are those of the verdict, judged, in their order.
    """
    standing = _standing(judge, key, moment.day, verdict)
    if not standing.open_links:
        return standing.links
    links = list(standing.links)
    for place, numbers in standing.open_links:
        links[place] = _at_bedside(links[place], [conditions[number] for number in numbers])
    return tuple(links)


class Standing(NamedTuple):
    """The links of a verdict before any bedside, on days on which no record behind them changes.

    `open_links` are the places of links that depend on conditions, with the numbers of these.
    """

    start: int
    end: int
    verdict: Verdict
    links: tuple[Link, ...]
    open_links: tuple[tuple[int, tuple[int, ...]], ...]


def _standing(judge: Judge, key: Key, day: int, verdict: Verdict) -> Standing:
    known: list[Standing] = judge.chains.get(key, [])
    for standing in known:
        if standing.verdict is verdict and standing.start <= day < standing.end:
            return standing
    ground = verdict.grounds[0] if verdict.grounds else _nearest(judge, key, verdict.role, day)
    links = tuple(_links(judge, key, day, verdict, ground))
    numbers: dict[LinkKind, list[int]] = {}
    for number, reason in enumerate(verdict.wanting):
        numbers.setdefault(LINK_OF_CODE[reason.code], []).append(number)
    places = ((place, tuple(numbers.get(link.kind, ()))) for place, link in enumerate(links))
    open_links = tuple((place, found) for place, found in places if found)
    unchanged = _unchanged(judge.world, key, day, ground)
    standing = Standing(unchanged.start, unchanged.end, verdict, links, open_links)
    judge.chains[key] = [*known, standing]
    return standing


def _links(judge: Judge, key: Key, day: int, verdict: Verdict, ground: Ground | None) -> Iterator[Link]:
    found = dict(_records(judge, key, day, verdict, ground))
    reasons = _by_link(verdict)
    for kind in KINDS:
        if kind not in found and kind not in reasons:
            continue
        text, record, since = found.get(kind, ("", "", None))
        here = reasons.get(kind, ())
        cites = tuple(cite for reason in here for cite in reason.cites)
        if kind is LinkKind.LAW:
            cites = (*verdict.cites, *cites)
        holds = not any(reason.code < Code.EXAM for reason in here)
        yield Link(kind, text or _said(here), holds, record, since, here, tuple(dict.fromkeys(cites)))


def _by_link(verdict: Verdict) -> dict[LinkKind, tuple[Reason, ...]]:
    links: dict[LinkKind, tuple[Reason, ...]] = {}
    for reason in (*verdict.bars, *verdict.wanting):
        kind = LINK_OF_CODE[reason.code]
        links[kind] = (*links.get(kind, ()), reason)
    return links


def _said(reasons: tuple[Reason, ...]) -> str:
    return "; ".join(sentence(reason) for reason in reasons)


def _at_bedside(link: Link, conditions: list[Judged]) -> Link:
    """A link with conditions, as it stands at the bedside."""
    text, holds, record = link.text, link.holds, link.record
    for _, how, by in conditions:
        if how is Shown.MISSING:
            holds = False
        elif how is Shown.TO_SHOW and holds:
            holds = None
        if by is not None:
            text, record = _words(by), by.id
    return Link(link.kind, text, holds, record, link.since, link.reasons, link.cites)


def _words(found: Exam | Presence | Order) -> str:
    if isinstance(found, Exam):
        how = found.mode.replace("_", " ")
        return f"exam by {found.person} ({found.role}, {how}) on {found.at.date()}"
    if isinstance(found, Presence):
        return f"{found.person} ({found.role}) is {found.near.replace('_', ' ')}"
    return f"order by {found.person} ({found.role}) on {found.at.date()}"


Behind = Engagement | License | Competency | Appointment | Agreement | Delegation | Protocol | StandingOrder
"""Records that a chain names."""


def _unchanged(world: World, key: Key, day: int, ground: Ground | None) -> Span:
    """Days around `day` on which no record begins or ends that a chain of the key could name."""
    facts, site = world.facts, world.facts.need(Site, key.site)
    giver = ground.physician if ground else ""
    protocols, orders = (
        facts.by(Protocol, "practice", site.practice),
        facts.by(StandingOrder, "practice", site.practice),
    )
    records: tuple[Behind, ...] = (
        *facts.by(Engagement, "person", key.person),
        *facts.by(License, "person", key.person),
        *facts.by(License, "person", giver),
        *(one for one in facts.by(Competency, "person", key.person) if one.procedure == key.procedure),
        *facts.by(Appointment, "person", giver),
        *facts.by(Agreement, "person", key.person),
        *facts.by(Delegation, "person", key.person),
        *protocols,
        *orders,
    )
    cuts = {BEGINNING, FOREVER, *(cut for one in records for cut in (one.span.start, one.span.end))}
    cuts.update(cut for one in protocols for cut in signers_track(world, (one.id,), site.state).starts)
    cuts.update(cut for one in orders for cut in orders_track(world, (one.id,), site.state).starts)
    return Span(max(cut for cut in cuts if cut <= day), min(cut for cut in cuts if cut > day))


Dated = TypeVar("Dated", Engagement, Appointment, Protocol, StandingOrder)
Found = tuple[LinkKind, tuple[str, str, Span | None]]


def _records(judge: Judge, key: Key, day: int, verdict: Verdict, ground: Ground | None) -> Iterator[Found]:
    facts = judge.facts
    site = facts.need(Site, key.site)
    if verdict.cites:
        cite = verdict.cites[0]
        yield LinkKind.LAW, (f"{site.state}: {cite.cite or cite.parameter}", "", cite.span)
    yield LinkKind.SITE, (site.name, site.id, site.span)
    role = verdict.role
    engaged = [one for one in facts.by(Engagement, "person", key.person) if one.role == role]
    engagement = _one(engaged, day, site.id)
    if engagement:
        yield LinkKind.ENGAGEMENT, (f"{_name(facts, key.person)}, {role}", engagement.id, engagement.span)
    held = _license(facts, key.person, (role,), site.state, day)
    if held:
        yield (
            LinkKind.LICENSE,
            (f"{held.role} license {held.state} {held.number}".strip(), held.id, held.span),
        )
    if ground is not None and ground.physician:
        yield from _of_ground(facts, ground, site, day)
    signed_off = [one for one in facts.by(Competency, "person", key.person) if one.procedure == key.procedure]
    competency = next((one for one in signed_off if day in one.span), None)
    if competency:
        text = f"signed off by {_name(facts, competency.signed_by)}" if competency.signed_by else "signed off"
        yield LinkKind.COMPETENCY, (text, competency.id, competency.span)
    if ground is not None and ground.kind != "own_scope":
        yield from _practice_papers(judge.world, key, ground.physician, role, day)


def _nearest(judge: Judge, key: Key, role: str, day: int) -> Ground | None:
    for paper in papers_for(judge.world, key.person, key.procedure, key.site, role):
        if day in paper.span:
            kind = "agreement" if isinstance(paper, Agreement) else "delegation"
            return Ground(kind, paper.id, paper.physician)
    return None


def _of_ground(facts: Facts, ground: Ground, site: Site, day: int) -> Iterator[Found]:
    giver = _name(facts, ground.physician)
    held = _license(facts, ground.physician, GIVERS, site.state, day)
    if held:
        yield (
            LinkKind.PHYSICIAN,
            (f"{giver}, {held.role} license {held.state} {held.number}".strip(), held.id, held.span),
        )
    there = [
        one for one in facts.by(Appointment, "person", ground.physician) if one.practice == site.practice
    ]
    office = _one(there, day, site.id)
    if office:
        yield LinkKind.APPOINTMENT, (f"{giver}, {office.kind}", office.id, office.span)
    paper = facts.get(Agreement, ground.paper) or facts.need(Delegation, ground.paper)
    dates = ", ".join(f"{_name(facts, one.person)} {one.on}" for one in paper.signatures)
    text = f"{ground.kind} by {giver}" + (f", signed {dates}" if dates else "")
    yield LinkKind.PAPER, (text, paper.id, paper.span)


def _practice_papers(world: World, key: Key, giver: str, role: str, day: int) -> Iterator[Found]:
    facts, site = world.facts, world.facts.need(Site, key.site)
    protocols = [
        one for one in facts.by(Protocol, "practice", site.practice) if key.procedure in one.procedures
    ]
    # What counts comes first: an older paper that nobody signed is no evidence.
    signed = [one for one in protocols if {"*", giver} & signers_track(world, (one.id,), site.state).at(day)]
    protocol = _one(signed, day, site.id) or _one(protocols, day, site.id)
    if protocol:
        yield LinkKind.PROTOCOL, (f"protocol version {protocol.version}", protocol.id, protocol.span)
    orders = [
        one
        for one in facts.by(StandingOrder, "practice", site.practice)
        if key.procedure in one.procedures and role in one.roles
    ]
    good = [one for one in orders if orders_track(world, (one.id,), site.state).at(day)]
    order = _one(good, day, site.id) or _one(orders, day, site.id)
    if order:
        text = f"standing order of {_name(facts, order.prescriber)}"
        yield LinkKind.ORDER, (text, order.id, order.span)


def _one(records: Iterable[Dated], day: int, site: str) -> Dated | None:
    """The oldest record in force on the day that reaches the site."""
    good = [one for one in records if day in one.span and (one.sites is None or site in one.sites)]
    return min(good, key=lambda one: one.span.start, default=None)


def _name(facts: Facts, person: str) -> str:
    found = facts.get(Person, person)
    return found.name if found else person


def _license(facts: Facts, person: str, roles: tuple[str, ...], state: str, day: int) -> License | None:
    good = [one for one in facts.by(License, "person", person) if one.role in roles]
    here = [one for one in good if one.state == state or (one.multistate and one.role in COMPACT_OF_ROLE)]

    def worth(one: License) -> tuple[bool, bool, bool, int]:
        return (one.status in GOOD_STATUSES, day in one.span, one.state == state, one.span.end)

    return max(here, key=worth, default=None)
