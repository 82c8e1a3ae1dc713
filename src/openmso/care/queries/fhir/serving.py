"""One resource, or a page of those that are asked for: what is ours first, then what other systems sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import dumps

from openmso.care.queries.fhir import charts, directory
from openmso.care.rules.fhir.searching import CHARTS, Asked
from openmso.care.rules.fhir.writing import Resource
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Side

OUTSIDE = "out-"
"""How ids of what other systems sent begin."""
MEDICINE = (Side.CLINICAL, Side.SYSTEM)


class NothingThereError(LookupError):
    """There is no such resource, or it is not there for who asks."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found: how many there are in all, and after which id the next page begins (empty: none)."""

    resources: Sequence[Resource]
    total: int
    further: str


def read(by: Actor, kind: str, id: str, on: int) -> Resource:
    """One resource. Raises `NothingThereError`."""
    found = search(by, Asked(kind, (("_id", id),), count=2), on)
    if len(found.resources) != 1 or found.resources[0]["id"] != id:
        raise NothingThereError(f"there is no {kind}/{id}")
    return found.resources[0]


def search(by: Actor, asked: Asked, on: int) -> Found:
    """A page of what is asked for. Of charts nothing is there for other sides than medicine's. Raises `AskedWrongError`."""
    beyond = asked.after.startswith(OUTSIDE)
    own = [] if asked.kind in CHARTS else directory.matches(by, asked, on)
    page = [] if beyond else [one for one in own if str(one["id"]) > asked.after][: asked.count + 1]
    total = len(own)
    if by.side in MEDICINE and (asked.kind in CHARTS or _only_common(asked)):
        with seeing(by):
            rows = charts.matching(by, asked)
            total += rows.count()
            if asked.after and (beyond or asked.kind in CHARTS):
                rows = rows.filter(served__gt=asked.after)
            page += charts.served(by, rows[: asked.count + 1 - len(page)])
    shown = page[: asked.count]
    further = str(shown[-1]["id"]) if len(page) > asked.count else ""
    return Found([versioned(one) for one in shown], total, further)


def everything(
    by: Actor, patient: str, on: int, *, kinds: Iterable[str] = (), since: str = ""
) -> list[Resource]:
    """A patient with all that is here of them, and the people and places it leads to; of some types only, or what came since.

    Raises `NothingThereError` for a patient who is not there, `AskedWrongError`.
    """
    read(by, "Patient", patient, on)
    found = charts.everything(by, patient, kinds=kinds, since=since)
    near = [
        one
        for one in directory.named(by, charts.leads_to(found), on)
        if not kinds or one["resourceType"] in kinds
    ]
    return [versioned(one) for one in (*found, *near)]


def _only_common(asked: Asked) -> bool:
    """Whether a search of the directory is one that outside people and places can be found by, too."""
    names = {name for name, _ in asked.said}
    return names <= {"_id", "identifier", "name"} and (asked.kind == "Practitioner" or "name" not in names)


def versioned(one: Resource) -> Resource:
    """A resource with its version: a digest, where it says none."""
    if "meta" in one:
        return one
    digest = sha256(dumps(one, sort_keys=True).encode()).hexdigest()[:32]
    return {**one, "meta": {"versionId": digest}}
