"""Patients are not there for the business, nor for who audits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import ProgrammingError, transaction

from openmso.care.models import Patient
from openmso.foundation.actor import system
from openmso.foundation.door import acting, seeing
from openmso.foundation.rules.sides import Post, Side
from tests.kept import clinician, network_of_the_cast, operator

pytestmark = pytest.mark.django_db


def test_a_patient_is_there_for_medicine_only() -> None:
    network = network_of_the_cast()
    with acting(system(network), why="a patient comes"):
        Patient.objects.create(network_id=network, code="p-1")
    with seeing(clinician(network)):
        assert Patient.objects.count() == 1
    carl = replace(operator(network), post=Post.AUDITOR, side=Side.AUDITOR)
    for outside in (operator(network), carl):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            seeing(outside),
        ):
            Patient.objects.count()
