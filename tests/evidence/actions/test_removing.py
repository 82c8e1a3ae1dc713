"""Removal in time: not before, not under a hold, not past the action; and what it was stays known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from openmso.evidence.actions import (
    adopt_schedule,
    place_hold,
    release_hold,
    remove_expired,
    supersede,
    tell_day,
)
from openmso.evidence.models import Content, Document, Removal
from openmso.evidence.queries import (
    GoneError,
    content,
    document,
    due_for_removal,
    schedules,
    signatures_of,
    verify,
)
from openmso.evidence.queries.retention import due_of
from openmso.evidence.rules.schedules import BUILT_IN, Confidence, Moment
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import WrongHandsError, acting, pass_of, seeing
from openmso.foundation.register import RefusedError
from tests.evidence.kept import DAY, a_document, as_owner, counsel, director, network, operator, signed

pytestmark = pytest.mark.django_db

DUE = date(2026, 3, 1)
"""Six years after the day of the documents here, and before today."""


@pytest.fixture
def by() -> Actor:
    return operator(network())


def estimate(by: Actor, data: bytes = b"estimate", **also: object) -> str:
    return a_document(by, data, kind="cost_estimate", **also).id


def bytes_of(by: Actor) -> int:
    with seeing(by):
        return Content.objects.count()


def test_an_expired_document_goes_and_what_it_was_stays(by: Actor) -> None:
    id = estimate(by)
    assert [one.document.id for one in due_for_removal(by, DUE)] == [id]
    remove_expired(by=by, why="time has passed", document=id, on=DUE)
    assert bytes_of(by) == 0
    with pytest.raises(GoneError):
        content(by, id)
    left = document(by, id)
    assert (left.removed, left.title, left.dated) == (True, "Toxin", DAY)
    with seeing(by):
        stone = Removal.objects.get()
    assert (stone.sha256, stone.due_on, stone.user_id) == (left.sha256, DUE, by.user)
    assert "6 years after: dated (45 CFR §149.610(f)(1))" in stone.rule
    assert due_for_removal(by, DUE) == ()
    assert verify(system(by.network)).holds


def test_nothing_goes_a_day_before_its_time(by: Actor) -> None:
    id = estimate(by)
    day_before = date(2026, 2, 28)
    assert due_for_removal(by, day_before) == ()
    with pytest.raises(RefusedError, match="it must be kept until 2026-03-01"):
        remove_expired(by=by, why="early", document=id, on=day_before)
    assert bytes_of(by) == 1


def test_nothing_goes_early_by_naming_a_day_to_come(by: Actor) -> None:
    id = estimate(by, dated=date(2026, 1, 1))
    with pytest.raises(RefusedError, match="that day has not come"):
        remove_expired(by=by, why="early", document=id, on=date(2040, 1, 1))
    early = TOMBSTONE.replace("2026-03-01", "2040-01-01")
    with pytest.raises(IntegrityError, match="must be kept until 2040-01-01"), acting(by, why="my way"):
        as_owner(early)
    assert bytes_of(by) == 1


def test_what_has_no_schedule_is_kept_until_one_is_adopted_with_its_source(by: Actor) -> None:
    id = a_document(by, kind="x_flyer").id
    with pytest.raises(RefusedError, match="its time cannot be told: no schedule is known"):
        remove_expired(by=by, why="x", document=id, on=DUE)
    given = {"by": by, "why": "policy", "kind": "x_flyer", "years": 2, "after": [Moment.DATED]}
    with pytest.raises(RefusedError, match="nothing says why"):
        adopt_schedule(**given, source=" ", confidence=Confidence.HIGH)  # type: ignore[arg-type] # one dict for two calls
    adopt_schedule(**given, source="policy 7", confidence=Confidence.HIGH)  # type: ignore[arg-type] # as above
    assert [one.source for one in schedules(by)[len(BUILT_IN) :]] == ["policy 7"]
    remove_expired(by=by, why="x", document=id, on=DUE)
    assert document(by, id).removed


def test_a_networks_own_schedule_never_shortens_what_the_law_asks(by: Actor) -> None:
    id = estimate(by)
    adopt_schedule(
        by=by, why="space", kind="cost_estimate", years=1, after=[Moment.DATED], source="mine", confidence=Confidence.HIGH
    )  # fmt: skip
    assert due_of(by, id).on == DUE


def test_a_policy_counts_from_when_it_went_out_of_effect(by: Actor) -> None:
    id = a_document(by, kind="hipaa_documentation").id
    assert due_of(by, id).on is None
    tell_day(by=by, why="replaced on paper", document=id, moment=Moment.OUT_OF_EFFECT, day=date(2020, 1, 1))
    assert due_of(by, id).on == DUE
    tell_day(by=by, why="found a later use", document=id, moment=Moment.OUT_OF_EFFECT, day=date(2021, 1, 1))
    assert due_of(by, id).on == date(2027, 1, 1)


def test_a_superseded_policy_went_out_of_effect_the_day_it_was_superseded(by: Actor) -> None:
    id = a_document(by, kind="hipaa_documentation").id
    new = supersede(by=by, why="new", document=id, data=b"new", dated=DAY)
    ended = document(by, new.id).kept_at.date()
    due = due_of(by, id).on
    assert due is not None
    assert (due.year, due.month) == (ended.year + 6, ended.month)
    assert due_of(by, new.id).on is None


def test_bytes_that_another_document_still_has_stay(by: Actor) -> None:
    first, second = estimate(by), estimate(by, title="The same again")
    remove_expired(by=by, why="x", document=first, on=DUE)
    assert content(by, second) == b"estimate"
    with pytest.raises(GoneError):
        content(by, first)
    remove_expired(by=by, why="x", document=second, on=DUE)
    assert bytes_of(by) == 0


def test_removing_twice_is_refused(by: Actor) -> None:
    id = estimate(by)
    remove_expired(by=by, why="x", document=id, on=DUE)
    with pytest.raises(RefusedError, match="removed already"):
        remove_expired(by=by, why="x", document=id, on=DUE)


def test_a_side_removes_only_what_it_may_write() -> None:
    here = network()
    id = estimate(director(here), wall="clinical")
    for who in (operator(here), counsel(here)):
        with pytest.raises(WrongHandsError):
            remove_expired(by=who, why="x", document=id, on=DUE)
    assert not document(system(here), id).removed


def test_signatures_of_what_was_removed_stay_and_say_that_nothing_is_left_to_compare(by: Actor) -> None:
    id = estimate(by)
    signed(by, id)
    remove_expired(by=by, why="x", document=id, on=DUE)
    assert [one.matches for one in signatures_of(by, id)] == [None]


def hold_on_estimates(by: Actor) -> str:
    return place_hold(by=by, why="letter of counsel", matter="Doe v. Clinic", kinds=["cost_estimate"])


def test_a_legal_hold_keeps_what_it_covers_until_it_is_released(by: Actor) -> None:
    id = estimate(by)
    hold = hold_on_estimates(by)
    assert [one.holds for one in due_for_removal(by, DUE)] == [(hold,)]
    with pytest.raises(RefusedError, match=f"a legal hold covers it: {hold}"):
        remove_expired(by=by, why="x", document=id, on=DUE)
    assert content(by, id) == b"estimate"
    release_hold(by=by, why="settled", hold=hold)
    remove_expired(by=by, why="x", document=id, on=DUE)


TOMBSTONE = """
INSERT INTO evidence_removal (network_id, code, position, wall, document_id, sha256, due_on, rule)
SELECT network_id, 'own-way', 0, wall, id, sha256, '2026-03-01', 'mine' FROM evidence_document
"""
SIDES: list[Callable[..., Actor]] = [operator, director, system]


@pytest.mark.parametrize("who", SIDES)
def test_under_a_hold_the_database_refuses_every_side_past_the_action(who: Callable[..., Actor]) -> None:
    here = network()
    estimate(operator(here))
    hold_on_estimates(counsel(here))
    by = who(here)
    for statement, what in (
        (TOMBSTONE, "covers this document"),
        ("DELETE FROM evidence_content", "covers these bytes"),
    ):
        with pytest.raises(IntegrityError, match=what), acting(by, why="my way"):
            as_owner(statement)
    with pytest.raises(ProgrammingError, match="permission denied"), acting(by, why="my way"):
        as_owner("DELETE FROM evidence_hold")
    assert bytes_of(by) == 1


def test_without_a_hold_the_database_lets_no_bytes_go_that_a_document_has(by: Actor) -> None:
    estimate(by)
    with pytest.raises(IntegrityError, match="a document still has these bytes"), acting(by, why="my way"):
        Content.objects.all()._raw_delete("default")
    with acting(by, why="in time"):
        as_owner(TOMBSTONE)
        assert Content.objects.all()._raw_delete("default") == 1


def test_bytes_are_never_changed(by: Actor) -> None:
    estimate(by)
    with (
        pytest.raises(IntegrityError, match="a row of evidence_content is never changed"),
        transaction.atomic(),
    ):
        as_owner("UPDATE evidence_content SET position = 1")


@pytest.fixture
def plain_owner() -> str:
    """The owner of the tables, made a role without any power over the server, as an installation should have it."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE plain_owner NOSUPERUSER NOBYPASSRLS")
        cursor.execute("GRANT USAGE, CREATE ON SCHEMA public TO plain_owner")
        cursor.execute("GRANT plain_owner TO CURRENT_USER")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND (tablename LIKE 'evidence%' OR tablename = 'openmso_passkey')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} OWNER TO plain_owner")
        cursor.execute("SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE 'openmso_%'")
        for (function,) in cursor.fetchall():
            cursor.execute(f"ALTER FUNCTION {function} OWNER TO plain_owner")
        for table, policy in (("evidence_event", "owner"), ("evidence_seal", "owner")):
            cursor.execute(f"ALTER POLICY {policy} ON {table} TO plain_owner")
        cursor.execute(
            "SELECT tablename FROM pg_policies WHERE policyname = 'inside' AND tablename LIKE 'evidence%' "
            "AND tablename NOT IN ('evidence_event', 'evidence_seal')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER POLICY inside ON {table} TO plain_owner")
    return "plain_owner"


@pytest.mark.parametrize("with_network", [True, False])
def test_under_a_hold_an_owner_without_power_over_the_server_removes_nothing(
    by: Actor, plain_owner: str, with_network: bool
) -> None:
    estimate(by)
    hold_on_estimates(by)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {plain_owner}")
        if with_network:
            process = connection.connection.info.backend_pid
            cursor.execute(
                "SELECT set_config('openmso.pass', %s, true)", [pass_of(by, "trying", process=process)]
            )
        for table in ("evidence_content", "evidence_document", "evidence_removal"):
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        refusals = (IntegrityError, ProgrammingError)
        for statement in (TOMBSTONE, "DELETE FROM evidence_content"):
            with pytest.raises(refusals, match=r"legal hold|inside their network"), transaction.atomic():
                cursor.execute(statement)
        cursor.execute("RESET ROLE")
    with seeing(by):
        assert (Document.objects.count(), Content.objects.count(), Removal.objects.count()) == (1, 1, 0)
