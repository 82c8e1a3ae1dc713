"""A draft goes out, is signed under the license of the day, told by letters, and sealed when all have signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from openmso.authority.facts.people import License
from openmso.compliance.actions.sending import (
    Going,
    answer_paper,
    meaning,
    seal_signed,
    send_paper,
    sign_paper,
)
from openmso.compliance.files.printing import Printer
from openmso.compliance.queries.envelopes import of_record, sealed_copies
from openmso.evidence.actions import purpose_of
from openmso.evidence.queries import (
    Intent,
    Party,
    certificates,
    content,
    documents_of,
    envelope,
    seals_of,
    signatures_of,
)
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError
from openmso.foundation.jobs import work
from openmso.foundation.register import RefusedError
from openmso.foundation.rules.proofs import Method
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.stepup import prove
from openmso.timeline.spans import ALWAYS, Span
from tests.cast import ADA
from tests.foundation.company import Company
from tests.web.cast import seated_cast

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = NOW.date()
HELD = License("license-ada", ADA, "MD", "TX", ALWAYS)
KIND, CODE = "appointments", "appointment-ada"


def finished() -> bytes:
    """A PDF as counsel finished it."""
    told = {
        "title": "Agreement",
        "review": "",
        "made": "today",
        "template": "director 1.0.0",
        "pack": "1",
        "open": 0,
    }
    return Printer().pdf(
        "draft", {**told, "doubtful": 0, "states": ["TX"], "articles": [], "signers": []}, NOW
    )


class Sent:
    """Carl reviews, Dana (who is Ada) signs by virtue of her license, Olga signs and has sent it."""

    def __init__(self, *records: License, **also: Any) -> None:
        self.company: Company = seated_cast(*(records or (HELD,)))
        self.olga = self.company.actor("olga", Side.BUSINESS)
        self.dana = self.company.actor("dana", Side.CLINICAL)
        self.carl = self.company.actor("carl", Side.AUDITOR)
        parties = (
            Party(1, "reviews", str(self.carl.user), "", "counsel"),
            Party(2, "signs", str(self.dana.user), ADA, "director", states=("TX",)),
            Party(3, "signs", str(self.olga.user), "", "for the practice"),
        )
        self.pdf = finished()
        given = {"kind": KIND, "code": CODE, "parties": parties, "pdf": self.pdf, **also}
        self.code = send_paper(by=self.olga, why="to sign", going=Going(TODAY + timedelta(days=14)), **given)

    def signs(self, by: Actor) -> None:
        purpose = purpose_of(envelope(by, self.code).document)
        proof = prove(by=by, why="asked to", purpose=purpose, method=Method.PASSKEY)
        sign_paper(by=by, why="signed", envelope=self.code, proof=proof)

    def reviewed(self) -> None:
        answer_paper(by=self.carl, why="fine", envelope=self.code, what="on")


def test_what_goes_out_is_kept_as_it_was_given_and_belongs_to_the_record() -> None:
    one = Sent()
    found = envelope(one.dana, one.code)
    (kept,) = documents_of(one.dana, "oversight_appointment", CODE)
    assert (found.document, content(one.dana, kept.id)) == (kept.id, one.pdf)
    assert [each.id for each in of_record(one.dana, KIND, CODE)] == [one.code]
    assert (
        found.parties[1].statement == "I have read this document as it stands, and agree to it, as: director."
    )


def test_the_license_of_the_signing_day_is_kept_with_the_signature_and_only_then_is_it_sealed() -> None:
    one = Sent()
    one.reviewed()
    one.signs(one.dana)
    assert not seal_signed(by=one.company.system, why="too early", code=one.code)
    one.signs(one.olga)
    by_ada, by_olga = signatures_of(one.olga, envelope(one.olga, one.code).document)
    assert (by_ada.license and by_ada.license.id, by_olga.license) == ("license-ada", None)
    assert seal_signed(by=one.company.system, why="signed", code=one.code)
    assert not seal_signed(by=one.company.system, why="again", code=one.code)
    copies = sealed_copies(one.olga, one.code)
    assert {copy.title.partition(":")[0] for copy in copies} >= {"Record of signatures"}
    for copy in copies:
        (seal,) = seals_of(content(one.olga, copy.id), certificates(one.olga))
        assert seal.holds
        assert seal.ours
    assert envelope(one.olga, one.code).state(TODAY) == "active"


@pytest.mark.parametrize(
    "license",
    [
        replace(HELD, status="suspended"),
        replace(HELD, state="OK"),
        replace(HELD, span=Span.of(None, TODAY - timedelta(days=2))),
    ],
    ids=["suspended", "another state", "lapsed"],
)
def test_without_a_license_in_force_that_day_the_director_does_not_sign(license: License) -> None:
    one = Sent(license)
    one.reviewed()
    with pytest.raises(RefusedError, match="no license in force in TX"):
        one.signs(one.dana)
    assert envelope(one.olga, one.code).state(TODAY) == "out"


def test_a_draft_with_something_to_fill_in_does_not_go_out_nor_what_is_no_pdf() -> None:
    with pytest.raises(RefusedError, match="still to be filled in"):
        Sent(pdf=None)
    company = seated_cast(slug="other")
    with pytest.raises(RefusedError, match="it is no PDF"):
        send_paper(
            by=company.actor("olga", Side.BUSINESS), why="x", kind=KIND, code=CODE, parties=(), going=Going(TODAY), pdf=b"x"
        )  # fmt: skip


def test_who_neither_governs_nor_decides_sends_nothing_and_the_business_no_delegation() -> None:
    company = seated_cast()
    given: dict[str, Any] = {"why": "x", "parties": (), "going": Going(TODAY), "pdf": b"%PDF-1.7"}
    with pytest.raises(WrongHandsError):
        send_paper(by=company.actor("mia", Side.BUSINESS), kind=KIND, code=CODE, **given)
    with pytest.raises(WrongHandsError):
        send_paper(
            by=company.actor("olga", Side.BUSINESS), kind="delegations", code="delegation-rosa", **given
        )


@pytest.mark.parametrize(
    ("kind", "states", "intent", "said"),
    [
        ("msas", (), Intent.AGREES, "agree to it"),
        ("standing-orders", ("TX",), Intent.ADOPTS, "adopt it"),
        ("protocols", ("TX",), Intent.ADOPTS, "adopt it"),
        ("standing-orders", (), Intent.ACKNOWLEDGES, "understood it"),
    ],
)
def test_who_orders_adopts_who_works_by_the_order_has_understood_it(
    kind: str, states: tuple[str, ...], intent: Intent, said: str
) -> None:
    found = meaning(kind, Party(1, "signs", "u", "", "x", states=states))
    assert found.intent is intent
    assert said in found.statement
    review = Party(1, "reviews", "u", "", "x")
    assert meaning(kind, review) == review


def test_nobody_is_asked_nothing() -> None:
    one = Sent()
    with pytest.raises(RefusedError, match="nothing was asked"):
        answer_paper(by=one.carl, why="x", envelope=one.code, what="dance")


@pytest.mark.usefixtures("queue")
def test_each_has_a_letter_at_their_turn_with_no_word_of_what_it_is_about_and_the_sender_how_it_ended() -> (
    None
):
    one = Sent()
    work(until_idle=True)
    one.reviewed()
    work(until_idle=True)
    work(until_idle=True)
    assert [letter.to for letter in mail.outbox] == [["carl@example.com"], ["dana@example.com"]]
    answer_paper(by=one.dana, why="no", envelope=one.code, what="decline", reason="Who stands in for me?")
    work(until_idle=True)
    assert [letter.to for letter in mail.outbox[2:]] == [["olga@example.com"]]
    for letter in mail.outbox:
        assert f"/documents/envelopes/{one.code}/" in letter.body
        assert not {"agreement", "director", "Ada", "stands"} & set(letter.body.split())


@pytest.mark.usefixtures("queue")
def test_a_worker_seals_what_all_have_signed() -> None:
    one = Sent()
    one.reviewed()
    one.signs(one.dana)
    one.signs(one.olga)
    work(until_idle=True)
    assert len(sealed_copies(one.olga, one.code)) == 2
    assert mail.outbox[-1].subject == "[OpenMSO] A document that you sent is signed by all"


def test_a_seat_of_hr_sends_the_agreement_of_a_director() -> None:
    company = seated_cast(HELD)
    company.seat("hana", Post.HR, organization="lumen-management")
    hana = company.actor("hana", Side.BUSINESS)
    parties = (Party(1, "signs", str(company.users["dana"].id), ADA, "director", states=("TX",)),)
    made = send_paper(
        by=hana, why="x", kind=KIND, code=CODE, parties=parties, going=Going(TODAY), pdf=finished()
    )
    assert envelope(hana, made).sender == str(hana.user)
