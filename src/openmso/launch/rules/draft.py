"""The drawing board: records by id while a network is drawn, and what is drawn so far of places and people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from openmso.authority.facts import Record
from openmso.authority.facts.people import License, Person
from openmso.authority.facts.structure import Organization, Site
from openmso.launch.rules.chance import Chance
from openmso.launch.rules.leeway import Leeway
from openmso.launch.rules.names import name, npi, slug
from openmso.timeline.spans import Span


@dataclass(slots=True)
class Practice:
    """A practice with whoever owns and directs it."""

    organization: Organization
    manager: Organization
    """The MSO."""
    owners: list[str] = field(default_factory=list)
    directors: list[str] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of the organization."""
        return self.organization.id

    @property
    def state(self) -> str:
        """The state in which it is formed and treats."""
        return self.organization.state


@dataclass(slots=True)
class Draft:
    """Everything drawn so far. `director_of` and `menu_of` by site; menus are procedures."""

    chance: Chance
    leeway: Leeway
    on: date
    records: dict[str, Record] = field(default_factory=dict)
    practices: list[Practice] = field(default_factory=list)
    director_of: dict[str, str] = field(default_factory=dict)
    backup_of: dict[str, str] = field(default_factory=dict)
    menu_of: dict[str, frozenset[str]] = field(default_factory=dict)
    chief_of: dict[str, str] = field(default_factory=dict)
    """Who leads an MSO, by its id."""
    role_of: dict[str, str] = field(default_factory=dict)
    """The role of a clinician, by person."""
    certificates: dict[str, set[str]] = field(default_factory=dict)
    """Kinds of certificates held, by person."""
    providers: int = 0
    licenses: int = 0

    def add(self, *records: Record) -> None:
        """Put records on the board."""
        for one in records:
            self.records[one.id] = one

    def free(self, wanted: str) -> str:
        """The id as wanted, or with the first number that makes it free."""
        if wanted not in self.records:
            return wanted
        number = 2
        while f"{wanted}-{number}" in self.records:
            number += 1
        return f"{wanted}-{number}"

    def person(self, *, title: str = "", provider: bool = False) -> str:
        """Somebody new; their id. A provider has a provider number."""
        full = name(self.chance)
        id = self.free(slug(f"{title} {full}"))
        number = ""
        if provider:
            number = npi(self.providers)
            self.providers += 1
        self.add(Person(id, full, number))
        return id

    def ago(self, least: int, most: int) -> date:
        """A day so many days ago."""
        return self.on - timedelta(days=self.chance.randrange(least, most))

    def ahead(self, least: int, most: int) -> date:
        """A day so many days ahead."""
        return self.on + timedelta(days=self.chance.randrange(least, most))

    def license(self, person: str, role: str, state: str, *, multistate: bool = False) -> None:
        """A license in good standing, verified this month."""
        self.licenses += 1
        self.role_of.setdefault(person, role)
        self.add(
            License(
                f"{person}-{role.lower()}-{state.lower()}",
                person,
                role,
                state,
                Span.of(self.ago(1100, 5500), self.ahead(25, 720)),
                number=f"DEMO-{state}-{self.licenses:06d}",
                multistate=multistate,
                verified_on=self.ago(3, 28),
                verified_with=BOARDS[role].format(state=state),
            )
        )


BOARDS = {
    "MD": "Medical board, {state}",
    "DO": "Osteopathic board, {state}",
    "PA": "Physician assistant board, {state}",
    "NP": "Nursys",
    "RN": "Nursys",
    "LPN": "Nursys",
    "EST": "Cosmetology board, {state}",
}
"""Where a license is looked up, by role."""
