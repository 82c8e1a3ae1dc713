"""Envelopes: documents that go round for signature, who is asked in which order, what they said, which letters went out. Nothing of it is ever changed.

What the database holds of them besides is in `envelope_guards`.
"""

from __future__ import annotations

from dataclasses import replace

from django.db import models
from django.db.models.functions import Now

from openmso.evidence.models.documents import KEPT, wall_of_row
from openmso.evidence.models.signatures import SIGNING, Signature
from openmso.evidence.rules.envelopes import LONGEST, PARTS, WORDS
from openmso.evidence.rules.papers import Intent
from openmso.foundation.models import NetworkRecord, User, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down
from openmso.foundation.rules.sides import EVERYBODY, Side


@walled(KEPT)
class Envelope(NetworkRecord):
    """A document goes out, once: who sent it, until when answers count, when the document is to be reviewed, on which day it ends."""

    wall = wall_of_row()
    document = down("Document")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField()
    review_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [in_order("envelope_in_order")]
        constraints = [
            unique_code("envelope_code"),
            models.UniqueConstraint(fields=["document"], name="envelope_of_a_document_once"),
        ]


@walled(KEPT)
class EnvelopeParty(NetworkRecord):
    """One who reviews or signs, at their turn. `states`: where they must hold a license on the day."""

    wall = wall_of_row()
    envelope = down("Envelope")
    turn = models.PositiveIntegerField()
    part = models.CharField(max_length=10, choices=list(PARTS.items()))
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    person = code(blank=True)
    role = models.CharField(max_length=LONGEST)
    intent = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Intent])
    statement = models.TextField(blank=True)
    states = codes(default=list)

    class Meta:
        indexes = [in_order("envelopeparty_in_order")]
        constraints = [
            unique_code("envelopeparty_code"),
            models.UniqueConstraint(fields=["envelope", "turn"], name="envelopeparty_one_at_a_turn"),
        ]


@walled(SIGNING)
class EnvelopeWord(NetworkRecord):
    """What somebody said: a party at their turn, or whoever takes the whole back. Their own word, of this moment."""

    wall = wall_of_row()
    envelope = down("Envelope")
    party = down("EnvelopeParty", null=True)
    what = models.CharField(max_length=10, choices=list(WORDS.items()))
    reason = models.CharField(max_length=LONGEST, blank=True)
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="+", null=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [in_order("envelopeword_in_order")]
        constraints = [
            unique_code("envelopeword_code"),
            models.UniqueConstraint(fields=["envelope", "party"], name="envelopeword_once_for_each"),
            models.CheckConstraint(
                condition=models.Q(what="signed", signature__isnull=False, party__isnull=False)
                | models.Q(what__in=["approved", "declined"], party__isnull=False)
                | models.Q(what__in=["withdrawn", "revoked"]),
                name="envelopeword_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(what__in=["signed", "approved"]) | ~models.Q(reason=""),
                name="envelopeword_no_has_a_reason",
            ),
        ]


@walled(replace(KEPT, write=frozenset({Side.SYSTEM}), read=EVERYBODY))
class EnvelopeLetter(NetworkRecord):
    """A letter went out: to whom, about what."""

    wall = wall_of_row()
    envelope = down("Envelope")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=40)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [in_order("envelopeletter_in_order")]
        constraints = [unique_code("envelopeletter_code")]
