"""Primary-source verification: who looked a license up, where, when, and what the source said."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date

from openmso.authority.codes import WORDS
from openmso.authority.facts.people import License, Person
from openmso.foundation import register
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.sides import Side
from openmso.workforce import models
from openmso.workforce.rules.verification import Discrepancy, Seen, Source, discrepancies


@dataclass(frozen=True, slots=True)
class Verified:
    """What a look at a source came to: the id of its record, where the source differs, and whether it counts."""

    id: str
    differs: tuple[Discrepancy, ...]
    marked: bool


@action(Side.BUSINESS)
def record_verification(
    *,
    by: Actor,
    why: str,
    license: str,
    on: date,
    source: Source,
    seen: Seen,
    looked_by: str,
    document: str = "",
    reference: str = "",
    next_due: date | None = None,
    version: str | None = None,
) -> Verified:
    """Record what a source said of a license.

    The license is marked as verified on that day only if the source is a primary one and agrees in name, number, status and, where
    it shows it, expiry; else the difference stays open until a later look agrees. `looked_by`: who looked; `document`: the evidence
    kept of it; `next_due`: when to look again, the day of the expiry if left out. Raises `NotThereError`, `RefusedError`.
    """
    held = register.one(by, License, license).record
    _judged(seen, on, looked_by, next_due)
    person = register.one(by, Person, held.person).record
    known = models.Identity.objects.filter(code=person.id).first()
    differs = tuple(discrepancies(held, (person.name, *(known.other_names if known else ())), seen))
    later = models.Verification.objects.filter(license=license, on__gt=on).exists()
    marks = source.is_primary and not differs and not later
    if marks:
        verified = replace(held, verified_on=on, verified_with=source.label)
        register.amend(by=by, why=why, record=verified, version=version)
    row = models.Verification.objects.create(
        network_id=by.network,
        code=_id(license, on),
        position=models.Verification.objects.count(),
        license=license,
        person=held.person,
        on=on,
        source=source.value,
        looked_by=looked_by,
        result=_result(seen, differs),
        differs=[asdict(one) for one in differs],
        document=document,
        reference=reference,
        next_due=next_due or held.span.until,
    )
    return Verified(row.code, differs, marks)


def _judged(seen: Seen, on: date, looked_by: str, next_due: date | None) -> None:
    if not looked_by.strip():
        raise RefusedError.at("looked_by", "nobody is said to have looked", "the name of who looked")
    if next_due is not None and next_due <= on:
        raise RefusedError.at("next_due", f"{next_due} is not after the look", "a later day")
    if not seen.found:
        return
    for field in ("name", "number", "status"):
        if not getattr(seen, field).strip():
            raise RefusedError.at(field, "is empty", f"the {field} as the source shows it")
    if seen.status not in WORDS["license status"]:
        words = ", ".join(WORDS["license status"])
        raise RefusedError.at("status", f'"{seen.status}" is no status of a license', f"one of {words}")


def _result(seen: Seen, differs: tuple[Discrepancy, ...]) -> str:
    if not seen.found:
        return "not_found"
    return "differs" if differs else "agrees"


def _id(license: str, on: date) -> str:
    base = f"{license}/verification/{on}"
    number = models.Verification.objects.filter(license=license, on=on).count() + 1
    return base if number == 1 else f"{base}-{number}"
