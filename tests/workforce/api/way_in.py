"""An example network with a token of its operator's, and what the tests of files over HTTP look at."""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpResponse

from openmso.evidence.models import Event
from openmso.foundation.door import seeing
from openmso.foundation.rules.sides import Side
from tests.foundation.company import Company
from tests.web.network import Program, network_of, program

AT: Final = "/api/v1/workforce"


def desk() -> tuple[Company, Program]:
    """The med spa group, and a program of its operator's."""
    company = network_of()
    return company, known(program(company, "olga", Side.BUSINESS))


def known(by: Program) -> Program:
    """A program whose token has been used today: that is written down once a day."""
    assert by.ask("GET", f"{AT}/people").status_code == 200
    return by


def told(answer: HttpResponse) -> Any:
    """What came back, which was no refusal."""
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def wrongs(answer: HttpResponse) -> list[dict[str, str]]:
    """All that is wrong, by a problem that is a refusal."""
    assert answer.status_code == 422, answer.content
    found: list[dict[str, str]] = json.loads(answer.content)["errors"]
    return found


def events(company: Company) -> int:
    """How many events there are: the same before and after says that nothing was changed."""
    with seeing(company.system):
        return Event.objects.count()
