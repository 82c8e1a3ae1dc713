"""Chart review: what was drawn, who reads which chart until when, what was found, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.db import models
from django.db.models import Q

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, codes, down, whole
from openmso.foundation.rules.purposes import DECIDING
from openmso.foundation.rules.sides import CHART, CLINICAL

KEPT: Final = ("INSERT", "UPDATE")


@walled(replace(CLINICAL.by(DECIDING), verbs=KEPT))
class Draw(NetworkRecord):
    """The charts of a clinician from `first` to before `until` were drawn. With `seed` anybody draws them again.

    `population`: charts there were; `quota`: how many chance had to draw; `share`: percent it came of; `doubled` after grave findings.
    `activity`: the record of the review, once every chart was read.
    """

    clinician = down("workforce.Person")
    first = models.DateField()
    until = models.DateField()
    seed = models.CharField(max_length=64)
    population = whole()
    quota = whole()
    share = whole()
    doubled = models.BooleanField(default=False)
    drawn_at = models.DateTimeField()
    activity = code(blank=True)

    class Meta:
        indexes = [in_order("draw_in_order")]
        constraints = [
            unique_code("draw_code"),
            models.UniqueConstraint(fields=["network", "clinician", "first"], name="draw_once"),
        ]


@walled(replace(CLINICAL.by(DECIDING), verbs=KEPT))
class Review(NetworkRecord):
    """A chart to be read, by its opaque id. `strata`: why in any case. `state`: due, open, done, unreadable. What was found stands in `ReviewSheet`."""

    draw = down("oversight.Draw")
    chart = code()
    source = code()
    clinician = down("workforce.Person")
    reviewer = down("workforce.Person", null=True, blank=True)
    strata = codes(default=list)
    due = models.DateField()
    state = code(default="due")
    opened_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            in_order("review_in_order"),
            models.Index(
                fields=["network", "reviewer", "due"],
                condition=Q(state__in=("due", "open")),
                name="review_waits",
            ),
            models.Index(fields=["network", "chart"], name="review_of_chart"),
        ]
        constraints = [
            unique_code("review_code"),
            models.UniqueConstraint(fields=["draw", "source", "chart"], name="review_once"),
        ]


@walled(replace(CHART.by(DECIDING), verbs=KEPT))
class ReviewSheet(NetworkRecord):
    """What a reading found. `code` is that of the review. `parts`: when each was opened and scored; `items`: scores; `saw`: when the chart was opened.

    Its words are notes (`OversightNote`) about the review.
    """

    review = down("oversight.Review")
    parts = models.JSONField(default=dict)
    items = models.JSONField(default=dict)
    saw = models.JSONField(default=list)
    level = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [unique_code("reviewsheet_code")]


@walled(replace(CLINICAL, verbs=KEPT))
class Capa(NetworkRecord):
    """What a grave finding asks for. `state`: open, agreed, done, verified, closed. What is to be done stands in a note."""

    review = down("oversight.Review")
    clinician = down("workforce.Person")
    owner = down("workforce.Person")
    state = code(default="open")
    due = models.DateField()
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    verified_by = down("workforce.Person", null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [in_order("capa_in_order")]
        constraints = [unique_code("capa_code")]
