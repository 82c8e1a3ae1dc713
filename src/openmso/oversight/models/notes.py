"""Words of medicine about an event, a meeting or a visit: sealed, only ever added, behind the wall of charts."""

from __future__ import annotations

from dataclasses import replace

from django.db import models

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import unique_code
from openmso.foundation.models.fields import code, down
from openmso.foundation.rules.sides import CHART, ONLY_ADDED


@walled(replace(CHART, verbs=ONLY_ADDED, unseen=("text",)))
class OversightNote(NetworkRecord):
    """What somebody wrote. `subject`: the id of what it is about; `about`: which part of it, such as `care` or `decision:2`."""

    subject = code()
    about = code()
    person = down("workforce.Person", null=True, blank=True)
    at = models.DateTimeField()
    text = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["network", "subject"], name="oversightnote_of_subject")]
        constraints = [unique_code("oversightnote_code")]
