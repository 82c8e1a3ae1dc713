"""Wordings of consents are put in force by who decides in medicine; patients sign them, and may take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import uuid4

from django.utils import timezone

from openmso.authority.facts.people import Person
from openmso.care.actions.patients import reached
from openmso.care.facts.sealing import identity_of, sealed
from openmso.care.models import Consent, ConsentForm, Visit
from openmso.care.queries.patients import patient_row
from openmso.care.rules.patients import is_minor
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.foundation.register import NotThereError, RefusedError, row_named
from openmso.foundation.rules.sides import Side

KINDS: Final = {
    "treatment": "Treatment",
    "telehealth": "Telehealth",
    "photo": "Clinical photographs",
    "marketing": "Pictures for marketing",
    "privacy": "Privacy notice",
    "financial": "Prices and payment",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording to put in force. `months`: how long a signature counts; 0 for one treatment."""

    kind: str
    title: str
    text: str
    procedures: frozenset[str] = frozenset()
    months: int = 12


@action(Side.CLINICAL)
def word_consent(*, by: Actor, why: str, wording: Wording, now: datetime | None = None) -> str:
    """Put a wording in force from now on; it is the next version of its title, and the one before ends. Refused if it says the same."""
    del why
    moment = now or timezone.now()
    _worded(wording)
    before = (
        ConsentForm.objects.select_for_update()
        .filter(network=by.network, kind=wording.kind, title=wording.title.strip())
        .order_by("-version")
        .first()
    )
    if before is not None:
        same = (before.text, set(before.procedures), before.months) == (
            wording.text.strip(),
            set(wording.procedures),
            wording.months,
        )
        if same and before.until is None:
            raise RefusedError.at(
                "text", "it says what the one in force says", "change something, or leave it"
            )
        before.until = moment if before.until is None else before.until
        before.save(update_fields=["until"])
    code = f"wording-{uuid4().hex}"
    ConsentForm.objects.create(
        network_id=by.network,
        code=code,
        kind=wording.kind,
        title=wording.title.strip(),
        version=before.version + 1 if before is not None else 1,
        procedures=sorted(wording.procedures),
        text=wording.text.strip(),
        months=wording.months,
        since=moment,
    )
    return code


def _worded(wording: Wording) -> None:
    if wording.kind not in KINDS:
        raise RefusedError.at("kind", f'"{wording.kind}" is no consent', f"one of {', '.join(KINDS)}")
    if not wording.title.strip():
        raise RefusedError.at("title", "it has no title", "say what is consented to")
    if len(wording.text.split()) < 20:
        raise RefusedError.at(
            "text", "so few words inform nobody", "say what is done, its risks, its alternatives"
        )
    if wording.kind == "treatment" and not wording.procedures:
        raise RefusedError.at("procedures", "a treatment has procedures", "say which it is for")


@action(Side.CLINICAL)
def sign_consent(
    *,
    by: Actor,
    why: str,
    patient: str,
    wording: str,
    signed_as: str,
    visit: str = "",
    now: datetime | None = None,
) -> str:
    """A patient signs a wording in force, before somebody of medicine; `signed_as` is the name as they wrote it. For a minor the guardian signs.

    Refused for another name than theirs (or the guardian's), and for a wording that is not in force.
    """
    del why
    moment = now or timezone.now()
    row, form = patient_row(by, patient), _in_force(by, wording, moment)
    reached(by, row, moment)
    who = identity_of(row)
    minor = is_minor(who.born, timezone.localdate(moment))
    expected = who.guardian if minor else who.name
    if signed_as.split() != expected.split() or not expected.strip():
        what = "the guardian signs for who is not of age" if minor else "it is not the name of the patient"
        raise RefusedError.at("signed_as", what, "write the name as it stands in the chart")
    there = Visit.objects.filter(network=by.network, code=visit).first() if visit else None
    if form.months == 0 and there is None:
        raise RefusedError.at("visit", "this wording is signed for one treatment", "sign it from the visit")
    code = f"consent-{uuid4().hex}"
    Consent.objects.create(
        network_id=by.network,
        code=code,
        patient=row,
        form=form,
        by_guardian=minor,
        witness_id=row_named(by, Person, "person", by.person or "").id,
        visit=there,
        signed_at=moment,
        sealed=sealed(Consent, by.network, code, {"signed_as": signed_as}),
    )
    return code


def _in_force(by: Actor, code: str, moment: datetime) -> ConsentForm:
    form = ConsentForm.objects.filter(network=by.network, code=code).first()
    if form is None:
        raise NotThereError(ConsentForm, code)
    if form.since > moment or (form.until is not None and form.until <= moment):
        raise RefusedError.at("wording", "it is not in force", "sign the version in force")
    return form


@action(Side.CLINICAL)
def withdraw_consent(*, by: Actor, why: str, consent: str, now: datetime | None = None) -> None:
    """The patient takes it back: it does not count from now on. Refused if they had."""
    del why
    row = Consent.objects.select_for_update().filter(network=by.network, code=consent).first()
    if row is None:
        raise NotThereError(Consent, consent)
    reached(by, patient_row(by, row.patient.code), now)
    if row.withdrawn_at is not None:
        raise RefusedError.at("consent", "it was taken back already", "nothing is left to do")
    row.withdrawn_at = now or timezone.now()
    row.save(update_fields=["withdrawn_at"])
