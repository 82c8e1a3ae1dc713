"""Networks: a valid one of two givers and three workers, with up to ten things changed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from openmso.authority.answer import Key
from openmso.authority.facts import Facts, Record, Settings
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import (
    Certificate,
    Competency,
    Engagement,
    Exclusion,
    Experience,
    Insurance,
    License,
    Person,
)
from openmso.authority.facts.structure import Organization, Ownership, Registration, Service, Signature, Site
from openmso.authority.terms import Confidence
from openmso.timeline.spans import ALWAYS
from tests.strategies.chance import LONG_AGO, dates, mostly, spans

HERE, THERE = "TX", "NM"
INJECT, DRIP = "neuromodulator_injection", "iv_therapy"
BOTH = frozenset({INJECT, DRIP})
GIVERS = {"ada": "MD", "ben": "DO"}
WORKERS = ("nia", "rosa", "sam")
ROLES = ("RN", "NP", "PA", "MA", "EST", "MD", "LPN", "LT")
SITES = ("here", "there", "tele")


def _signed(*people: str) -> tuple[Signature, ...]:
    return tuple(Signature(person, LONG_AGO) for person in people)


STRUCTURE: tuple[Record, ...] = (
    Organization("mso", "Management", "mso", "LLC", "DE"),
    Organization("lumen", "Lumen", "practice", "PLLC", HERE),
    Organization("other", "Other", "practice", "PC", HERE),
    Ownership("own-lumen", "lumen", "ada", Decimal(100)),
    Ownership("own-other", "other", "ben", Decimal(100)),
    Site("here", "Here", "lumen", HERE, "America/Chicago", latitude=32.0, longitude=-103.0),
    Site("there", "There", "lumen", THERE, "America/Denver", latitude=32.7, longitude=-104.4),
    Site("tele", "Telehealth", "lumen", HERE, "America/Chicago", "telehealth", "telehealth", med_spa=False),
    *(Service(f"menu-{site}", site, "Everything", BOTH) for site in SITES),
    Registration("registration", "lumen", "spa"),
    Insurance("insurance", "lumen", "malpractice", ALWAYS),
    Protocol("protocol", "lumen", BOTH, ALWAYS, signatures=_signed("ada")),
    StandingOrder("order", "ada", "lumen", BOTH, frozenset(ROLES), ALWAYS, signatures=_signed("ada")),
)


def giver(person: str, role: str, site: str) -> list[Record]:
    """A physician with licenses in both states who works at one site and is appointed everywhere."""
    return [
        Person(person, person.title()),
        License(f"license-{person}-here", person, role, HERE, ALWAYS),
        License(f"license-{person}-there", person, role, THERE, ALWAYS),
        Engagement(f"engagement-{person}", person, "lumen", role, sites=frozenset({site})),
        Appointment(f"appointment-{person}", person, "lumen", signatures=_signed(person)),
    ]


def worker(person: str, role: str, by: str) -> list[Record]:
    """Somebody with everything the role may need."""
    return [
        Person(person, person.title()),
        License(f"license-{person}", person, role, HERE, ALWAYS, multistate=True),
        Engagement(f"engagement-{person}", person, "lumen", role),
        *(Competency(f"competency-{person}-{what}", person, what, ALWAYS, by, 16) for what in (INJECT, DRIP)),
        Certificate(f"certificate-{person}", person, "laser"),
        Experience(f"experience-{person}", person, role, LONG_AGO, 4000, 24),
        Agreement(f"agreement-{person}", by, person, "collaborative", ALWAYS, signatures=_signed(by, person)),
        Delegation(
            f"delegation-{person}", by, person, BOTH, ALWAYS, None, _signed(by), frozenset({"she is trained"})
        ),
    ]


percents = st.sampled_from([Decimal(51), Decimal(49), Decimal(20)])
everybody = [*GIVERS, *WORKERS]
places = st.sampled_from([None, frozenset({"here"}), frozenset({"there"}), frozenset({"here", "tele"})])
procedures = st.sampled_from([frozenset({INJECT}), frozenset({DRIP}), BOTH, None])
signers = st.lists(st.builds(Signature, st.sampled_from(everybody), dates), max_size=3).map(tuple)
paper_fields: Mapping[str, st.SearchStrategy[Any]] = {
    "span": spans,
    "sites": places,
    "procedures": procedures,
    "signatures": signers,
    "physician": st.sampled_from(everybody),
}
office_fields = {
    "span": spans,
    "sites": places,
    "signatures": signers,
    "practice": st.sampled_from(["other", "lumen"]),
}
# What may be other than in the valid world, by kind of record.
FIELDS: Mapping[type, Mapping[str, st.SearchStrategy[Any]]] = {
    Organization: {"span": spans, "form": st.sampled_from(["PC", "LLC"]), "kind": st.just("holding")},
    Ownership: {
        "span": spans,
        "owner": st.sampled_from([*everybody, "mso", "other", "lumen"]),
        "percent": percents,
    },
    Site: {
        "span": spans,
        "latitude": st.sampled_from([None, 33.2]),
        "setting": st.sampled_from(["spa", "hospital"]),
        "med_spa": st.booleans(),
    },
    Service: {"span": spans, "procedures": procedures.filter(bool)},
    Registration: {"span": spans, "holder": st.sampled_from(SITES), "kind": st.sampled_from(["lay", "spa"])},
    Insurance: {
        "span": spans,
        "subject": st.sampled_from(everybody),
        "kind": st.just("general"),
        "covers": procedures,
    },
    License: {
        "span": spans,
        "role": st.sampled_from(ROLES),
        "state": st.sampled_from([HERE, THERE, "OK"]),
        "status": st.sampled_from(["lapsed", "probation", "suspended"]),
        "multistate": st.booleans(),
        "person": st.sampled_from(everybody),
    },
    Engagement: {
        "span": spans,
        "role": st.sampled_from([*ROLES, "MANAGER"]),
        "sites": places,
        "organization": st.sampled_from(["mso", "other"]),
        "person": st.sampled_from(everybody),
    },
    Competency: {"span": spans, "training_hours": st.sampled_from([None, 4])},
    Certificate: {"span": spans, "kind": st.just("other")},
    Experience: {
        "on": dates,
        "hours": st.sampled_from([None, 100]),
        "months": st.sampled_from([None, 3]),
        "role": st.sampled_from(ROLES),
    },
    Appointment: {**office_fields, "kind": st.sampled_from(["backup", "collaborator"])},
    Agreement: {
        **paper_fields,
        "fte": st.sampled_from([Decimal("0.5"), Decimal("0.2")]),
        "prescribes": st.booleans(),
    },
    Delegation: {
        **paper_fields,
        "procedures": procedures.filter(bool),
        "attests": st.just(frozenset[str]()),
    },
    Protocol: {**office_fields, "procedures": procedures.filter(bool)},
    StandingOrder: {
        **office_fields,
        "procedures": procedures.filter(bool),
        "roles": st.just(frozenset({"RN"})),
        "prescriber": st.sampled_from(everybody),
    },
    Exclusion: {"span": spans, "subject": st.sampled_from(everybody)},
}


@st.composite
def networks(draw: st.DrawFn) -> Facts:
    """A network with up to ten things changed: a field of a record, a record more, a record less."""
    records: list[Record] = [*STRUCTURE, *giver("ada", "MD", "here"), *giver("ben", "DO", "there")]
    for person, role in zip(WORKERS, ("NP", "RN", "PA"), strict=True):
        records += worker(person, draw(mostly(role, *ROLES)), draw(mostly("ada", "ben")))
    for number in range(draw(st.integers(0, 10))):
        at = draw(st.integers(0, len(records) - 1))
        records[at : at + 1] = draw(changed(records[at], number))
    if draw(mostly(False, True)):
        records.append(Exclusion("exclusion", draw(st.sampled_from(everybody)), "LEIE", draw(spans)))
    for number in range(draw(mostly(0, 2))):
        owner, percent = draw(st.sampled_from([*everybody, "mso", "other"])), draw(percents)
        records.append(
            Ownership(f"own-{number}", draw(mostly("lumen", "other")), owner, percent, draw(spans))
        )
    insured = draw(mostly(frozenset[str](), frozenset({"RN", "NP"})))
    return Facts.of(records, settings=Settings(draw(mostly(Confidence.MEDIUM, Confidence.HIGH)), insured))


@st.composite
def changed(draw: st.DrawFn, record: Record, number: int) -> list[Record]:
    """What stands in the place of a record: one with another field, both, or nothing."""
    fields = FIELDS.get(type(record))
    if fields is None:
        return [record]
    name = draw(st.sampled_from(sorted(fields)))
    other: Record = replace(record, **{name: draw(fields[name])})
    way = draw(st.sampled_from(["alter", "add", "drop"]))
    if way == "alter":
        return [other]
    if way == "add":
        return [record, replace(other, id=f"{record.id}+{number}")]
    # A site and its practice are what the question is about; without them nothing is asked.
    return [record] if isinstance(record, Site | Organization) else []


def keys() -> st.SearchStrategy[Key]:
    """Who, what, where; mostly in the first state."""
    people = st.sampled_from(["nia", "rosa", "sam", "rosa", "nia", "ada"])
    return st.builds(Key, people, st.sampled_from([INJECT, INJECT, DRIP]), mostly(*SITES))
