"""Delegating and adopting at the desk: chosen from the law pack in words, signed with a fresh proof, no draft lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from openmso.authority.facts.oversight import Agreement, Delegation, Protocol, StandingOrder
from openmso.authority.facts.people import Person
from openmso.foundation.register import version_of
from openmso.oversight.queries import one, page
from openmso.workforce.actions import enter
from tests.cast import ADA, BOTOX, LUMEN, engaged
from tests.foundation.company import Company
from tests.kept import events
from tests.oversight.views.test_director import by_app, location
from tests.today import civil_today
from tests.web.visits import enroll_app

pytestmark = pytest.mark.django_db

Came = Callable[[str], Client]
TO = "/oversight/delegate/rosa/"


def delegation(**other: Any) -> dict[str, Any]:
    since = civil_today().isoformat()
    told = {
        "procedures": ["neuromodulator_injection"],
        "sites": ["austin"],
        "since": since,
        "why": "trained",
        "until": "",
    }
    return {**told, **other}


def test_a_director_chooses_among_those_at_their_sites(company: Company, came: Came) -> None:
    ada = came("ada")
    # Who acts on delegation, and neither the physicians nor the NP and the PA, who have agreements.
    assert sorted(ada.get("/oversight/delegate/").context["staff"]) == [
        "esther",
        "lea",
        "lou",
        "mona",
        "rosa",
    ]
    enter(by=company.system, why="hired", record=Person("fay", "Fay"))
    enter(by=company.system, why="hired", record=engaged("fay", "front_desk"))
    assert "fay" not in ada.get("/oversight/delegate/").context["staff"]  # a post treats nobody
    assert location(ada.get("/oversight/delegate/?person=rosa")) == TO
    text = ada.get(TO).content.decode()
    assert "Neuromodulator injection" in text
    assert "neuromodulator_injection</" not in text
    for nobody in ("nia", "ada", "nobody"):
        assert ada.get(f"/oversight/delegate/{nobody}/").status_code == 404
    assert came("olga").get("/oversight/delegate/").context["staff"] == ()
    assert came("olga").get(TO).status_code == 404


def test_a_newcomer_delegates_without_typing_anything_twice(company: Company, came: Came) -> None:
    ada = came("ada")
    before = len(events(company.network))
    asked = location(ada.post(TO, delegation()))
    assert "Set up an authenticator app" in ada.get(asked).content.decode()
    secret = enroll_app(ada)
    assert len(page(company.system, Delegation, person="rosa").items) == 2
    assert by_app(ada, secret, ada.get("/accounts/2fa/").context["on_the_way"]) == TO
    back = ada.get(TO)
    assert back.context["resumed"]
    kept = back.context["form"].data
    assert kept.getlist("procedures") == ["neuromodulator_injection"]
    assert kept["why"] == "trained"
    assert "Your draft is as you left it" in back.content.decode()
    assert location(ada.post(TO, delegation())) == "/oversight/"
    made = [one.record for one in page(company.system, Delegation, person="rosa").items]
    new = next(one for one in made if one.id not in ("delegation-rosa", "waits"))
    assert (new.physician, list(new.procedures), list(new.sites or ())) == (
        "ada",
        ["neuromodulator_injection"],
        ["austin"],
    )
    assert [signature.person for signature in new.signatures] == ["ada"]
    assert events(company.network, new.id)[-1].why == "trained"
    assert len(events(company.network)) > before
    assert not ada.get(TO).context["resumed"]


def test_another_word_takes_another_proof(company: Company, came: Came) -> None:
    ada = came("ada")
    secret = enroll_app(ada)
    by_app(ada, secret, location(ada.post(TO, delegation())))
    before = len(events(company.network))
    other = delegation(procedures=["neuromodulator_injection", "dermal_filler_injection"])
    assert location(ada.post(TO, other)).startswith("/step-up/")
    assert len(events(company.network)) == before


def test_what_the_law_does_not_let_is_set_apart_and_said(company: Company, came: Came) -> None:
    ada = came("ada")
    seen = ada.get(TO).context
    let, rest = ({one.code for _, one in seen[name]} for name in ("let", "rest"))
    # Texas lets an RN inject, and has nobody but prescribers prescribe.
    assert "neuromodulator_injection" in let
    assert "weight_loss_prescribing" in rest
    ada.post(TO, delegation(procedures=["neuromodulator_injection", "weight_loss_prescribing"]))
    (doubt,) = ada.get(TO).context["doubts"]
    assert doubt[0].code == "weight_loss_prescribing"
    assert "it gives no authority there" in ada.get(TO).content.decode()


def test_what_cannot_stand_is_told_before_anybody_proves_anything(company: Company, came: Came) -> None:
    ada = came("ada")
    before = len(events(company.network))
    yesterday = (civil_today() - timedelta(days=1)).isoformat()
    for given, field in (
        ({"procedures": []}, "procedures"),
        ({"procedures": ["botox"]}, "procedures"),
        ({"sites": ["elsewhere"]}, "sites"),
        ({"since": "soon"}, "since"),
        ({"until": yesterday}, "until"),
        ({"why": ""}, "why"),
    ):
        refused = ada.post(TO, delegation(**given))
        assert refused.status_code == 422, given
        assert field in refused.context["form"].errors
        assert 'aria-invalid="true"' in refused.content.decode()
    assert len(events(company.network)) == before


def test_the_next_version_of_a_protocol_ends_the_one_before(company: Company, came: Came) -> None:
    ada, to = came("ada"), "/oversight/adopt/protocol/"
    secret = enroll_app(ada)
    old = one(company.system, Protocol, "protocol").record
    first = civil_today() + timedelta(days=7)
    given = {
        "version": "2.0",
        "procedures": sorted(old.procedures),
        "since": first,
        "why": "new device",
        "seen": version_of(old),
    }
    by_app(ada, secret, location(ada.post(to, given)))
    assert location(ada.post(to, given)) == "/oversight/"
    assert one(company.system, Protocol, "protocol").record.span.until == first
    new = one(company.system, Protocol, "protocol/2-0").record
    assert (new.version, new.span.first, [by.person for by in new.signatures]) == ("2.0", first, ["ada"])


def test_a_version_that_is_none_is_refused_and_nothing_changed(company: Company, came: Came) -> None:
    ada, to = came("ada"), "/oversight/adopt/protocol/"
    secret = enroll_app(ada)
    old = one(company.system, Protocol, "protocol").record
    given = {
        "version": old.version,
        "procedures": sorted(old.procedures),
        "since": civil_today(),
        "why": "x",
        "seen": version_of(old),
    }
    by_app(ada, secret, location(ada.post(to, given)))
    before = len(events(company.network))
    refused = ada.post(to, given)
    assert refused.status_code == 422
    assert "another version" in refused.content.decode()
    assert len(events(company.network)) == before
    assert came("olga").post(to, given).status_code == 422
    assert len(events(company.network)) == before


def test_a_director_orders_in_advance_at_sites_of_one_practice(company: Company, came: Came) -> None:
    ada = came("ada")
    secret = enroll_app(ada)
    told = {
        "sites": ["austin"],
        "procedures": [BOTOX],
        "roles": ["RN"],
        "since": civil_today().isoformat(),
        "why": "Adults without contraindication",
    }
    first = ada.get("/oversight/order/").context["form"]
    offered = {code for code, _ in first.fields["procedures"].choices}
    assert BOTOX in offered
    assert "telehealth_consult" not in offered  # to be seen by somebody is nothing that is ordered
    assert ada.post("/oversight/order/", {**told, "roles": []}).status_code == 422
    asked = location(ada.post("/oversight/order/", told))
    assert by_app(ada, secret, asked) == "/oversight/order/"
    assert ada.get("/oversight/order/").context["resumed"]
    assert location(ada.post("/oversight/order/", told)) == "/oversight/"
    (new,) = [one.record for one in page(company.system, StandingOrder).items if "/order/" in one.record.id]
    assert (new.prescriber, new.practice, set(new.roles)) == (ADA, LUMEN, {"RN"})
    assert [one.person for one in new.signatures] == [ADA]
    # Nobody orders who directs nothing.
    assert "You direct no site" in came("rosa").get("/oversight/order/").content.decode()


def test_an_agreement_begins_with_one_signature_and_waits_for_the_other(company: Company, came: Came) -> None:
    ada, nia = came("ada"), came("nia")
    secret = enroll_app(ada)
    assert location(ada.get("/oversight/delegate/?person=nia")) == "/oversight/agree/nia/"
    told = {
        "kind": "prescriptive",
        "sites": ["austin"],
        "since": civil_today().isoformat(),
        "prescribes": "on",
        "chart_review_pct": "10",
        "meeting_every_days": "30",
        "why": "She joins the practice",
    }
    asked = location(ada.post("/oversight/agree/nia/", told))
    by_app(ada, secret, asked)
    assert location(ada.post("/oversight/agree/nia/", told)) == "/oversight/"
    made = [one.record for one in page(company.system, Agreement, person="nia").items]
    (new,) = [one for one in made if "/agreement/" in one.id]
    assert (new.physician, new.kind, new.chart_review_pct, new.meeting_every_days) == (
        ADA,
        "prescriptive",
        10,
        30,
    )
    assert [one.person for one in new.signatures] == [ADA]
    assert new.id in {one.paper.id for one in nia.get("/oversight/").context["found"].waiting}
    for nobody in ("rosa", "ada", "nobody"):
        assert ada.get(f"/oversight/agree/{nobody}/").status_code == 404
