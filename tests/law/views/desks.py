"""A network without a record, in which people look at the law: counsel, compliance, a nurse."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from django.test import Client

from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Post, Side
from tests.foundation.company import Company
from tests.web.network import browser

SIDES = {"cora": Side.AUDITOR, "carla": Side.BUSINESS, "rosa": Side.CLINICAL}


def law_firm() -> Company:
    """Cora is counsel, Carla keeps compliance, Rosa is a nurse. The network has adopted no pack."""
    made = Company(Network.objects.create(slug="lumen", name="Lumen").id)
    made.seat("cora", Post.COUNSEL)
    made.seat("carla", Post.COMPLIANCE)
    made.seat("rosa", Post.RN)
    return made


def desk(company: Company, name: str) -> Client:
    """The browser of one of them."""
    return browser(company, name, SIDES[name]).client


def posted(client: Client, path: str, **fields: str) -> tuple[int, str]:
    """Send a form as the page that shows it does; the status and the text of the answer."""
    client.get(path)
    token = client.cookies["openmso-csrf"].value if "openmso-csrf" in client.cookies else ""
    answer = client.post(path, {**fields, "csrfmiddlewaretoken": token})
    return answer.status_code, answer.content.decode()


def proved(company: Company, name: str, path: str, **fields: str) -> Client:
    """Send a form that takes a fresh proof, and prove by a passkey what is asked for: somebody's browser, in which it can be sent again."""
    seat = browser(company, name, SIDES[name])
    sent = seat.client.post(path, {**fields, "csrfmiddlewaretoken": seat.token})
    asked = parse_qs(urlsplit(sent.headers["Location"]).query)
    assert asked["next"] == [path]
    seat.prove(company.actor(name, SIDES[name]), asked["purpose"][0])
    return seat.client


def proven(company: Company, name: str, path: str, **fields: str) -> Client:
    """Send a form, prove who one is, and send it again, by which it is done: somebody's browser."""
    client = proved(company, name, path, **fields)
    assert posted(client, path, **fields)[0] == 302
    return client
