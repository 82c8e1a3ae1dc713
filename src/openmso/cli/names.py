"""Finding whom and what is meant: an id, a name, or a fragment that fits exactly one.

A typing mistake is never taken for a name: the nearest names are shown instead, and nothing is answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openmso.authority.facts import Facts
from openmso.authority.facts.oversight import Agreement, Appointment, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Competency, Engagement, License, Person
from openmso.authority.facts.structure import Organization, Service, Site
from openmso.cli.failure import BadInputError
from openmso.words.labels import Labels

SHOWN = 8
"""So many candidates are listed."""

REMOVABLE = (
    Person,
    Organization,
    License,
    Engagement,
    Competency,
    Appointment,
    Agreement,
    Delegation,
    Protocol,
    StandingOrder,
)
"""What `whatif --without` looks through for a fragment; by its id any record can be named."""


def person(text: str, labels: Labels) -> str:
    """The id of the person meant."""
    return _pick("person", text, {one.id: one.name for one in labels.facts.all(Person)})


def site(text: str, labels: Labels) -> str:
    """The id of the site meant."""
    return _pick("site", text, {one.id: one.name for one in labels.facts.all(Site)})


def procedure(text: str, labels: Labels, site: str | None = None) -> str:
    """The code of the procedure meant: by the law's label, or as a service of the site's menu is called.

    A service stands for a procedure only if it is made of one.
    """
    names = {code: one.label for code, one in labels.law.procedures.items()}
    menu = [one for one in labels.facts.all(Service) if site is None or one.site == site]
    wanted = " ".join(text.casefold().split())
    called = {one for service in menu if wanted == service.name.casefold() for one in service.procedures}
    if len(called) == 1 and text not in names:
        return called.pop()
    if called and text not in names:
        listed = _listed(called, {code: names.get(code, code) for code in called})
        raise BadInputError(
            f"the service {text!r} is made of several procedures; ask for one of them:", listed
        )
    return _pick("procedure", text, names)


def record(text: str, labels: Labels) -> str:
    """The id of a record of any kind. A fragment that fits one person means that person, not their papers."""
    if labels.facts.find(text) is not None:
        return text
    wanted = " ".join(text.casefold().split())
    people = [
        one.id
        for one in labels.facts.all(Person)
        if wanted and _begins(wanted, one.id.casefold(), one.name.casefold())
    ]
    if len(people) == 1:
        return people[0]
    return _pick("record", text, {id: labels.record(id) for id in _removable(labels.facts)})


def _removable(facts: Facts) -> Iterable[str]:
    return (one.id for kind in REMOVABLE for one in facts.all(kind))


def _pick(kind: str, text: str, names: Mapping[str, str]) -> str:
    """The one id meant by `text` among ids and their names, or a `BadInputError` that lists candidates."""
    wanted = " ".join(text.casefold().split())
    if text in names:
        return text
    for fits in (_equals, _begins, _holds):
        found = [id for id, name in names.items() if wanted and fits(wanted, id.casefold(), name.casefold())]
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInputError(f"{kind} {text!r} could be any of these; give the id:", _listed(found, names))
    near = _nearest(wanted, names)
    if not near:
        raise BadInputError(f"there is no {kind} {text!r} in this network")
    raise BadInputError(f"there is no {kind} {text!r}; did you mean one of these?", _listed(near, names))


def _equals(wanted: str, id: str, name: str) -> bool:
    return wanted in (id, " ".join(name.split()))


def _begins(wanted: str, id: str, name: str) -> bool:
    """Each word of what was typed begins a word of the name, or the whole begins the id."""
    words = name.replace(",", " ").replace("-", " ").split()
    return id.startswith(wanted) or all(
        any(word.startswith(part) for word in words) for part in wanted.split()
    )


def _holds(wanted: str, id: str, name: str) -> bool:
    return wanted in id or wanted in name


def _nearest(wanted: str, names: Mapping[str, str]) -> list[str]:
    from rapidfuzz import fuzz, process

    spoken = {id: f"{id} {name}".casefold() for id, name in names.items()}
    found = process.extract(wanted, spoken, scorer=fuzz.partial_ratio, score_cutoff=60, limit=5)
    return [id for _, _, id in found]


def _listed(ids: Iterable[str], names: Mapping[str, str]) -> list[str]:
    found = sorted(ids, key=lambda id: (names[id].casefold(), id))
    lines = [f"{id}  ({names[id]})" for id in found[:SHOWN]]
    return [*lines, f"… and {len(found) - SHOWN} more"] if len(found) > SHOWN else lines
