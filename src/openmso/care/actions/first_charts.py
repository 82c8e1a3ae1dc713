"""A demonstration gets wordings to consent to, and patients whose visits those of today are: made up, every one of them."""

from __future__ import annotations

from datetime import date
from typing import Final

from openmso.care.actions.forms import Wording, word_consent
from openmso.care.actions.patients import enter_patient
from openmso.care.actions.visits import assign_patient
from openmso.care.models import ConsentForm, Visit, VisitPatient
from openmso.care.rules.patients import Identity
from openmso.foundation.actor import Actor
from openmso.foundation.door import action
from openmso.oversight.facts import judge_of

MADE_UP: Final = (
    ("Mara", "Quill", date(1988, 5, 4)),
    ("Noor", "Tallis", date(1979, 11, 23)),
    ("Ines", "Marlowe", date(1994, 2, 17)),
    ("Theo", "Vance", date(1966, 8, 30)),
    ("Opal", "Renwick", date(2001, 1, 9)),
    ("Jonah", "Pell", date(1983, 6, 12)),
    ("Wren", "Castell", date(1990, 10, 2)),
    ("Iris", "Holloway", date(1972, 3, 28)),
)
TEXT: Final = (
    "This is a demonstration, and no wording for a patient. A real one says what is done and by whom, with which license; what is "
    "expected of it; what often follows and what rarely but gravely; what else could be done, and what happens if nothing is; what it "
    "costs; how to reach somebody at night; and that consent can be taken back. Counsel should have read it."
)


@action()
def fill_charts(*, by: Actor, why: str, on: date) -> int:
    """Put a wording for every procedure in force, and say whose the first visits on the calendar are; how many. Once, and for the system only."""
    if ConsentForm.objects.filter(network=by.network).exists():
        return 0
    judge, _ = judge_of(by)
    for title, kind, procedures in (
        ("Treatment", "treatment", frozenset(judge.law.procedures)),
        ("Telehealth", "telehealth", frozenset[str]()),
        ("Clinical photographs", "photo", frozenset[str]()),
    ):
        word_consent(by=by, why=why, wording=Wording(kind, title, TEXT, procedures))
    free = Visit.objects.filter(network=by.network, status="booked").exclude(
        id__in=VisitPatient.objects.filter(network=by.network).values("visit")
    )
    visits = list(free.select_related("site").order_by("site__code", "span")[: len(MADE_UP)])
    for visit, (given, family, born) in zip(visits, MADE_UP, strict=False):
        who = Identity(family, given, born, state=visit.site.state)
        code = enter_patient(by=by, why=why, identity=who, site=visit.site.code, today=on)
        assign_patient(by=by, why=why, visit=visit.code, patient=code)
    return len(visits)
