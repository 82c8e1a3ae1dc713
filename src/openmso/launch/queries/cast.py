"""The cast of a demonstration: one of its people for every post, who signs in to show what that post sees.

They are found in the network itself. Counsel and auditor come from outside and are nobody among its people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Appointment
from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Organization, Ownership
from openmso.foundation.rules.sides import Post

DOMAIN: Final = "example"
"""A top-level domain that is reserved for examples (RFC 2606): no letter to it arrives anywhere."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cast: their post, the organization they have it in, who they are among the people, if anybody."""

    post: Post
    email: str
    name: str
    organization: str
    person: str


Found = Iterable[tuple[str, str]]
"""People with the organization of their post, the fittest first."""


def cast(facts: Facts, slug: str) -> tuple[Member, ...]:
    """The cast of a network, in the order of posts. A post that nobody in a very small network has is left out."""
    taken: set[str] = set()
    found: list[Member] = []
    for post in Post:
        email = f"{post.value.replace('_', '-')}@{slug}.{DOMAIN}"
        if post in OUTSIDERS:
            found.append(Member(post, email, OUTSIDERS[post], "", ""))
            continue
        for person, organization in FINDERS[post](facts):
            if person not in taken:
                taken.add(person)
                found.append(Member(post, email, facts.need(Person, person).name, organization, person))
                break
    return tuple(found)


def _owners(kind: str) -> Callable[[Facts], Found]:
    def find(facts: Facts) -> Found:
        for share in facts.all(Ownership):
            if facts.need(Organization, share.organization).kind == kind and facts.get(Person, share.owner):
                yield share.owner, share.organization

    return find


def _desk(name: str) -> Callable[[Facts], Found]:
    """Those whose engagement at a management company is for this desk; its id ends so."""

    def find(facts: Facts) -> Found:
        for one in facts.all(Engagement):
            if one.id.endswith(f"-{name}") and facts.need(Organization, one.organization).kind == "mso":
                yield one.person, one.organization

    return find


def _works_as(role: str) -> Callable[[Facts], Found]:
    def find(facts: Facts) -> Found:
        return ((one.person, one.organization) for one in facts.all(Engagement) if one.role == role)

    return find


def _directors(facts: Facts) -> Found:
    """Those who own no part of the practice they direct first: theirs is the office alone."""
    offices = [one for one in facts.all(Appointment) if one.kind == "director"]
    owners = {one.owner for one in facts.all(Ownership)}
    for one in sorted(offices, key=lambda office: office.person in owners):
        yield one.person, one.practice


OUTSIDERS: Final = {Post.COUNSEL: "Avery Lindgren", Post.AUDITOR: "Morgan Castellanos"}
FINDERS: Final[dict[Post, Callable[[Facts], Found]]] = {
    Post.MSO_OWNER: _owners("mso"),
    Post.OPERATOR: _desk("operations"),
    Post.COMPLIANCE: _desk("compliance"),
    Post.HR: _desk("people"),
    Post.BILLING: _desk("billing"),
    Post.MARKETING: _desk("marketing"),
    Post.FINANCE: _desk("finance"),
    Post.CLINIC_MANAGER: _works_as("manager"),
    Post.FRONT_DESK: _works_as("front_desk"),
    Post.PHYSICIAN_OWNER: _owners("practice"),
    Post.MEDICAL_DIRECTOR: _directors,
    Post.NP: _works_as("NP"),
    Post.PA: _works_as("PA"),
    Post.RN: _works_as("RN"),
    Post.LPN: _works_as("LPN"),
    Post.MA: _works_as("MA"),
    Post.ESTHETICIAN: _works_as("EST"),
    Post.LASER_TECHNICIAN: _works_as("LT"),
}
