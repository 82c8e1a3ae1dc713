"""Management agreements are signed, and end."""

from __future__ import annotations

from datetime import date

from openmso.authority.facts.structure import Msa, Organization
from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.register import Fault, Kept, RefusedError
from openmso.structure.actions.gate import against, today
from openmso.structure.actions.register import end, enter
from openmso.structure.queries import one, page


def sign_msa(*, by: Actor, why: str, msa: Msa) -> Kept[Msa]:
    """Enter a management agreement that both parties signed.

    Refused unless an MSO and a practice are its parties, somebody signed for each of them, and the two have no other agreement
    on one of its days: what follows an agreement begins when that has ended. Refused, too, with the whole list, while a must of the
    controls on such agreements stands against it.
    """
    with acting(by, why=why):
        kept = enter(by=by, why=why, record=msa)
        faults = [*_parties(by, msa), *_signatures(msa), *_others(by, msa)] or against(by, msa)
        if faults:
            raise RefusedError(*faults)
    return kept


def amend_msa(*, by: Actor, why: str, msa: Msa, instead: str, version: str | None = None) -> Kept[Msa]:
    """Let an amended agreement take the place of another one between the same parties, from its first day on: the next version of it.

    Prospective only: its first day is today or later. The other one ends the day before. Refused as signing is. `version`: of the other one.
    """
    with acting(by, why=why):
        before = one(by, Msa, instead).record
        if (before.mso, before.practice) != (msa.mso, msa.practice):
            raise RefusedError.at("instead", "it is between other parties", "an agreement of the same two")
        first = msa.span.first
        if first is None or first < today():
            raise RefusedError.at("span.since", "an amendment reaches forward only", "today or a later day")
        if first.toordinal() not in before.span:
            raise RefusedError.at("instead", "it does not hold until then", "sign a new agreement")
        end(by=by, why=why, kind=Msa, id=instead, on=first, version=version)
        return sign_msa(by=by, why=why, msa=msa)


def end_msa(*, by: Actor, why: str, id: str, on: date, version: str | None = None) -> Kept[Msa]:
    """Let a management agreement end: `on` is the first day without it."""
    return end(by=by, why=why, kind=Msa, id=id, on=on, version=version)


def _parties(by: Actor, msa: Msa) -> list[Fault]:
    wanted = {"mso": msa.mso, "practice": msa.practice}
    kinds = {kind: one(by, Organization, id).record.kind for kind, id in wanted.items()}
    return [
        Fault(kind, f'"{wanted[kind]}" is of the kind {is_}', f"an organization of the kind {kind}")
        for kind, is_ in kinds.items()
        if is_ != kind
    ]


def _signatures(msa: Msa) -> list[Fault]:
    signed = {one.for_party for one in msa.signatures}
    return [
        Fault("signatures", f"nobody signed for {party}", "a signature with the party it is for")
        for party in (msa.mso, msa.practice)
        if party not in signed
    ]


def _others(by: Actor, msa: Msa) -> list[Fault]:
    there = page(by, Msa, mso=msa.mso, practice=msa.practice, limit=500).items
    return [
        Fault("span", f"{other.record.id} holds on some of these days", "end that one first")
        for other in there
        if other.record.id != msa.id and other.record.span.overlaps(msa.span)
    ]
