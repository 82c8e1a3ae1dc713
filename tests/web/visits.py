"""Signing in as somebody, the way a browser does."""

from __future__ import annotations

from typing import Any

from django.test import Client

from openmso.foundation.models import User

PASSWORD = "correct horse battery staple"  # noqa: S105 - of nobody outside the tests


def with_password(user: User) -> User:
    """The user, with the password of the tests."""
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:  # django's test response
    """Post the sign-in form; the answer."""
    return client.post("/accounts/login/", {"login": email, "password": password})
