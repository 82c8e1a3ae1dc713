"""What records and codes are called before people: never an id or a code where there is a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from openmso.authority.answer import Key
from openmso.authority.facts import Facts
from openmso.authority.facts.network import Record
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
from openmso.authority.law import LawBook
from openmso.authority.reasons import Reason, sentence
from openmso.words.plain import clean

CODED = frozenset(
    {"kind", "mode", "places", "certificates", "limit", "paper", "procedure", "procedures", "form"}
)
"""Details of a reason whose values are codes of words."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of everything in one network and its law."""

    facts: Facts
    law: LawBook
    words: Mapping[str, str] = field(default_factory=dict)
    """The law pack's labels of certificates, registrations and places, by code."""

    def name(self, id: str) -> str:
        """The name of a person, an organization or a site; the id where there is none."""
        found = self.facts.get(Person, id) or self.facts.get(Organization, id) or self.facts.get(Site, id)
        return clean(found.name if found else id)

    def procedure(self, code: str) -> str:
        """The law pack's label of a procedure."""
        found = self.law.procedures.get(code)
        return found.label if found else spaced(code)

    def parameter(self, name: str) -> str:
        """The law pack's label of a parameter."""
        found = self.law.parameters.get(name)
        return found.label if found else spaced(name.replace(".", ": "))

    def roles(self, person: str, site: str | None = None) -> str:
        """The roles in which a person is engaged, or else licensed: `RN` or `NP, RN`."""
        engagements = self.facts.by(Engagement, "person", person)
        here = [one.role for one in engagements if site is None or one.sites is None or site in one.sites]
        roles = here or [one.role for one in self.facts.by(License, "person", person)]
        return ", ".join(dict.fromkeys(roles))

    def person(self, id: str, site: str | None = None) -> str:
        """Name and roles: `Rosa Delgado, RN`."""
        roles = self.roles(id, site)
        return f"{self.name(id)}, {roles}" if roles else self.name(id)

    def key(self, key: Key) -> str:
        """Who, what and where in one line."""
        return f"{self.name(key.person)} · {self.procedure(key.procedure)} · {self.name(key.site)}"

    def record(self, id: str) -> str:
        """What a record of any kind is called: `Rosa Delgado's TX RN license`."""
        found = self.facts.find(id)
        return clean(id) if found is None else clean(_TITLES[type(found)](self, found))

    def kind(self, id: str) -> str:
        """The kind of a record in words, empty where there is none."""
        found = self.facts.find(id)
        if found is None:
            return ""
        return "".join(
            f" {sign.lower()}" if sign.isupper() else sign for sign in type(found).__name__
        ).strip()

    def source(self, id: str) -> str:
        """`file:line` of a record, empty where it has none."""
        return self.facts.sources.get(id, "")

    def sentence(self, reason: Reason) -> str:
        """The reason in words, codes spelled out."""
        return clean(sentence(replace(reason, details=self._spelled(reason.details))))

    def _spelled(self, details: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self.parameter(value)
            if name == "parameter" and isinstance(value, str)
            else self._worded(value)
            if name in CODED
            else self._named(value)
            for name, value in details.items()
        }

    def _worded(self, value: Any) -> Any:  # noqa: ANN401 - a code or several
        if isinstance(value, str):
            return self.words.get(value) or spaced(value)
        if isinstance(value, frozenset | tuple | list):
            return tuple(self._worded(one) for one in value)
        return value

    def _named(self, value: Any) -> Any:  # noqa: ANN401 - a detail is a number, a code, an id or several
        if isinstance(value, str):
            return self.name(value)
        if isinstance(value, frozenset | tuple | list):
            return tuple(self._named(one) for one in value)
        return value


def spaced(code: str) -> str:
    """A code as words: `on_site` becomes `on site`."""
    return code.replace("_", " ")


def _covers(labels: Labels, procedures: frozenset[str] | None) -> str:
    names = sorted(labels.procedure(code) for code in procedures or ())
    if not names:
        return "every procedure"
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


_Title = Callable[[Labels, Any], str]
_TITLES: Mapping[type[Record], _Title] = {
    Person: lambda the, one: the.name(one.id),
    Organization: lambda the, one: the.name(one.id),
    Site: lambda the, one: the.name(one.id),
    Service: lambda the, one: f"{one.name} at {the.name(one.site)}",
    Ownership: lambda the, one: f"{the.name(one.owner)}'s {one.percent} % of {the.name(one.organization)}",
    Office: lambda the, one: f"{the.name(one.person)} as {spaced(one.title)} of {the.name(one.organization)}",
    Registration: lambda the, one: f"registration {spaced(one.kind)} of {the.record(one.holder)}",
    Msa: lambda the, one: f"MSA of {the.name(one.mso)} with {the.name(one.practice)}",
    License: lambda the, one: f"{the.name(one.person)}'s {one.state} {one.role} license",
    Certificate: lambda the, one: f"{the.name(one.person)}'s certificate {spaced(one.kind)}",
    Experience: lambda the, one: f"{the.name(one.person)}'s experience as {one.role}",
    Exclusion: lambda the, one: f"exclusion of {the.name(one.subject)} ({one.source})",
    Screening: lambda the, one: f"{one.source} screening of {the.name(one.subject)}",
    Insurance: lambda the, one: f"{the.name(one.subject)}'s {spaced(one.kind)} insurance",
    Engagement: lambda the, one: (
        f"{the.name(one.person)}'s engagement as {one.role} by {the.name(one.organization)}"
    ),
    Competency: lambda the, one: f"{the.name(one.person)}'s competency in {the.procedure(one.procedure)}",
    Appointment: lambda the, one: (
        f"{the.name(one.person)}'s appointment as {one.kind} of {the.name(one.practice)}"
    ),
    Agreement: lambda the, one: (
        f"{spaced(one.kind)} agreement of {the.name(one.person)} with {the.name(one.physician)}"
    ),
    Delegation: lambda the, one: (
        f"delegation of {_covers(the, one.procedures)} by {the.name(one.physician)} to {the.name(one.person)}"
    ),
    Protocol: lambda the, one: f"protocol {one.id} {one.version} ({_covers(the, one.procedures)})",
    StandingOrder: lambda the, one: (
        f"standing order of {the.name(one.prescriber)} for {_covers(the, one.procedures)}"
    ),
    Activity: lambda the, one: f"{spaced(one.kind)} by {the.name(one.physician)} on {one.on.isoformat()}",
}
