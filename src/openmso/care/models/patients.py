"""Patients: nothing of them is there for the business."""

from __future__ import annotations

from openmso.foundation.models import NetworkRecord, walled
from openmso.foundation.models.effective import in_order, unique_code
from openmso.foundation.models.fields import code, down
from openmso.foundation.rules.sides import CHART


@walled(CHART)
class Patient(NetworkRecord):
    """Somebody who is treated. `code` is opaque and says nothing of them; `site` is where they mostly come."""

    site = down("structure.Site", null=True, blank=True)
    status = code(default="active")

    class Meta:
        indexes = [in_order("patient_in_order")]
        constraints = [unique_code("patient_code")]
