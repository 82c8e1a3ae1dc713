"""Letters go to who has a seat as somebody today, and to nobody else."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import timezone

from openmso.foundation.letters import write_to
from openmso.foundation.rules.sides import Post
from openmso.foundation.seats import end_seat
from tests.foundation.company import Company
from tests.kept import network_of_the_cast

pytestmark = pytest.mark.django_db


def test_a_letter_goes_to_who_sits_there_today() -> None:
    company = Company(network_of_the_cast())
    company.seat("ada", Post.MEDICAL_DIRECTOR, person="ada")
    other = Company(network_of_the_cast(slug="other"))
    today = timezone.now().date()

    def written(by: Company, person: str) -> bool:
        return write_to(by.system, person, today, subject="Something waits", words="Here.", path="/x/")

    assert written(company, "ada")
    assert [(one.to, one.body) for one in mail.outbox] == [
        ([company.users["ada"].email], "Here.\n\nSign in and go on: http://localhost:8000/x/\n")
    ]
    assert not written(company, "rosa")
    assert not written(company, "")
    assert not written(other, "ada")
    end_seat(by=company.system, why="left", seat=company.seats["ada"])
    assert not written(company, "ada")
    assert len(mail.outbox) == 1
