"""How far a record reaches: which people and which sites could be judged otherwise if it changed.

Wider than the truth and never narrower. Contingency and recompiling judge again only what is within reach.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openmso.authority.answer import Key
from openmso.authority.facts import Facts, Record
from openmso.authority.facts.oversight import (
    Activity,
    Agreement,
    Appointment,
    Delegation,
    Protocol,
    StandingOrder,
)
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Experience,
    Insurance,
    License,
    Person,
    Screening,
)
from openmso.authority.facts.structure import (
    Msa,
    Office,
    Organization,
    Ownership,
    Registration,
    Service,
    Site,
)


@dataclass(frozen=True, slots=True)
class Reach:
    """Keys of any of `people`, anywhere, and keys at any of `sites`, of anybody."""

    people: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()

    def __contains__(self, key: Key) -> bool:
        return key.person in self.people or key.site in self.sites

    def __or__(self, other: Reach) -> Reach:
        return Reach(self.people | other.people, self.sites | other.sites)


NOWHERE = Reach()
Address = tuple[str, str, str, float | None, float | None]
"""What of a site matters elsewhere: its practice, state, kind and coordinates."""


def reach(facts: Facts, records: Iterable[Record]) -> Reach:
    """What could be judged otherwise if these records were changed or taken away.

    Of a record that changes, give both: as it was and as it is.
    """
    found, given = NOWHERE, tuple(records)
    at_home = _standing_where_they_stood(given)
    for record in given:
        stays = isinstance(record, Site) and record.id in at_home
        found |= Reach(sites=frozenset({record.id})) if stays else _reach(facts, record)
    return found


def _reach(facts: Facts, record: Record) -> Reach:
    match record:
        case Msa() | Office() | Screening() | Activity():
            return NOWHERE
        case Person():
            return of_person(facts, record.id)
        case License():
            return of_person(facts, record.person)
        case Engagement() | Appointment():
            # Where somebody works and directs matters to what they do and give, not to what they own or signed.
            return Reach(people=_by_the_hand_of(facts, record.person))
        case Certificate() | Competency() | Experience() | Delegation():
            return Reach(people=frozenset({record.person}))
        case Exclusion() | Insurance():
            return _of_subject(facts, record.subject)
        case Agreement():
            return _of_agreement(facts, record)
        case _:
            return _of_place(facts, record)


def _of_place(
    facts: Facts, record: Protocol | StandingOrder | Organization | Ownership | Service | Registration | Site
) -> Reach:
    match record:
        case Protocol() | StandingOrder():
            return Reach(
                sites=record.sites if record.sites is not None else _sites_of(facts, record.practice)
            )
        case Organization():
            return Reach(sites=_owned_sites(facts, record.id))
        case Ownership():
            return Reach(sites=_owned_sites(facts, record.organization))
        case Service():
            return Reach(sites=frozenset({record.site}))
        case Registration():
            return _of_filing(facts, record)
        case _:
            return _of_site(facts, record)


def of_person(facts: Facts, person: str) -> Reach:
    """What hangs on a person as doer, giver, owner, signer of protocols and prescriber."""
    people = set(_by_the_hand_of(facts, person))
    for agreement in facts.by(Agreement, "person", person):
        people |= {one.person for one in facts.by(Agreement, "physician", agreement.physician)}
    sites: frozenset[str] = frozenset()
    for share in facts.by(Ownership, "owner", person):
        sites |= _owned_sites(facts, share.organization)
    for order in facts.by(StandingOrder, "prescriber", person):
        sites |= order.sites if order.sites is not None else _sites_of(facts, order.practice)
    for protocol in facts.all(Protocol):
        if any(one.person == person for one in protocol.signatures):
            sites |= protocol.sites if protocol.sites is not None else _sites_of(facts, protocol.practice)
    return Reach(frozenset(people), sites)


def _by_the_hand_of(facts: Facts, person: str) -> frozenset[str]:
    """Those who do what the person does or gives."""
    delegates = (one.person for one in facts.by(Delegation, "physician", person))
    colleagues = (one.person for one in facts.by(Agreement, "physician", person))
    return frozenset({person, *delegates, *colleagues})


def _of_subject(facts: Facts, subject: str) -> Reach:
    if facts.get(Organization, subject):
        return Reach(sites=_sites_of(facts, subject))
    return of_person(facts, subject)


def _of_agreement(facts: Facts, agreement: Agreement) -> Reach:
    pool = {one.person for one in facts.by(Agreement, "physician", agreement.physician)}
    return Reach(people=frozenset({agreement.person, *pool}))


def _of_filing(facts: Facts, filing: Registration) -> Reach:
    # A license of one site can admit lay owners to the practice, and so to its other sites.
    site = facts.get(Site, filing.holder)
    return Reach(sites=_sites_of(facts, site.practice if site else filing.holder))


def _standing_where_they_stood(records: Iterable[Record]) -> frozenset[str]:
    """Sites that are given twice, before and after, with the same address: other sites cannot feel the change."""
    addresses: dict[str, list[Address]] = {}
    for one in records:
        if isinstance(one, Site):
            addresses.setdefault(one.id, []).append(_address(one))
    return frozenset(id for id, known in addresses.items() if len(known) > 1 and len(set(known)) == 1)


def _address(site: Site) -> Address:
    return site.practice, site.state, site.kind, site.latitude, site.longitude


def _of_site(facts: Facts, site: Site) -> Reach:
    # A site is also an address: givers who work there are measured from it.
    givers = {one.person for one in facts.by(Engagement, "sites", site.id) if one.sites is not None}
    # And it counts: among the sites of its directors, and for the agreements that name it.
    offices = facts.by(Appointment, "practice", site.practice)
    givers |= {one.person for one in offices if one.sites is None or site.id in one.sites}
    found = Reach(sites=frozenset({site.id}))
    for giver in givers:
        found |= Reach(people=_by_the_hand_of(facts, giver))
    for agreement in facts.by(Agreement, "sites", site.id):
        if agreement.sites is not None:
            found |= _of_agreement(facts, agreement)
    for filing in facts.by(Registration, "holder", site.id):
        found |= _of_filing(facts, filing)
    return found


def _sites_of(facts: Facts, practice: str) -> frozenset[str]:
    return frozenset(one.id for one in facts.by(Site, "practice", practice))


def _owned_sites(facts: Facts, organization: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    if organization in seen:
        return frozenset()
    sites = _sites_of(facts, organization)
    for share in facts.by(Ownership, "owner", organization):
        sites |= _owned_sites(facts, share.organization, seen | {organization})
    return sites
