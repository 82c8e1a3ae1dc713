"""Documents that go round: each signs at their turn, the exact bytes, under a license where one is asked for; the database holds it against everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from openmso.evidence.actions import decline, let_go_on, send_out, sign, sign_in_turn, take_back
from openmso.evidence.models import Envelope as Row
from openmso.evidence.models import EnvelopeParty, EnvelopeWord, Signature
from openmso.evidence.queries import Envelope, Intent, LicenseInForce, Party, envelope, signatures_of
from openmso.foundation.actor import Actor
from openmso.foundation.door import WrongHandsError, acting, human
from openmso.foundation.register import RefusedError
from openmso.timeline.spans import Span
from tests.evidence.kept import a_document, as_owner, counsel, director, network, operator, proof

pytestmark = pytest.mark.django_db

ON = timezone.now().date()
LICENSE = LicenseInForce("ada-tx", Span.of(ON - timedelta(days=9), ON + timedelta(days=9)))
SAID = "I have read this document, and agree to it."


class Round:
    """Counsel reviews, the director signs by virtue of a license, the operator who sent it signs last."""

    def __init__(self, wall: str = "shared", **also: Any) -> None:
        here = network()
        self.operator, self.director, self.counsel = operator(here), director(here), counsel(here)
        sender = self.director if wall == "clinical" else self.operator
        self.document = a_document(sender, wall=wall)
        parties = (
            Party(1, "reviews", str(self.counsel.user), "", "counsel"),
            Party(
                2, "signs", str(self.director.user), "ada", "medical director", statement=SAID, states=("TX",)
            ),
            Party(3, "signs", str(self.operator.user), "", "for the practice", statement=SAID),
        )
        given = {"parties": parties, "on": ON, "answer_by": ON + timedelta(days=14), **also}
        self.envelope = send_out(by=sender, why="to be signed", document=self.document.id, **given)

    def signs(self, by: Actor, under: LicenseInForce | None = None) -> Envelope:
        fresh = proof(by, self.document.id)
        return sign_in_turn(by=by, why="signed", envelope=self.envelope.id, on=ON, proof=fresh, under=under)

    def reviewed(self) -> Envelope:
        return let_go_on(by=self.counsel, why="fine", envelope=self.envelope.id, on=ON)


def test_it_goes_from_one_to_the_next_and_is_active_when_all_have_signed() -> None:
    one = Round()
    assert one.envelope.state(ON) == "in_review"
    assert one.reviewed().state(ON) == "out"
    one.signs(one.director, LICENSE)
    done = one.signs(one.operator)
    assert done.state(ON) == "active"
    assert [(word.turn, word.what) for word in done.words] == [(1, "approved"), (2, "signed"), (3, "signed")]
    first, second = signatures_of(one.operator, one.document.id)
    assert (first.license, first.statement, first.intent, first.matches) == (
        LICENSE,
        SAID,
        Intent.AGREES,
        True,
    )
    assert (second.license, second.user) == (None, str(one.operator.user))


def test_nobody_signs_before_their_turn_nor_reviews_instead() -> None:
    one = Round()
    with pytest.raises(RefusedError, match="turn of somebody else"):
        one.signs(one.director, LICENSE)
    one.reviewed()
    for by in (one.operator, one.counsel):
        with pytest.raises(RefusedError, match="turn of somebody else"):
            one.signs(by)
    with pytest.raises(RefusedError, match="you are asked to sign it"):
        let_go_on(by=one.director, why="fine", envelope=one.envelope.id, on=ON)
    assert signatures_of(one.operator, one.document.id) == ()


def test_without_a_license_in_force_on_the_day_it_is_not_signed() -> None:
    one = Round()
    one.reviewed()
    with pytest.raises(RefusedError, match="no license in force in TX"):
        one.signs(one.director)
    ended = replace(LICENSE, span=Span.of(ON - timedelta(days=90), ON - timedelta(days=9)))
    with pytest.raises(RefusedError, match="is not in force on"):
        one.signs(one.director, ended)
    assert envelope(one.operator, one.envelope.id).state(ON) == "out"


def test_who_declines_says_why_and_ends_it() -> None:
    one = Round()
    one.reviewed()
    with pytest.raises(RefusedError, match="there is no reason"):
        decline(by=one.director, why="no", envelope=one.envelope.id, on=ON, reason=" ")
    ended = decline(by=one.director, why="no", envelope=one.envelope.id, on=ON, reason="No backup is named.")
    assert (ended.state(ON), ended.closing and ended.closing.reason) == ("declined", "No backup is named.")
    with pytest.raises(RefusedError, match="it is closed"):
        one.signs(one.operator)


def test_who_sent_it_withdraws_it_and_who_signed_it_revokes_what_all_have_signed() -> None:
    one = Round()
    for by in (one.director, one.counsel):
        with pytest.raises(WrongHandsError):
            take_back(by=by, why="no", envelope=one.envelope.id, on=ON, reason="a mistake")
    gone = take_back(by=one.operator, why="no", envelope=one.envelope.id, on=ON, reason="a mistake")
    assert gone.state(ON) == "withdrawn"
    with pytest.raises(RefusedError, match="closed already"):
        take_back(by=one.operator, why="no", envelope=one.envelope.id, on=ON, reason="again")


def test_a_signer_revokes_what_all_have_signed() -> None:
    one = Round()
    one.reviewed()
    one.signs(one.director, LICENSE)
    one.signs(one.operator)
    gone = take_back(by=one.director, why="no", envelope=one.envelope.id, on=ON, reason="I leave.")
    assert (gone.state(ON), gone.complete) == ("revoked", True)


def test_after_its_last_day_nobody_signs() -> None:
    one = Round()
    later = ON + timedelta(days=15)
    with pytest.raises(RefusedError, match="it is closed"):
        let_go_on(by=one.counsel, why="fine", envelope=one.envelope.id, on=later)


@pytest.mark.parametrize(
    "parties",
    [
        (),
        (Party(1, "reviews", str(uuid4()), "", "counsel"),),
        (Party(1, "signs", str(uuid4()), "", " "),),
        tuple(Party(1, "signs", str(uuid4()), "", "owner") for _ in range(2)),
        tuple(Party(turn, "signs", "8c7b7d3e-6f9c-4f6d-9a48-26d2a4e7f001", "", "owner") for turn in (1, 2)),
        tuple(Party(turn, "signs", str(uuid4()), "", "owner") for turn in range(9)),
    ],
)
def test_an_envelope_that_cannot_be_is_refused(parties: tuple[Party, ...]) -> None:
    by = operator(network())
    kept = a_document(by)
    with pytest.raises(RefusedError):
        send_out(by=by, why="x", document=kept.id, parties=parties, on=ON, answer_by=ON)
    assert not Row.objects.exists()


def test_a_document_goes_out_once_and_not_into_the_past() -> None:
    one = Round()
    again: dict[str, Any] = {"parties": one.envelope.parties, "on": ON}
    with pytest.raises(RefusedError, match="went out before"):
        send_out(by=one.operator, why="x", document=one.document.id, answer_by=ON, **again)
    other = a_document(one.operator, b"%PDF-1.7 other")
    with pytest.raises(RefusedError, match="that day is over"):
        send_out(by=one.operator, why="x", document=other.id, answer_by=date(2020, 1, 1), **again)


def test_the_business_does_not_send_what_medicine_keeps() -> None:
    one = Round(wall="clinical")
    kept = a_document(one.director, b"%PDF-1.7 other", wall="clinical")
    with pytest.raises(WrongHandsError):
        send_out(
            by=one.operator, why="x", document=kept.id, parties=one.envelope.parties, on=ON, answer_by=ON
        )


# --- what the database holds, whatever the code above it does ---


def signs_past_the_envelope(by: Actor, document: str, **also: Any) -> None:
    given: dict[str, Any] = {"intent": Intent.AGREES, "on": ON, "statement": SAID, **also}
    sign(by=by, why="past it", document=document, proof=proof(by, document), **given)


def test_the_database_takes_no_signature_but_of_whom_is_named_at_their_turn_meaning_what_it_says() -> None:
    one = Round()
    for by in (one.counsel, one.operator, one.director):  # it is in review: nobody's turn to sign
        with pytest.raises(IntegrityError, match="named in its envelope"), transaction.atomic():
            signs_past_the_envelope(by, one.document.id, under=LICENSE)
    one.reviewed()
    wrongs: tuple[tuple[Actor, dict[str, Any]], ...] = (
        (one.operator, {}),
        (one.director, {"intent": Intent.ACKNOWLEDGES}),
        (one.director, {"statement": "I do not agree."}),
    )
    for by, wrong in wrongs:
        with pytest.raises(IntegrityError, match="named in its envelope"), transaction.atomic():
            signs_past_the_envelope(by, one.document.id, under=LICENSE, **wrong)
    with pytest.raises(IntegrityError, match="license in force"), transaction.atomic():
        signs_past_the_envelope(one.director, one.document.id)


def word(by: Actor, row: Row, party: EnvelopeParty | None, what: str, **also: Any) -> None:
    with acting(by, why="past it"):
        EnvelopeWord.objects.create(
            network_id=by.network, code=f"word-{uuid4().hex}", wall=row.wall, envelope=row, party=party, what=what,
            **{"user_id": by.user, **also},
        )  # fmt: skip


def test_the_database_takes_no_word_out_of_turn_nor_of_somebody_else() -> None:
    one = Round()
    row = Row.objects.get()
    first, second, _ = EnvelopeParty.objects.order_by("turn")
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        word(one.operator, row, first, "approved", user_id=one.counsel.user)
    with pytest.raises(IntegrityError, match="somebody else"), transaction.atomic():
        word(one.operator, row, first, "approved")
    with pytest.raises(IntegrityError, match="somebody else"), transaction.atomic():
        word(one.director, row, second, "declined", reason="no")
    with pytest.raises(IntegrityError, match="whoever sent it"), transaction.atomic():
        word(one.director, row, None, "withdrawn", reason="no")
    with pytest.raises(IntegrityError, match="all have signed"), transaction.atomic():
        word(one.operator, row, None, "revoked", reason="no")
    with pytest.raises(IntegrityError, match="no_has_a_reason"), transaction.atomic():
        word(one.counsel, row, first, "declined")
    one.reviewed()
    with pytest.raises(IntegrityError, match="who reviews does not sign"), transaction.atomic():
        word(one.director, row, second, "approved")


def test_the_database_takes_no_signature_of_another_document_for_this_one() -> None:
    one = Round()
    one.reviewed()
    other = a_document(one.director, b"%PDF-1.7 other")
    signs_past_the_envelope(one.director, other.id, under=LICENSE)
    row, second = Row.objects.get(), EnvelopeParty.objects.get(turn=2)
    with pytest.raises(IntegrityError, match="no signature of theirs"), transaction.atomic():
        word(one.director, row, second, "signed", signature=Signature.objects.get())


def test_nobody_is_added_once_somebody_has_spoken_nor_by_another_than_who_sent_it() -> None:
    one = Round()
    row = Row.objects.get()

    def added(by: Actor) -> None:
        with acting(by, why="one more"):
            EnvelopeParty.objects.create(
                network_id=by.network, code="late", wall=row.wall, envelope=row, turn=9, part="signs", user_id=human(by),
                role="owner", intent="agrees",
            )  # fmt: skip

    with pytest.raises(IntegrityError, match="as it goes out"), transaction.atomic():
        added(one.director)
    one.reviewed()
    with pytest.raises(IntegrityError, match="as it goes out"), transaction.atomic():
        added(one.operator)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE evidence_envelope SET answer_by = answer_by + 9",
        "DELETE FROM evidence_envelopeword",
        "UPDATE evidence_envelopeparty SET states = '{}'",
    ],
)
def test_what_was_sent_and_said_stays_as_it_is(sql: str) -> None:
    one = Round()
    one.reviewed()
    with acting(one.operator, why="changing"), pytest.raises(ProgrammingError), transaction.atomic():
        as_owner(sql)


def test_nothing_of_it_is_there_for_another_network() -> None:
    one = Round()
    stranger: UUID = network("other")
    with pytest.raises(LookupError):
        envelope(operator(stranger), one.envelope.id)
