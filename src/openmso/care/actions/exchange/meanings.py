"""What codes and places of other systems are here: said once by somebody of medicine, and taken up at once."""

from __future__ import annotations

from hashlib import sha256

from openmso.authority.facts import UnknownRecordError
from openmso.authority.facts.structure import Site
from openmso.care.access import bringing
from openmso.care.models import Outside, ProcedureCode
from openmso.care.rules.fhir.codes import NONE
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Side
from openmso.oversight.facts import judge_of


@action(Side.CLINICAL)
def map_code(*, by: Actor, why: str, system: str, number: str, procedure: str, words: str = "") -> None:
    """Say what a code means here: a procedure of the closed list, or `none`. Said again, it means that from now on.

    Acts that were recorded stay as they are. Raises `RefusedError` for what is not on the list.
    """
    del why  # the door has put it into the transaction
    bringing(by)
    judge, _ = judge_of(by)
    if procedure != NONE and procedure not in judge.law.procedures:
        raise RefusedError.at(
            "procedure", f'"{procedure}" is no act of the closed list', "choose one, or none of them"
        )
    if not system.strip() or not number.strip():
        raise RefusedError.at("number", "a code has a system and a number", "say both")
    code = sha256(f"{system}|{number}".encode()).hexdigest()[:32]
    ProcedureCode.objects.update_or_create(
        network_id=by.network,
        system=system,
        number=number,
        defaults={"procedure": procedure},
        create_defaults={"procedure": procedure, "words": words[:300], "code": code},
    )


@action(Side.CLINICAL)
def place_outside(*, by: Actor, why: str, location: str, site: str) -> None:
    """Say which site of ours a location or organization of another system is. Empty: none of them (any more).

    Raises `NotThereError` for a location that is not there, `RefusedError` for a site that we have not.
    """
    del why  # the door has put it into the transaction
    bringing(by)
    if site:
        try:
            judge_of(by)[0].facts.need(Site, site)
        except UnknownRecordError as unknown:
            raise RefusedError.at("site", str(unknown), "choose a site") from None
    rows = Outside.objects.filter(
        network=by.network, code=location, current=True, kind__in=("Location", "Organization")
    )
    if not rows.update(ours=site, waits=""):
        raise NotThereError(Outside, location)
