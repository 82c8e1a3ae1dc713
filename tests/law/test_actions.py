"""A network adopts the installed pack; counsel states law over it and takes it back; everybody else is refused and nothing changes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from openmso.evidence.models import Event
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import NoReasonError, WrongHandsError, seeing
from openmso.foundation.models import Network
from openmso.foundation.register import NotThereError, RefusedError
from openmso.foundation.rules.sides import Post, Side
from openmso.law.actions import add_overlay, adopt_pack, withdraw_overlay
from openmso.law.models import Adoption, Overlay
from openmso.law.queries import pack
from openmso.law.queries.lawbook import adoptions, lawbook, overlays

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 26)
TEXT = """\
jurisdiction: TX
np.authority:
  - value: full
    since: 2027-01-01
    note: "Opinion of counsel."
"""


@pytest.fixture
def network() -> UUID:
    return Network.objects.create(slug="n", name="N").id


def seated(network: UUID, post: Post, side: Side = Side.BUSINESS) -> Actor:
    return Actor(user=uuid4(), network=network, post=post, side=side)


def counsel(network: UUID) -> Actor:
    return seated(network, Post.COUNSEL, Side.AUDITOR)


def stated(by: Actor, text: str = TEXT, **more: Any) -> str:
    told = {"counsel": "C. Bench", "signed_on": DAY, "why": "opinion of November", **more}
    return add_overlay(by=by, text=text, **told)


@pytest.mark.parametrize(
    ("post", "side"),
    [(Post.COMPLIANCE, Side.BUSINESS), (Post.MSO_OWNER, Side.BUSINESS), (Post.COUNSEL, Side.AUDITOR)],
)
def test_a_network_adopts_the_installed_pack(network: UUID, post: Post, side: Side) -> None:
    by = seated(network, post, side)
    assert adopt_pack(by=by, why="reviewed", digest=pack().digest, on=DAY) == pack().version
    (one,) = adoptions(by)
    assert (one.version, one.digest, one.since) == (pack().version, pack().digest, DAY)
    with seeing(by):
        told = Event.objects.get(table="law_adoption")
    assert told.after is not None
    assert (told.why, told.post, told.after["digest"]) == ("reviewed", post.value, pack().digest)
    assert "content" not in told.after  # the history keeps its fingerprint


@pytest.mark.parametrize(
    ("post", "side"),
    [(Post.OPERATOR, Side.BUSINESS), (Post.MEDICAL_DIRECTOR, Side.CLINICAL), (Post.AUDITOR, Side.AUDITOR)],
)
def test_whoever_else_adopts_and_states_nothing(network: UUID, post: Post, side: Side) -> None:
    by = seated(network, post, side)
    with pytest.raises(WrongHandsError):
        adopt_pack(by=by, why="mine", digest=pack().digest, on=DAY)
    with pytest.raises(WrongHandsError):
        stated(by)
    assert (adoptions(by), overlays(by)) == ((), ())


def test_compliance_states_no_law(network: UUID) -> None:
    with pytest.raises(WrongHandsError, match="not for the business side"):
        stated(seated(network, Post.COMPLIANCE))


def test_a_token_of_counsel_states_no_law(network: UUID) -> None:
    token = Actor(uuid4(), network, Post.COUNSEL, Side.AUDITOR, scopes=frozenset({"write"}))
    with pytest.raises((WrongHandsError, PermissionError)):
        stated(token)
    assert overlays(token) == ()


@pytest.mark.parametrize(
    ("digest", "on", "what"),
    [("another", DAY, "which is another pack"), (None, DAY, "is adopted already")],
)
def test_what_was_not_looked_at_or_is_adopted_is_refused(
    network: UUID, digest: str | None, on: date, what: str
) -> None:
    by = seated(network, Post.COMPLIANCE)
    adopt_pack(by=by, why="reviewed", digest=pack().digest, on=DAY)
    with pytest.raises(RefusedError, match=what):
        adopt_pack(by=by, why="again", digest=digest or pack().digest, on=on)
    assert len(adoptions(by)) == 1


def test_nothing_is_adopted_before_the_adoption_that_counts(network: UUID) -> None:
    by = system(network)
    Adopting(network).row(digest="older", since=DAY)
    with pytest.raises(RefusedError, match="2026-11-26 comes later"):
        adopt_pack(by=by, why="late", digest=pack().digest, on=date(2026, 11, 25))
    assert len(adoptions(by)) == 1


class Adopting:
    """An adoption of another pack, as an earlier version of the program left it."""

    def __init__(self, network: UUID) -> None:
        self.network = network

    def row(self, **fields: Any) -> None:
        from openmso.foundation.door import acting

        told = {"version": "2026.1.0", "make": 1, "fingerprint": "", "content": b"", **fields}
        with acting(system(self.network), why="long ago"):
            Adoption.objects.create(network_id=self.network, code="first", **told)


def test_counsel_states_law_and_takes_it_back(network: UUID) -> None:
    by = counsel(network)
    id = stated(by)
    (one,) = overlays(by)
    assert (one.id, one.text, one.counsel, one.signed_on) == (id, TEXT, "C. Bench", DAY)
    withdraw_overlay(by=by, why="the board wrote", id=id, on=DAY)
    assert overlays(by) == ()
    (gone,) = overlays(by, withdrawn=True)
    assert gone.withdrawn_on == DAY
    assert lawbook(by).book is pack()
    with seeing(by):
        verbs = Event.objects.filter(table="law_overlay").order_by("id").values_list("verb", "why")
        assert list(verbs) == [("insert", "opinion of November"), ("update", "the board wrote")]


@pytest.mark.parametrize(
    ("text", "field", "what"),
    [
        (TEXT.replace("full", "no"), "text, line 3", "value is 'no'"),
        (TEXT.replace("TX", "TZ"), "text, line 1", "jurisdiction is 'TZ'"),
        ("", "text, line 1", "the file is empty"),
        (TEXT + "#" * 200_000, "text", "more than 200000 characters"),
    ],
)
def test_a_text_that_the_strict_reader_refuses_is_refused_with_its_line(
    network: UUID, text: str, field: str, what: str
) -> None:
    by = counsel(network)
    with pytest.raises(RefusedError) as refused:
        stated(by, text)
    assert refused.value.field == field
    assert what in refused.value.what
    assert overlays(by) == ()


def test_two_overlays_do_not_speak_of_one_question_on_the_same_days(network: UUID) -> None:
    by = counsel(network)
    stated(by)
    with pytest.raises(RefusedError, match=r"speaks of TX np\.authority on these days already"):
        stated(by, TEXT.replace("2027-01-01", "2028-01-01"))
    stated(by, TEXT.replace("since: 2027-01-01", "since: 2026-12-01\n    until: 2027-01-01"))
    stated(by, TEXT.replace("TX", "OK"))
    assert len(overlays(by)) == 3


def test_nothing_is_stated_without_a_name_or_a_reason(network: UUID) -> None:
    by = counsel(network)
    with pytest.raises(RefusedError, match="1 to 200 characters"):
        stated(by, counsel=" ")
    with pytest.raises(NoReasonError):
        stated(by, why="")
    assert overlays(by) == ()


def test_what_is_not_there_or_is_withdrawn_cannot_be_withdrawn(network: UUID) -> None:
    by = counsel(network)
    with pytest.raises(NotThereError):
        withdraw_overlay(by=by, why="mistake", id="overlay-1", on=DAY)
    id = stated(by)
    with pytest.raises(RefusedError, match="signed on 2026-11-26"):
        withdraw_overlay(by=by, why="mistake", id=id, on=date(2026, 11, 25))
    withdraw_overlay(by=by, why="mistake", id=id, on=DAY)
    with pytest.raises(RefusedError, match="withdrawn on"):
        withdraw_overlay(by=by, why="again", id=id, on=DAY)


def test_an_auditor_cannot_withdraw_what_counsel_stated(network: UUID) -> None:
    id = stated(counsel(network))
    with pytest.raises(WrongHandsError, match="auditor is none of those"):
        withdraw_overlay(by=seated(network, Post.AUDITOR, Side.AUDITOR), why="mine", id=id, on=DAY)
    assert len(overlays(counsel(network))) == 1


def test_an_overlay_that_the_new_pack_cannot_read_keeps_it_from_being_adopted(network: UUID) -> None:
    from openmso.foundation.door import acting

    with acting(system(network), why="under an older pack"):
        Overlay.objects.create(
            network_id=network,
            code="old",
            text="jurisdiction: TX\nnp.gone:\n  - value: 1\n",
            counsel="C.",
            signed_on=DAY,
        )
    by = seated(network, Post.COMPLIANCE)
    with pytest.raises(RefusedError, match="old cannot be read"):
        adopt_pack(by=by, why="reviewed", digest=pack().digest, on=DAY)
    assert adoptions(by) == ()
