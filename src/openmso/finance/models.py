"""Tables of finance. What was entered, drawn, answered, billed or paid is never changed: what was wrong is followed by what mends it.

The business enters evidence, draws and sends statements and bills them; only an owner of a practice, on the clinical side, approves or
questions one: neither the business nor the system has the right to write that. A bill rests on such an approval.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from openmso.foundation.models import NetworkRecord, StepUp, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, down, number, whole
from openmso.foundation.rules.purposes import FINANCING, OWNING, PAYING
from openmso.foundation.rules.sides import BUSINESS, EVERYBODY, ONLY_ADDED, SHARED, Side, Walled

BILLED: Final = replace(BUSINESS, verbs=ONLY_ADDED).by(FINANCING)
ANSWERED: Final = Walled(EVERYBODY, frozenset({Side.CLINICAL}), ONLY_ADDED).by(OWNING)
"""Nobody answers for a practice but its owners: not the business, not the system."""
PAID: Final = replace(SHARED, verbs=ONLY_ADDED).by(PAYING)


@walled(BILLED)
class ServiceEvidence(NetworkRecord):
    """What shows that a service was given in a month (its first day). `instead`: the piece that this one takes the place of. US dollars."""

    msa = down("structure.Msa")
    month = models.DateField()
    service = models.CharField(max_length=300, blank=True)
    kind = code()
    reference = models.CharField(max_length=300)
    units = number(null=True, blank=True)
    amount = number(null=True, blank=True)
    about = models.CharField(max_length=300, blank=True)
    document = code(blank=True)
    instead = down("self", null=True, blank=True)
    source = code()
    actor = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["network", "msa", "month"], name="evidence_of_month")]
        constraints = [
            unique_code("serviceevidence_code"),
            models.UniqueConstraint(
                fields=["network", "msa", "month", "service", "kind", "reference"],
                condition=Q(instead__isnull=True),
                name="serviceevidence_once",
            ),
            models.UniqueConstraint(fields=["network", "instead"], name="serviceevidence_replaced_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="serviceevidence_month"),
            models.CheckConstraint(
                condition=(Q(units__isnull=True) | Q(units__gte=0))
                & (Q(amount__isnull=True) | Q(amount__gte=0)),
                name="serviceevidence_numbers",
            ),
        ]


@walled(BILLED)
class FeeStatement(NetworkRecord):
    """A statement of a month as it was drawn: `lines` as `rules.statement` tells them, `missing` what stands against sending it.

    `digest`: of all that it says; drawing the same again is this one. A later `revision` takes the place of the earlier ones.
    """

    msa = down("structure.Msa")
    month = models.DateField()
    revision = whole()
    lines = models.JSONField()
    missing = models.JSONField(default=list)
    total = number()
    fair = models.JSONField()
    terms = models.JSONField()
    digest = models.CharField(max_length=64)
    actor = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [in_order("feestatement_in_order")]
        constraints = [
            unique_code("feestatement_code"),
            models.UniqueConstraint(
                fields=["network", "msa", "month", "revision"], name="feestatement_revision"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="feestatement_month"),
        ]


@walled(BILLED)
class Sending(NetworkRecord):
    """A statement was put before the owners of the practice."""

    statement = down("finance.FeeStatement")
    actor = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            unique_code("sending_code"),
            models.UniqueConstraint(fields=["network", "statement"], name="sending_once"),
        ]


@walled(ANSWERED)
class Question(NetworkRecord):
    """An owner of the practice questions a line of a statement (empty: the whole), and says why."""

    sending = down("finance.Sending")
    line = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=1000)
    person = down("workforce.Person")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [unique_code("question_code")]


@walled(ANSWERED)
class Approval(NetworkRecord):
    """An owner of the practice approves a statement, by a fresh proof, under a license in force. One month of an agreement has one."""

    sending = down("finance.Sending")
    msa = down("structure.Msa")
    month = models.DateField()
    person = down("workforce.Person")
    license = code()
    on = models.DateField()
    step_up = models.OneToOneField(StepUp, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            unique_code("approval_code"),
            models.UniqueConstraint(fields=["network", "sending"], name="approval_once"),
            models.UniqueConstraint(fields=["network", "msa", "month"], name="approval_of_month"),
        ]


@walled(BILLED)
class FeeCorrection(NetworkRecord):
    """An adjusting line: what an approved statement had wrong goes into a later `month`. US dollars, below zero in favor of the practice."""

    approval = down("finance.Approval")
    month = models.DateField()
    amount = number()
    reason = models.CharField(max_length=500)
    actor = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            unique_code("feecorrection_code"),
            models.CheckConstraint(condition=~Q(amount=0), name="feecorrection_amount"),
            models.CheckConstraint(condition=Q(month__day=1), name="feecorrection_month"),
        ]


@walled(BILLED)
class Invoice(NetworkRecord):
    """A bill of an approved statement. `serial`: its number among the bills to the payer in a year, without a gap."""

    approval = down("finance.Approval")
    payer = down("structure.Organization")
    payee = down("structure.Organization")
    year = whole()
    serial = whole()
    amount = number()
    issued_on = models.DateField()
    due_on = models.DateField()
    actor = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [in_order("invoice_in_order")]
        constraints = [
            unique_code("invoice_code"),
            models.UniqueConstraint(fields=["network", "approval"], name="invoice_once"),
            models.UniqueConstraint(fields=["network", "payer", "year", "serial"], name="invoice_number"),
            models.CheckConstraint(
                condition=Q(serial__gte=1, amount__gt=0, due_on__gte=F("issued_on")), name="invoice_is_one"
            ),
        ]


@walled(BILLED)
class OtherDue(NetworkRecord):
    """What a practice owes beside its fee: an installment of a loan (`loan`), or what was paid for it (`reimbursement`)."""

    msa = down("structure.Msa")
    kind = code()
    reference = models.CharField(max_length=200)
    amount = number()
    due_on = models.DateField()
    about = models.CharField(max_length=500)
    document = code(blank=True)
    actor = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            unique_code("otherdue_code"),
            models.UniqueConstraint(fields=["network", "msa", "kind", "reference"], name="otherdue_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["loan", "reimbursement"], amount__gt=0), name="otherdue_is_one"
            ),
        ]


@walled(PAID)
class Transfer(NetworkRecord):
    """Money that a practice paid to its management company, with the slip that goes with it. It clears one bill or one other due.

    There is none without: the database refuses it. `reverses`: the transfer that was entered wrongly and counts no more.
    """

    msa = down("structure.Msa")
    invoice = down("finance.Invoice", null=True, blank=True)
    due = down("finance.OtherDue", null=True, blank=True)
    reverses = down("self", null=True, blank=True)
    amount = number()
    on = models.DateField()
    basis = models.CharField(max_length=500)
    reference = models.CharField(max_length=200, blank=True)
    actor = models.CharField(max_length=40, blank=True)
    side = models.CharField(max_length=10)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [in_order("transfer_in_order")]
        constraints = [
            unique_code("transfer_code"),
            models.UniqueConstraint(fields=["network", "reverses"], name="transfer_reversed_once"),
            models.CheckConstraint(
                condition=Q(invoice__isnull=False, due__isnull=True)
                | Q(invoice__isnull=True, due__isnull=False),
                name="transfer_against_something",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_amount"),
        ]
