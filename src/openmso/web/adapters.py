"""How signing in differs from what its libraries do by themselves: closed sign-up, narrow writes, secrets encrypted."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest

from openmso.foundation.models import User


class Users(AuthenticationBackend):  # type: ignore[misc] # allauth is untyped
    """Users by email. In production those of a demonstration, whose passwords everybody knows, are nobody."""

    def user_can_authenticate(self, user: Any) -> bool:  # noqa: ANN401 - Django's signature
        """Whether this user may be anybody at all; asked at sign-in and for every request of a session."""
        return bool(super().user_can_authenticate(user)) and not (user.is_demo and settings.PRODUCTION)


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth is untyped
    """Nobody signs up, and a user's row changes in its password only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Never: users are entered by those who give them a seat."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Set a password: the role that signs in may write no other column of a user."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Nothing: axes counts wrong passwords, and keeps them; two counters would hide one another."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address by which attempts are counted."""
        return client_ip(request)


class Identities(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth is untyped
    """The organization's identity provider signs in those who are entered here, by the email it has verified.

    The first time it does, who they are there is kept, and a password that they had here is taken away.
    """

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ANN401, ARG002 - allauth's signature
        """Keep who a user found by email is at the provider: the library would write the user's whole row for it."""
        if sociallogin.is_existing and sociallogin.account.pk is None:
            sociallogin.account.user = sociallogin.user
            sociallogin.account.save()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:  # noqa: ARG002 - allauth's signature
        """Never: the provider makes no users."""
        return False


class Factors(DefaultMFAAdapter):  # type: ignore[misc] # allauth is untyped
    """Secrets of authenticator apps and recovery codes are encrypted with a key made from the installation's secret."""

    def encrypt(self, text: str) -> str:
        """The text, readable only with the secret of this installation."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted, with this secret or an earlier one of SECRET_KEY_FALLBACKS."""
        return _vault().decrypt(encrypted_text.encode()).decode()


def _vault() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(_key(secret))) for secret in secrets])


def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"openmso second factors").derive(
        secret.encode()
    )


def client_ip(request: HttpRequest) -> str:
    """Where a request comes from: what our own proxy says, if there is one, else the other end of the connection."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    if settings.TLS == "proxy" and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR") or "")


def attempted_email(request: HttpRequest | None, credentials: dict[str, Any] | None) -> str:
    """As whom somebody tried to sign in; case makes no difference, so that it opens no second count."""
    given = (credentials or {}).get("email") or (credentials or {}).get("username")
    posted = request.POST.get("login", "") if request is not None else ""
    return str(given or posted).strip().lower()
