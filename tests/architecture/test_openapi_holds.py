"""The API keeps to its description, whatever it is asked: right and wrong, as an operator and as a medical director.

Every operation gets a few requests that the description allows and a few that it does not, the same on every run
(`OPENMSO_DEEP=1` asks more: minutes). No answer is a server error; every status, media type, header and body is one that the
description names; what is allowed is never told to be ill-formed (400), and what is not allowed is never accepted.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Final

import pytest
import schemathesis
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case, Config

from openmso.foundation.rules.sides import Side
from tests.foundation.company import Company
from tests.web.network import Program, network_of, program

pytestmark = pytest.mark.django_db

MORE: Final = os.environ.get("OPENMSO_DEEP") == "1"
REFUSED: Final = ["401", "403", "404", "409", "412", "422"]
"""What a request that keeps to the description may still meet."""
CONFIG: Final = Config.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["2xx", "304", *REFUSED]},
            "negative_data_rejection": {"expected-statuses": ["400", "405", "415", "428", *REFUSED]},
            "missing_required_header": {"expected-statuses": ["400", "401", "428"]},
        },
        "phases": {"coverage": {"enabled": MORE}},
    }
)
SCHEMA: Final = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), config=CONFIG)
FEW: Final = settings(
    max_examples=20 if MORE else 2,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@schemathesis.serializer("application/pdf")
def _as_bytes(ctx: object, value: object) -> bytes:
    """A file is sent as the bytes that it is."""
    del ctx
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: Any) -> Iterator[Company]:
    """One network for all requests; what they write is taken away behind the last one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield network_of()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True, scope="module")
def one_connection() -> Iterator[None]:
    """A served request ends by closing its connection; here all of them share that of the test."""
    for signal in (signals.request_started, signals.request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (signals.request_started, signals.request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def operator(company: Company) -> Program:
    return program(company, "olga", Side.BUSINESS)


@pytest.fixture(scope="module")
def director(company: Company) -> Program:
    return program(company, "director", Side.CLINICAL)


@SCHEMA.parametrize()
@FEW
def test_an_operator_meets_what_is_described(case: Case[Any], operator: Program) -> None:
    case.call_and_validate(headers=operator.authorization)


@SCHEMA.parametrize()
@FEW
def test_a_medical_director_meets_what_is_described(case: Case[Any], director: Program) -> None:
    case.call_and_validate(headers=director.authorization)
