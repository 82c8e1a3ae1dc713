"""What another system tells us, as frozen records: one for each type of resource that is kept. Ids are the other system's."""

from __future__ import annotations

from dataclasses import dataclass

from openmso.care.rules.fhir.parts import Address, Concept, Contact, Identifier, Name, Period, Ref


@dataclass(frozen=True, slots=True)
class Patient:
    """Somebody who is treated there. `born` may be a year or a month only."""

    id: str
    identifiers: tuple[Identifier, ...]
    names: tuple[Name, ...]
    born: str
    gender: str
    contacts: tuple[Contact, ...]
    addresses: tuple[Address, ...]
    active: bool
    died: str


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Somebody who treats there."""

    id: str
    identifiers: tuple[Identifier, ...]
    npi: str
    names: tuple[Name, ...]
    contacts: tuple[Contact, ...]
    active: bool


@dataclass(frozen=True, slots=True)
class PractitionerRole:
    """As what somebody treats, for whom and where."""

    id: str
    practitioner: Ref
    organization: Ref
    locations: tuple[Ref, ...]
    roles: tuple[Concept, ...]
    specialties: tuple[Concept, ...]
    period: Period
    active: bool


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization."""

    id: str
    identifiers: tuple[Identifier, ...]
    name: str
    kinds: tuple[Concept, ...]
    contacts: tuple[Contact, ...]
    addresses: tuple[Address, ...]
    part_of: Ref
    active: bool


@dataclass(frozen=True, slots=True)
class Location:
    """A place of treatment."""

    id: str
    identifiers: tuple[Identifier, ...]
    name: str
    status: str
    addresses: tuple[Address, ...]
    organization: Ref


@dataclass(frozen=True, slots=True)
class Encounter:
    """A patient was seen, or will be."""

    id: str
    status: str
    setting: str
    kinds: tuple[Concept, ...]
    patient: Ref
    clinicians: tuple[Ref, ...]
    period: Period
    locations: tuple[Ref, ...]
    provider: Ref


@dataclass(frozen=True, slots=True)
class Procedure:
    """Something was done to a patient. `performed`: from when until when, as it was said."""

    id: str
    status: str
    code: Concept
    patient: Ref
    encounter: Ref
    performed: Period
    performers: tuple[Ref, ...]
    location: Ref


@dataclass(frozen=True, slots=True)
class Consent:
    """A patient's consent, or its refusal (`decision`: permit, deny)."""

    id: str
    status: str
    scope: Concept
    categories: tuple[Concept, ...]
    patient: Ref
    given: str
    decision: str
    period: Period


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who pays for a patient."""

    id: str
    status: str
    kind: Concept
    patient: Ref
    subscriber: Ref
    subscriber_id: str
    relationship: Concept
    period: Period
    payers: tuple[Ref, ...]
    classes: tuple[tuple[str, str], ...]
    order: int


@dataclass(frozen=True, slots=True)
class Appointment:
    """A time at which people mean to meet."""

    id: str
    status: str
    kinds: tuple[Concept, ...]
    start: str
    end: str
    actors: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A paper about a patient: what it is and where its bytes are."""

    id: str
    status: str
    kind: Concept
    patient: Ref
    date: str
    authors: tuple[Ref, ...]
    title: str
    media_type: str
    url: str
    digest: str
    encounters: tuple[Ref, ...]


Record = (
    Patient
    | Practitioner
    | PractitionerRole
    | Organization
    | Location
    | Encounter
    | Procedure
    | Consent
    | Coverage
    | Appointment
    | DocumentReference
)
