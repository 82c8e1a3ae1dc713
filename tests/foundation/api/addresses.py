"""A small API of three kinds of record, at `/api/`."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import Router

from openmso.authority.facts.oversight import Delegation
from openmso.authority.facts.people import Competency, License, Person
from openmso.authority.facts.structure import Msa, Organization
from openmso.evidence import facts as past
from openmso.foundation.api.interface import Interface
from openmso.foundation.api.records import offer
from openmso.foundation.register import Room, tables
from tests.callers import Known

ROOM: Any = Room(tables(), past=past)
router = Router(tags=["workforce"], by_alias=True)
offer(
    router,
    "workforce",
    {
        "people": Person,
        "licenses": License,
        "competencies": Competency,
        "organizations": Organization,
        "management-agreements": Msa,
        "delegations": Delegation,
    },
    queries=ROOM,
    actions=ROOM,
)


@router.get("/broken")
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("Rosa Reyes, born 1990-01-01")


api = Interface(title="A test", version="1", auth=Known(), urls_namespace="test-api")
api.add_router("/workforce", router)
urlpatterns = [path("api/", api.urls)]
