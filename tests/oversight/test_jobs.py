"""Who is asked has a letter: that something waits, of which site and until when, and nothing of what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.core import mail
from django.utils import timezone

from openmso.foundation.jobs import work
from openmso.foundation.rules.sides import Post
from openmso.oversight.actions.consults import Question, answer_question, ask_director, pass_on_late
from openmso.oversight.facts.held import SHELF
from tests.cast import ADA, AUSTIN, BEN, ROSA
from tests.kept import clinician
from tests.oversight.conftest import Lumen, lumen_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lumen() -> Iterator[Lumen]:
    SHELF.clear()
    made = lumen_of()
    made.seat("ada", Post.MEDICAL_DIRECTOR, person=ADA)
    yield made
    SHELF.clear()


def asked(lumen: Lumen) -> str:
    by = clinician(lumen.network, ROSA, Post.RN)
    return ask_director(
        by=by, why="a question", question=Question(AUSTIN, "Mara fainted. What now?", urgent=True)
    )


def test_the_director_has_a_letter_with_no_word_of_the_question(lumen: Lumen) -> None:
    code = asked(lumen)
    assert mail.outbox == []
    work(until_idle=True)
    (letter,) = mail.outbox
    assert letter.to == [lumen.users["ada"].email]
    assert letter.subject == "[OpenMSO] An urgent question waits for you"
    assert f"http://localhost:8000/questions/{code}/" in letter.body
    assert "Austin" in letter.body
    assert not {"Mara", "fainted"} & set(letter.body.replace(".", " ").split())


def test_who_stands_in_has_one_and_nobody_what_is_answered(lumen: Lumen) -> None:
    code, ada = asked(lumen), clinician(lumen.network)
    answer_question(by=ada, why="an answer", consult=code, text="Call 911.")
    work(until_idle=True)
    assert mail.outbox == []
    lumen.seat("ben", Post.MEDICAL_DIRECTOR, person=BEN)
    second = asked(lumen)
    assert pass_on_late(by=lumen.system, why="late", now=timezone.now() + timedelta(hours=1)) == 1
    work(until_idle=True)
    assert [(one.to, one.subject) for one in mail.outbox] == [([lumen.users["ben"].email], ANY)]
    assert second in mail.outbox[0].body


def test_who_has_no_seat_has_no_letter_and_the_question_waits(lumen: Lumen) -> None:
    asked(lumen)
    pass_on_late(by=lumen.system, why="late", now=timezone.now() + timedelta(hours=1))
    work(until_idle=True)
    assert mail.outbox == []  # Ben, who is asked now, signs in nowhere
