"""Tables of matching: what physicians offer, what practices need, who was introduced to whom, and what pay is measured by."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down, number, whole
from openmso.foundation.rules.purposes import APPOINTING, CONTRACTING, DECIDING
from openmso.foundation.rules.sides import BUSINESS, CLINICAL, ONLY_ADDED, SHARED, Side

KEPT: Final = ("INSERT", "UPDATE")


@walled(replace(CLINICAL, verbs=KEPT).by(DECIDING))
class PhysicianProfile(NetworkRecord):
    """What a physician says of themselves; they alone write it. Null: they did not say.

    `elsewhere`: what they carry outside the network (`state`, `role`, `count`). Places in degrees, money in US dollars.
    """

    person = down("workforce.Person")
    trained = codes(null=True, blank=True)
    boards = codes(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    hours_free = number(null=True, blank=True)
    pay_month = number(null=True, blank=True)
    pay_hour = number(null=True, blank=True)
    elsewhere = models.JSONField(null=True, blank=True)
    modes = codes(default=list)
    states = codes(default=list)
    most_miles = whole(null=True, blank=True)
    interests = codes(default=list)
    disciplined = models.BooleanField(null=True, blank=True)
    open = models.BooleanField()
    said_at = models.DateTimeField()

    class Meta:
        indexes = [in_order("profile_in_order")]
        constraints = [
            unique_code("profile_code"),
            models.UniqueConstraint(fields=["network", "person"], name="profile_of_person"),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="profile_is_somewhere",
            ),
        ]


@walled(replace(SHARED, verbs=KEPT).by(APPOINTING))
class Opening(NetworkRecord):
    """A practice needs a director. `people`: how many of each role are supervised (`role`, `count`). `replaces`: the appointment that ends, if one does."""

    practice = down("structure.Organization")
    sites = codes()
    procedures = codes()
    people = models.JSONField(default=list)
    visits = whole(null=True, blank=True)
    mode = code()
    visit_every = whole(null=True, blank=True)
    boards = codes(default=list)
    boards_cite = models.CharField(max_length=300, blank=True)
    musts = codes(default=list)
    ceiling = number(null=True, blank=True)
    wanted_from = models.DateField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    replaces = code(blank=True)

    class Meta:
        indexes = [in_order("matching_opening_in_order")]
        constraints = [unique_code("matching_opening_code")]


OFFERED: Final = ((Side.BUSINESS, ("proposed", "offer")), (Side.CLINICAL, ("call_at",)))
"""The business proposes times and terms, and the physician's side takes a time: neither writes the other's word."""


@walled(
    replace(SHARED, verbs=KEPT, changes=OFFERED, adds=frozenset({Side.BUSINESS, Side.SYSTEM})).by(
        APPOINTING | DECIDING
    )
)
class Introduction(NetworkRecord):
    """A physician is on the shortlist of an opening, as director or to stand in.

    `proposed`: moments for a call; `call_at`: the one the physician took. `offer`: US dollars a month, within `fair_low` to `fair_high`.
    """

    opening = down("matching.Opening")
    person = down("workforce.Person")
    kind = code()
    proposed = models.JSONField(default=list)
    call_at = models.DateTimeField(null=True, blank=True)
    offer = number(null=True, blank=True)
    fair_low = number(null=True, blank=True)
    fair_high = number(null=True, blank=True)
    score = models.JSONField(default=dict)

    class Meta:
        indexes = [in_order("introduction_in_order")]
        constraints = [unique_code("introduction_code")]


@walled(replace(SHARED, verbs=ONLY_ADDED, sided=True).by(APPOINTING | DECIDING))
class MatchStep(NetworkRecord):
    """A side said a step of an introduction. Nobody changes or removes what was said, and no side says the other's."""

    introduction = down("matching.Introduction")
    step = code()
    side = code()
    person = code(blank=True)
    post = code(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["network", "introduction", "at"], name="matchstep_in_order")]
        constraints = [
            unique_code("matchstep_code"),
            models.UniqueConstraint(
                fields=["network", "introduction", "step", "side"], name="matchstep_once"
            ),
        ]


@walled(replace(BUSINESS, verbs=KEPT).by(CONTRACTING))
class PaySource(NetworkRecord):
    """A row of what fair pay rests on: US dollars from `low` to `high`, `per` what. One that counts no more is `until` a day."""

    basis = models.CharField(max_length=500)
    low = number()
    high = number()
    per = code()
    states = codes(default=list)
    assumed = models.BooleanField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [in_order("paysource_in_order")]
        constraints = [
            unique_code("paysource_code"),
            models.CheckConstraint(
                condition=models.Q(low__gte=0, high__gte=models.F("low")), name="paysource_is_a_range"
            ),
        ]
