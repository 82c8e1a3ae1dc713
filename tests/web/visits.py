"""What a browser does at the front door: signing in, proving anew, reading codes off an authenticator app."""

from __future__ import annotations

import base64
import hmac
import re
import struct
import time
from hashlib import sha1
from typing import Any

from django.test import Client

from openmso.foundation.models import User

PASSWORD = "correct horse battery staple"  # noqa: S105 - of nobody outside the tests


def with_password(user: User) -> User:
    """The user, with the password of the tests."""
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def sign_in(client: Client, name: str, password: str = PASSWORD) -> Any:  # django's test response
    """Post the sign-in form; the answer."""
    return client.post("/accounts/login/", {"login": f"{name}@example.com", "password": password})


def take(client: Client, seat: object, side: str) -> Any:
    """Post that one takes a seat; the answer."""
    return client.post("/seats/take/", {"seat": str(seat), "side": side})


def code_of(secret: str, *, steps: int = 0) -> str:
    """What an authenticator app shows for a secret now, or some half minutes later (RFC 6238: SHA-1, 30 seconds, 6 digits)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    mac = hmac.new(base64.b32decode(secret), counter, sha1).digest()
    start = mac[-1] & 0x0F
    number = struct.unpack(">I", mac[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def enroll_app(client: Client) -> str:
    """Set up an authenticator app for whoever is signed in, by password; its secret."""
    prove_by_password(client, "/accounts/2fa/totp/activate/")
    page = client.get("/accounts/2fa/totp/activate/")
    secret: str = page.context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    return secret


def recovery_codes(client: Client) -> list[str]:
    """The recovery codes, shown once."""
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    return re.findall(r"\b\d{8}\b", page)


def prove_by_password(client: Client, next_page: str) -> Any:
    """Type the password again; the answer."""
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": next_page})


def prove_by_app(client: Client, secret: str, next_page: str, *, steps: int = 0) -> Any:
    """Type a code of the authenticator app; the answer."""
    return client.post(
        "/accounts/2fa/reauthenticate/", {"code": code_of(secret, steps=steps), "next": next_page}
    )
