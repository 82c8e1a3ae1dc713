"""The chain of authority behind a verdict, link by link, for people and for the evidence.

A verdict says which ground stands; the chain shows every record and citation that the ground rests on that
day. Where nothing stands the chain shows the nearest ground, and the broken link stands out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

from openmso.authority.answer import Act, Ground, Key, Link, LinkKind, Verdict
from openmso.authority.bedside import MISSING, TO_SHOW, Shown, Told
from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import Exam, Presence
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Competency, Engagement, License, Person
from openmso.authority.facts.structure import Site
from openmso.authority.holdings import GIVERS, GOOD_STATUSES
from openmso.authority.judge import Judge
from openmso.authority.papers import orders_track, papers_for, signers_track
from openmso.authority.reasons import Code, Reason, sentence
from openmso.authority.terms import COMPACT_OF_ROLE
from openmso.authority.world import World
from openmso.timeline.spans import FOREVER, Span
from openmso.timeline.tracks import Track

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


@dataclass(frozen=True, slots=True)
class Basis:
    """A verdict with its links before any bedside, on days on which neither it nor any record behind it changes.

    `places` are those of the links at which its conditions hang, one for each condition.
    `held_before` and `held_after` are the days of authority nearest to these days, if there are any.
    """

    start: int
    end: int
    verdict: Verdict
    links: tuple[Link, ...]
    places: tuple[int, ...]
    held_before: int | None
    held_after: int | None


def basis_of(judge: Judge, act: Act, day: int) -> Basis:
    """The verdict of a day and what it rests on; worked out once for all days on which it is the same."""
    known: tuple[Basis, ...] = judge.bases.get((act.person, act.procedure, act.site), ())
    for basis in known:
        if basis.start <= day < basis.end:
            return basis
    key = Key(act.person, act.procedure, act.site)
    basis = _basis(judge, key, day)
    judge.bases[key] = (*known, basis)
    return basis


def _basis(judge: Judge, key: Key, day: int) -> Basis:
    verdict = judge.verdict(key, day)
    ground = verdict.grounds[0] if verdict.grounds else _nearest(judge, key, verdict.role, day)
    links = tuple(_links(judge, key, day, verdict, ground))
    place_of = {link.kind: place for place, link in enumerate(links)}
    places = tuple(place_of[LINK_OF_CODE[reason.code]] for reason in verdict.wanting)
    start, end = _unchanged(judge, key, day, ground)
    return Basis(start, end, verdict, links, places, *_held(judge.track(key), day))


def _held(track: Track[Verdict], day: int) -> tuple[int | None, int | None]:
    """The last day of authority before the run of a day, and the first one after it."""
    here = track.place(day)
    before = [run for run in range(here) if track.values[run].standing.authorizes]
    after = (run for run in range(here + 1, len(track.starts)) if track.values[run].standing.authorizes)
    first = next(after, None)
    last = track.starts[before[-1] + 1] - 1 if before else None
    return last, None if first is None else track.starts[first]


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
        link = Link(kind, text or _said(here), holds, record, since, here, tuple(dict.fromkeys(cites)))
        yield link if here else judge.links.setdefault(link, link)


def _by_link(verdict: Verdict) -> dict[LinkKind, tuple[Reason, ...]]:
    links: dict[LinkKind, tuple[Reason, ...]] = {}
    for reason in (*verdict.bars, *verdict.wanting):
        kind = LINK_OF_CODE[reason.code]
        links[kind] = (*links.get(kind, ()), reason)
    return links


def _said(reasons: tuple[Reason, ...]) -> str:
    return "; ".join(sentence(reason) for reason in reasons)


def at_bedside(link: Link, found: Told | Literal[Shown.MISSING, Shown.TO_SHOW]) -> Link:
    """A link with a condition that is missing, to be shown, or met by what was told."""
    kind, text, holds, record, since, reasons, cites = link
    if found is MISSING:
        holds = False
    elif found is TO_SHOW:
        holds = holds and None
    else:
        text, record = _words(found), found.id
    return Link(kind, text, holds, record, since, reasons, cites)


def _words(found: Told) -> str:
    if isinstance(found, Exam):
        how = found.mode.replace("_", " ")
        return f"exam by {found.person} ({found.role}, {how}) on {found.at.date().isoformat()}"
    if isinstance(found, Presence):
        return f"{found.person} ({found.role}) is {found.near.replace('_', ' ')}"
    return f"order by {found.person} ({found.role}) on {found.at.date().isoformat()}"


Behind = Engagement | License | Competency | Appointment | Agreement | Delegation | Protocol | StandingOrder
"""Records that a chain names."""


def _unchanged(judge: Judge, key: Key, day: int, ground: Ground | None) -> tuple[int, int]:
    """The first of the days around `day` on which the verdict stays and no record begins or ends that its chain could name."""
    world, facts, site = judge.world, judge.facts, judge.facts.need(Site, key.site)
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
    cuts = {
        *judge.track(key).starts,
        FOREVER,
        *(cut for one in records for cut in (one.span.start, one.span.end)),
    }
    cuts.update(cut for one in protocols for cut in signers_track(world, (one.id,), site.state).starts)
    cuts.update(cut for one in orders for cut in orders_track(world, (one.id,), site.state).starts)
    start, end = max(cut for cut in cuts if cut <= day), min(cut for cut in cuts if cut > day)
    return judge.shared(start), judge.shared(end)


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
    dates = " and ".join(
        f"{_name(facts, one.person)} on {one.on:%b} {one.on.day}, {one.on.year}" for one in paper.signatures
    )
    text = f"{ground.kind} by {giver}" + (f", signed by {dates}" if dates else "")
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
