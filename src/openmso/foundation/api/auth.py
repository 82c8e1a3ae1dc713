"""Who may come in at the API: by a token, or by the session of somebody who took a seat; never by both at once."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from openmso.foundation import who
from openmso.foundation.actor import Actor
from openmso.foundation.api.problems import NO_CSRF, ProblemError, wrong

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Token(HttpBearer):
    """`Authorization: Bearer oms_…`: one seat, one side, some scopes, for a time."""

    openapi_description = "A token is made for one's own seat and side. Its scopes are `read` and `write`, everywhere or in one room: `structure:read`."

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor of the token, None if it is no good."""
        return who.bearer(request, token.strip())


class Session(APIKeyCookie):
    """The cookie of who is signed in and took a seat; changes need the form's token as well."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "Whoever is signed in and took a seat. Changes need the header X-CSRFToken as well."

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor of the session; nobody if the request brings a token. Raises the problem `no-csrf`."""
        if "Authorization" in request.headers or self.param_name not in request.COOKIES:
            return None
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """The actor of the session, None if nobody sits there."""
        del key  # the session was found by it already
        actor = who.seated(request)
        if actor is not None and request.method not in SAFE and check_csrf(request) is not None:
            raise ProblemError(NO_CSRF, [wrong("header.X-CSRFToken", "is missing or wrong")])
        return actor
