"""Who calls the API in tests, and how: actors behind tokens of their own, and requests as they come over the wire."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Final, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.test import Client
from ninja.security import HttpBearer

from openmso.foundation.actor import Actor
from openmso.foundation.rules.sides import Side
from tests.foundation.walls import actor_of

ACTORS: Final[dict[str, Actor]] = {}


class Known(HttpBearer):
    """Knows the actors that a test named; no table, no session."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return ACTORS.get(token)


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a token, who says why by themselves."""

    token: str
    why: str = "a test"
    client: Client = field(default_factory=Client)

    def headers(self, **more: str) -> dict[str, str]:
        said = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**said, **{name.replace("_", "-"): value for name, value in more.items()}}

    def get(self, path: str, **headers: str) -> HttpResponse:
        return cast("HttpResponse", self.client.get(path, headers=self.headers(**headers)))

    def send(
        self, method: str, path: str, body: Any = None, *, raw: bytes | None = None, **headers: str
    ) -> HttpResponse:
        """A request that changes something; `raw` is sent as it is."""
        said = self.headers(**{"X_Why": self.why, **headers})
        data = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        sent = {name: value for name, value in said.items() if value}
        response = self.client.generic(method, path, data, content_type="application/json", headers=sent)
        return cast("HttpResponse", response)


def caller(side: Side, network: UUID, token: str = "") -> Caller:
    """Somebody on a side of a network."""
    name = token or f"{side}-{network}"
    ACTORS[name] = actor_of(side, network)
    return Caller(name)


def problem(response: HttpResponse) -> str:
    """The problem that a response tells. It is a problem document, and says the status that it has."""
    assert response.headers["Content-Type"] == "application/problem+json", response.content
    document = json.loads(response.content)
    assert document["status"] == response.status_code
    name: str = document["type"].partition("#")[2]
    more = {"step_up"} if name == "step-up-needed" else set()
    assert set(document) == {"type", "title", "status", "detail", "instance", "errors", *more}
    return name
