"""A real network over HTTP: an example network in the database, people with seats in it, and tokens of theirs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponse
from django.test import Client

from openmso.foundation import stepup, tokens
from openmso.foundation.actor import Actor
from openmso.foundation.models import Network
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Post, Side
from openmso.netfile.actions.records import bring_in
from openmso.netfile.queries import read
from openmso.netfile.queries.network import Content
from tests.foundation.company import WHY, Company

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a token."""

    token: str
    client: Client = field(default_factory=Client)

    @property
    def authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """A request; headers by name with underscores. Changes say why."""
        said = {**self.authorization, **({} if method == "GET" else {"X-Why": WHY})}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = b"" if body is None else json.dumps(body).encode()
        response = self.client.generic(method, path, data, content_type="application/json", headers=said)
        return cast("HttpResponse", response)

    def send(self, path: str, file: bytes, media: str = "text/csv", **headers: str) -> HttpResponse:
        """A file as the body of a request that says why."""
        said = {**self.authorization, "X-Why": WHY}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        response = self.client.generic("POST", path, file, content_type=media, headers=said)
        return cast("HttpResponse", response)


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody who signed in and took a seat; what they change carries the token of the form."""

    client: Client

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """A request; headers by name with underscores. Changes say why."""
        said = {} if method == "GET" else {"X-Why": WHY, "X-CSRFToken": self.token}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        data = b"" if body is None else json.dumps(body).encode()
        response = self.client.generic(method, path, data, content_type="application/json", headers=said)
        return cast("HttpResponse", response)

    def prove(self, by: Actor, purpose: str) -> UUID:
        """A fresh proof by a passkey, kept in the session as the page that asks for it does."""
        made = stepup.prove(by=by, why=WHY, purpose=purpose, method=Method.PASSKEY)
        session = self.client.session
        session[stepup.KEPT] = {**session.get(stepup.KEPT, {}), purpose: str(made)}
        session.save()
        return made

    @property
    def token(self) -> str:
        """The token of the form, as any page gives it."""
        self.client.get("/api/v1/docs")
        return self.client.cookies["openmso-csrf"].value


def browser(company: Company, name: str, side: Side) -> Browser:
    """Somebody's browser, as strict as a real one, on a side of their seat."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(company.users[name], backend="openmso.web.adapters.Users")
    session = client.session
    session["openmso_seat"], session["openmso_side"] = str(company.seats[name]), side.value
    session.save()
    return Browser(client)


def network_of(example: str = "med-spa-group", slug: str = "", director: str = "dr-serrano") -> Company:
    """An example network, with Olga who operates it, Carl who audits, and whoever `director` is among its people."""
    made = Company(Network.objects.create(slug=slug or example, name=example).id)
    facts = read(EXAMPLES / example / "network.yaml").facts
    assert facts is not None
    bring_in(by=made.system, why=WHY, given=Content(facts))
    made.seat("olga", Post.OPERATOR)
    made.seat("director", Post.MEDICAL_DIRECTOR, person=director)
    made.seat("carl", Post.AUDITOR)
    return made


def program(
    company: Company, name: str, side: Side, *scopes: str, lasts: timedelta = timedelta(days=1)
) -> Program:
    """A program with a token of somebody's seat, on a side."""
    issued = tokens.issue(
        by=company.system,
        why=WHY,
        name="a test",
        scopes=scopes or ("write",),
        lasts=lasts,
        seat=company.seats[name],
        side=side,
    )
    return Program(issued.text)
