"""The parts FHIR resources are made of (R4 data types), as frozen records; and how they are read.

What comes in has the shapes of the specification already: `files.fhir.validating` saw to that. Dates stay as they were said, for FHIR lets a
day be a month or a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

Json = Mapping[str, Any]
NPI: Final = "http://hl7.org/fhir/sid/us-npi"
NPI_SYSTEMS: Final = frozenset({NPI, "urn:oid:2.16.840.1.113883.4.6"})


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number somebody is known by, and whose number it is."""

    system: str
    value: str
    type: str = ""

    @property
    def token(self) -> str:
        """As a search says it: `system|value`."""
        return f"{self.system}|{self.value}"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a human being."""

    family: str
    given: tuple[str, ...] = ()
    use: str = ""
    text: str = ""

    @property
    def whole(self) -> str:
        """The name as one says it."""
        return self.text or " ".join((*self.given, self.family)).strip()


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody or something is."""

    lines: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A phone number, an email."""

    system: str
    value: str
    use: str = ""


@dataclass(frozen=True, slots=True)
class Coding:
    """A code of a system, with the words that came along."""

    system: str
    code: str
    display: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """What something is, by any number of codes, and in words."""

    codings: tuple[Coding, ...] = ()
    text: str = ""

    @property
    def called(self) -> str:
        """In words, if there are any."""
        return self.text or next((one.display for one in self.codings if one.display), "")


@dataclass(frozen=True, slots=True)
class Ref:
    """To which resource another points: by its address as written, by an identifier, or in words only."""

    target: str = ""
    identifier: Identifier | None = None
    type: str = ""
    display: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when, as it was said."""

    start: str = ""
    end: str = ""


NOWHERE: Final = Ref()
NO_CONCEPT: Final = Concept()
NO_PERIOD: Final = Period()


def identifiers(found: Any) -> tuple[Identifier, ...]:  # noqa: ANN401 - a list of the type Identifier
    """Identifiers that have a value."""
    return tuple(one for one in map(_identifier, found or ()) if one is not None)


def _identifier(one: Json) -> Identifier | None:
    if not one.get("value"):
        return None
    codings = one.get("type", {}).get("coding", ())
    return Identifier(
        one.get("system", ""), one["value"], next((c["code"] for c in codings if c.get("code")), "")
    )


def npi(known: tuple[Identifier, ...]) -> str:
    """The NPI among identifiers; empty if there is none."""
    return next((one.value for one in known if one.system in NPI_SYSTEMS), "")


def names(found: Any) -> tuple[Name, ...]:  # noqa: ANN401 - a list of the type HumanName
    """Names, the official one first."""
    order = {"official": 0, "usual": 1, "": 1}
    said = [
        Name(
            one.get("family", ""),
            tuple(filter(None, one.get("given", ()))),
            one.get("use", ""),
            one.get("text", ""),
        )
        for one in found or ()
    ]
    return tuple(sorted((one for one in said if one.whole), key=lambda one: order.get(one.use, 2)))


def addresses(found: Any) -> tuple[Address, ...]:  # noqa: ANN401 - one or several of the type Address
    """Addresses."""
    many = [found] if isinstance(found, Mapping) else found or ()
    return tuple(
        Address(
            tuple(filter(None, one.get("line", ()))),
            one.get("city", ""),
            one.get("state", ""),
            one.get("postalCode", ""),
            one.get("country", ""),
        )
        for one in many
    )


def contacts(found: Any) -> tuple[Contact, ...]:  # noqa: ANN401 - a list of the type ContactPoint
    """Contact points that have a value."""
    return tuple(
        Contact(one.get("system", ""), one["value"], one.get("use", ""))
        for one in found or ()
        if one.get("value")
    )


def concept(found: Any) -> Concept:  # noqa: ANN401 - one of the type CodeableConcept
    """A concept."""
    if not found:
        return NO_CONCEPT
    codings = tuple(
        Coding(one.get("system", ""), one.get("code", ""), one.get("display", ""))
        for one in found.get("coding", ())
    )
    return Concept(codings, found.get("text", ""))


def concepts(found: Any) -> tuple[Concept, ...]:  # noqa: ANN401 - a list of the type CodeableConcept
    """Concepts."""
    return tuple(map(concept, found or ()))


def ref(found: Any) -> Ref:  # noqa: ANN401 - one of the type Reference
    """A reference; a conditional one (`Practitioner?identifier=system|value`) is one by identifier."""
    if not found:
        return NOWHERE
    named = found.get("identifier")
    by = _identifier(named) if named else None
    target, kind_said = found.get("reference", ""), found.get("type", "")
    kind, asked, token = target.partition("?identifier=")
    if asked:
        system, bar, value = token.partition("|")
        by, target, kind_said = Identifier(system if bar else "", value if bar else system), "", kind
    return Ref(target, by, kind_said or type_of(target), found.get("display", ""))


def refs(found: Any) -> tuple[Ref, ...]:  # noqa: ANN401 - a list of the type Reference
    """References."""
    return tuple(map(ref, found or ()))


def type_of(target: str) -> str:
    """The type of resource that an address names; empty where it does not say (`urn:uuid:…`, `#contained`)."""
    steps = target.partition("/_history/")[0].split("/")
    kind = steps[-2] if len(steps) > 1 else ""
    return kind if kind[:1].isupper() and kind.isalpha() else ""


def period(found: Any) -> Period:  # noqa: ANN401 - one of the type Period
    """A period."""
    return Period(found.get("start", ""), found.get("end", "")) if found else NO_PERIOD


def moment(said: str) -> datetime | None:
    """An aware moment; None where only a day, a month or a year was said."""
    if "T" not in said:
        return None
    found = datetime.fromisoformat(said)
    return found if found.utcoffset() is not None else None


def day(said: str) -> str:
    """What was said of the day: `2018`, `2018-04` or `2018-04-05`."""
    return said.partition("T")[0]
