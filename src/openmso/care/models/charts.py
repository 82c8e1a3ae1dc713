"""The chart: what the patient told, exams, orders, treatments, notes, pictures. What is told of a body is sealed to its row."""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.db.models.functions import Now

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import CHART, ONLY_ADDED

KEPT = replace(CHART, verbs=("INSERT", "UPDATE"))


@walled(KEPT)
class Intake(NetworkRecord):
    """What a patient told of themselves on a day (sealed): history, drugs, allergies, pregnancy. Good for treating once somebody reviewed it."""

    patient = down("care.Patient")
    sealed = models.BinaryField()
    taken_by = down("workforce.Person", null=True, blank=True)
    at = models.DateTimeField()
    reviewed_by = down("workforce.Person", null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["network", "patient", "-at"], name="intake_of_patient")]
        constraints = [unique_code("intake_code")]


@walled(replace(CHART.by(DECIDING), verbs=("INSERT", "UPDATE")))
class Exam(NetworkRecord):
    """The initial exam: who, in which role and mode, where the patient was, and what was decided for each procedure.

    `mode`: in_person, video, async, phone. `indicated`, `contraindicated`, `deferred`: procedures. `sealed`: findings, reasons. It rests
    on `intake`: a later one in which something is new overtakes it.
    """

    patient = down("care.Patient")
    examiner = down("workforce.Person")
    role = code()
    mode = code()
    patient_state = models.CharField(max_length=2)
    intake = down("care.Intake")
    visit = down("care.Visit", null=True, blank=True)
    indicated = codes(default=list)
    contraindicated = codes(default=list)
    deferred = codes(default=list)
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["network", "patient", "-at"], name="exam_of_patient")]
        constraints = [unique_code("exam_code")]


@walled(replace(CHART.by(DECIDING), verbs=("INSERT", "UPDATE")))
class Order(NetworkRecord):
    """An order for one patient, until a moment, for so many treatments. `sealed`: product, dose, area, interval, settings."""

    patient = down("care.Patient")
    prescriber = down("workforce.Person")
    role = code()
    procedures = codes()
    times = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
    at = models.DateTimeField()
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["network", "patient", "-at"], name="order_of_patient")]
        constraints = [unique_code("order_code")]


@walled(KEPT)
class Treatment(NetworkRecord):
    """A line of treatment, as it was signed: which procedure, by whom, at which visit; product and lot, so that a recall finds whom it was given to.

    `sealed`: units by area, dilution, settings, course, after-care. `exam`, `order`, `consent` are those it rests on; `act` is the act of oversight.
    """

    visit = down("care.Visit")
    patient = down("care.Patient")
    person = down("workforce.Person")
    procedure = code()
    product = models.CharField(max_length=200, blank=True)
    lot = models.CharField(max_length=100, blank=True)
    expires = models.DateField(null=True, blank=True)
    sealed = models.BinaryField()
    exam = down("care.Exam", null=True, blank=True)
    order = down("care.Order", null=True, blank=True)
    consent = down("care.Consent", null=True, blank=True)
    at = models.DateTimeField()
    signed_at = models.DateTimeField()
    act = code(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["network", "patient", "-at"], name="treatment_of_patient"),
            models.Index(fields=["network", "lot"], name="treatment_of_lot"),
        ]
        constraints = [
            unique_code("treatment_code"),
            models.UniqueConstraint(fields=["visit", "procedure"], name="treatment_once_a_visit"),
        ]


@walled(replace(CHART, verbs=ONLY_ADDED))
class Note(NetworkRecord):
    """What somebody wrote down of a visit and signed; never changed. An addendum names the note it adds to."""

    visit = down("care.Visit")
    patient = down("care.Patient")
    author = down("workforce.Person")
    adds_to = down("care.Note", null=True, blank=True)
    sealed = models.BinaryField()
    signed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["network", "patient", "-signed_at"], name="note_of_patient")]
        constraints = [unique_code("note_code")]


@walled(replace(CHART, verbs=ONLY_ADDED, unseen=("sealed",)))
class Photo(NetworkRecord):
    """A picture, sealed: before or after, of which area."""

    visit = down("care.Visit")
    patient = down("care.Patient")
    taken_by = down("workforce.Person")
    view = code()
    area = code(blank=True)
    media = code()
    sealed = models.BinaryField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            in_order("photo_in_order"),
            models.Index(fields=["network", "patient"], name="photo_of_patient"),
        ]
        constraints = [unique_code("photo_code")]
