"""The directory: our people, their roles, our organizations and sites, as everybody in the network sees them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openmso.authority.facts import Facts
from openmso.authority.facts.people import Engagement, Person
from openmso.authority.facts.structure import Organization, Site
from openmso.care.rules.fhir import writing as w
from openmso.care.rules.fhir.parts import NPI
from openmso.care.rules.fhir.searching import Asked, id_of
from openmso.care.rules.fhir.writing import OURS, Resource, fhir_id
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of

KINDS: dict[str, Any] = {
    "Practitioner": Person,
    "PractitionerRole": Engagement,
    "Organization": Organization,
    "Location": Site,
}


def matches(by: Actor, asked: Asked, on: int) -> list[Resource]:
    """All of a type that are asked for, in order of id; `on`: the day on which they are active or not."""
    facts = judge_of(by)[0].facts
    found = [
        one
        for one in facts.all(KINDS[asked.kind])
        if all(_fits(one, name, value) for name, value in asked.said)
    ]
    return sorted((_written(facts, one, on) for one in found), key=lambda one: str(one["id"]))


def named(by: Actor, places: Iterable[str], on: int) -> list[Resource]:
    """Those of ours that are named by type and id, in that order."""
    wanted = sorted(place.split("/", 1) for place in places)
    asked = [Asked(kind, (("_id", id),)) for kind, id in wanted if kind in KINDS]
    return [one for each in asked for one in matches(by, each, on)]


def _written(facts: Facts, one: Any, on: int) -> Resource:  # noqa: ANN401 - a record of one of four kinds
    match one:
        case Person():
            return w.practitioner(one, on)
        case Organization():
            return w.organization(one, on)
        case Site():
            return w.location(one, on)
    return w.role(one, on, _sites(facts, one))


def _sites(facts: Facts, one: Engagement) -> Iterable[str]:
    if one.sites is not None:
        return sorted(one.sites)
    return sorted(site.id for site in facts.by(Site, "practice", one.organization))


def _fits(one: Any, name: str, value: str) -> bool:  # noqa: ANN401 - a record of one of four kinds
    match name:
        case "_id":
            return fhir_id(one.id) in value.split(",")
        case "name":
            words = one.name.casefold().split()
            return any(word.startswith(value.casefold()) for word in (*words, one.name.casefold()))
        case "identifier":
            tokens = {f"{OURS}|{one.id}", one.id, *((f"{NPI}|{one.npi}", one.npi) if one.npi else ())}
            return not tokens.isdisjoint(value.split(","))
        case "practitioner":
            return fhir_id(one.person) == id_of("Practitioner", value)
        case "organization":
            return fhir_id(getattr(one, "organization", "") or one.practice) == id_of("Organization", value)
        case "address-state":
            return bool(one.state == value.upper())
    return False
