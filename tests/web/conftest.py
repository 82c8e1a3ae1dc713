"""What the tests of the front door share: the small company, and a client who comes in as strangers do."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.test import Client

from openmso.foundation.rules.sides import LOGIN_ROLE
from tests.foundation.company import Company, company


@pytest.fixture(autouse=True)
def swift_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as they are in the product, with less patience: a test types many of them."""
    monkeypatch.setattr(Argon2PasswordHasher, "time_cost", 1)
    monkeypatch.setattr(Argon2PasswordHasher, "memory_cost", 64)


@pytest.fixture
def lone_star(db: None) -> Company:
    """The small company, made before anybody signs in."""
    return company()


@pytest.fixture
def visitor(lone_star: Company) -> Client:
    """A browser without cookies. From here on the test is signed in to the database as the product is: as `openmso_app`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = session_user")
        if not cursor.fetchone()[0]:
            pytest.skip("needs a superuser of PostgreSQL, who can turn into the role that signs in")
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {LOGIN_ROLE}")
    return Client(enforce_csrf_checks=False)
