"""A patient of Austin, ready to be treated: told of themselves, examined by Ada, consented; and Rosa and Ada there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from openmso.care.actions.charts import Examination, examine, review_intake, take_intake
from openmso.care.actions.forms import Wording, sign_consent, word_consent
from openmso.care.actions.patients import enter_patient
from openmso.care.actions.visits import advance_visit, assign_patient, book_visit
from openmso.care.rules.charts import History
from openmso.care.rules.patients import Identity
from openmso.foundation.actor import Actor
from openmso.foundation.rules.sides import Post
from openmso.structure.queries.rooms import rooms_of
from openmso.workforce.actions import clock_in
from tests.care.calendar import DAY, NOW, at, austin, rosas
from tests.cast import ADA, AUSTIN, BOTOX, ROSA
from tests.kept import clinician, operator

WHY = "a visit"
MARA = Identity("Quill", "Mara", date(1988, 5, 4), phone="512 555 0142", email="mara@example.com", state="TX")
TEXT = (
    "Botulinum toxin is injected into small muscles of the face. Bruises, headache and a drooping lid may follow; "
    "rarely the toxin spreads. You may also leave it, or choose another treatment. Ask whatever you want to ask."
)
HEALTHY = History(pregnant="no")


def rosa(network: UUID) -> Actor:
    """The nurse who injects."""
    return clinician(network, ROSA, Post.RN)


def ada(network: UUID) -> Actor:
    """The director."""
    return clinician(network, ADA)


def wording(network: UUID, now: datetime = NOW - timedelta(days=30)) -> str:
    """The consent to Botox, in force for a month."""
    given = Wording("treatment", "Botulinum toxin", TEXT, frozenset({BOTOX}))
    return word_consent(by=ada(network), why="a wording", wording=given, now=now)


def told(network: UUID, patient: str, history: History = HEALTHY, now: datetime = NOW) -> None:
    """The patient told of themselves, and Rosa went through it with them."""
    code = take_intake(by=rosa(network), why=WHY, patient=patient, history=history, now=now)
    review_intake(by=rosa(network), why=WHY, intake=code, now=now)


def examined(
    network: UUID, patient: str, said: str = "indicated", now: datetime = NOW, mode: str = "video"
) -> str:
    """Ada examined them for Botox."""
    given = Examination(
        mode, "TX", AUSTIN, "Dynamic lines of the glabella, no ptosis.", {BOTOX: said}, {BOTOX: "ptosis"}
    )
    return examine(by=ada(network), why="the exam", patient=patient, exam=given, now=now)


@dataclass(frozen=True)
class Ready:
    """What there is: the network, Mara, her visit at ten (15 UTC) with Rosa under Ada, the wording of the consent."""

    network: UUID
    patient: str
    visit: str
    wording: str


def walk_in(*, consent: bool = True, exam: bool = True, near: bool = True) -> Ready:
    """Mara has arrived; what is said to be wanting is."""
    network = austin(ROSA)
    patient = enter_patient(by=rosa(network), why="new here", identity=MARA, site=AUSTIN, today=DAY)
    room = rooms_of(operator(network), AUSTIN, DAY)[0].code
    visit = book_visit(by=operator(network), why=WHY, booking=rosas(15, room), now=NOW)
    assign_patient(by=rosa(network), why=WHY, visit=visit, patient=patient)
    words = wording(network)
    if exam:
        told(network, patient)
        examined(network, patient)
    if consent:
        sign_consent(
            by=rosa(network), why=WHY, patient=patient, wording=words, signed_as="Mara Quill", now=at(14, 50)
        )
    for who in (ROSA, ADA) if near else (ROSA,):
        clock_in_at(network, who)
    advance_visit(by=operator(network), why=WHY, visit=visit, to="arrived")
    return Ready(network, patient, visit, words)


def clock_in_at(network: UUID, who: str) -> None:
    """Somebody is at the site from its opening."""
    clock_in(
        by=clinician(network, who, Post.RN if who == ROSA else Post.MEDICAL_DIRECTOR),
        why="here",
        site=AUSTIN,
        now=at(14),
    )
