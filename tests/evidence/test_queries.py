"""The chain of seals finds what was done behind the product's back, as the owner of the database could do it."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from openmso.evidence.actions import seal
from openmso.evidence.models import Event
from openmso.evidence.queries import head, verify
from openmso.foundation.actor import Actor, system
from openmso.foundation.door import acting, seeing
from openmso.foundation.models import Network, User
from openmso.foundation.rules.sides import Post, Side
from openmso.workforce.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return system(Network.objects.create(slug="n", name="N").id)


def write(by: Actor, *names: str) -> None:
    with acting(by, why="hiring"):
        for name in names:
            Person.objects.create(network_id=by.network, code=name.lower(), name=name)


def as_owner(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def behind_the_triggers(sql: str) -> None:
    """As a superuser who switches the triggers off."""
    with transaction.atomic():
        as_owner("SET LOCAL session_replication_role = replica")
        as_owner(sql)


@pytest.fixture
def sealed(by: Actor) -> Actor:
    write(by, "Ada", "Rosa", "Nina")
    assert seal(by=by, why="nightly") == 4
    write(by, "Carl", "Mia")
    assert seal(by=by, why="nightly") == 2
    return by


def test_an_untouched_chain_holds_and_counts(sealed: Actor) -> None:
    write(sealed, "Late")
    found = verify(sealed)
    assert found.holds
    assert (found.seals, found.events, found.unsealed) == (2, 6, 1)


def test_sealing_again_without_news_adds_no_seal(sealed: Actor) -> None:
    assert seal(by=sealed, why="nightly") == 0
    assert verify(sealed).seals == 2


def test_an_event_says_who_what_and_why(sealed: Actor) -> None:
    with seeing(sealed):
        event = Event.objects.get(code="ada")
    assert event is not None
    assert (event.table, event.code, event.verb, event.side, event.why) == (
        "workforce_person",
        "ada",
        "insert",
        "system",
        "hiring",
    )
    assert event.before is None
    assert event.after is not None
    assert event.after["name"] == "Ada"


def test_a_write_that_changes_nothing_leaves_no_event(sealed: Actor) -> None:
    with acting(sealed, why="touching"):
        Person.objects.filter(code="ada").update(name="Ada")
    assert verify(sealed).unsealed == 0


@pytest.mark.parametrize(
    ("sql", "where", "why"),
    [
        ("UPDATE evidence_event SET why = 'quietly' WHERE code = 'rosa'", 1, "not what it was"),
        ("UPDATE evidence_event SET after = '{}' WHERE code = 'mia'", 2, "not what it was"),
        ("DELETE FROM evidence_event WHERE code = 'nina'", 1, "4 events were sealed, 3 are there"),
        ("UPDATE evidence_event SET id = -id WHERE code = 'ada'", 1, "4 events were sealed, 3 are there"),
        ("DELETE FROM evidence_seal WHERE number = 1", 1, "the seal is missing"),
        ("UPDATE evidence_seal SET digest = sha256('x') WHERE number = 1", 1, "not what it was"),
        ("UPDATE evidence_seal SET at = at - interval '1 day' WHERE number = 2", 2, "not what it was"),
        (
            "UPDATE evidence_event SET readers = '{openmso_business}' WHERE code = 'rosa'",
            1,
            "not what it was",
        ),
        ("UPDATE evidence_seal SET first_event = first_event + 1 WHERE number = 2", 2, "does not begin"),
    ],
)
def test_tampering_by_the_owner_is_found(sealed: Actor, sql: str, where: int, why: str) -> None:
    as_owner(sql)
    broken = verify(sealed).broken
    assert broken is not None
    assert broken[0] == where
    assert why in broken[1]


GHOST = """
INSERT INTO workforce_person (network_id, code, position, name, npi)
SELECT network_id, 'ghost', 0, 'Ghost', '' FROM workforce_person LIMIT 1
"""


@pytest.mark.parametrize(
    ("sql", "who", "what"),
    [
        (
            "UPDATE workforce_person SET npi = '1234567893' WHERE code = 'rosa'",
            "rosa",
            "is not what was written last",
        ),
        ("DELETE FROM workforce_person WHERE code = 'nina'", "nina", "is gone, and nothing tells of it"),
        (
            GHOST,
            "ghost",
            "is there, and nothing tells how it came",
        ),
        ("UPDATE foundation_network SET name = 'Mine'", "n", "is not what was written last"),
    ],
)
def test_a_row_written_behind_the_triggers_is_found(sealed: Actor, sql: str, who: str, what: str) -> None:
    behind_the_triggers(sql)
    found = verify(sealed)
    assert (found.holds, found.broken) == (False, None)
    assert [one.id for one in found.astray] == [who]
    assert what in found.astray[0].what
    assert who in found.sentence()


def test_a_column_that_came_later_is_no_difference(sealed: Actor) -> None:
    as_owner("SET CONSTRAINTS ALL IMMEDIATE")
    as_owner("ALTER TABLE workforce_person ADD COLUMN shoe_size int DEFAULT 40")
    assert verify(sealed).holds
    as_owner("ALTER TABLE workforce_person DROP COLUMN npi")
    assert verify(sealed).holds


def test_two_events_that_swap_places_are_found(sealed: Actor) -> None:
    as_owner(
        "UPDATE evidence_event SET code = CASE code WHEN 'ada' THEN 'rosa' ELSE 'ada' END WHERE code IN ('ada', 'rosa')"
    )
    broken = verify(sealed).broken
    assert broken == (1, "an event is not what it was when it was sealed")


def test_an_event_slipped_in_below_a_seal_is_found(sealed: Actor) -> None:
    as_owner(
        'INSERT INTO evidence_event (id, network_id, "table", record, code, verb, actor, post, side, door, why, at, readers) '
        'SELECT min(id) - 1, (array_agg(network_id))[1], (array_agg("table"))[1], (array_agg(record))[1], '
        "'ghost', 'insert', '', '', '', '', '', now(), '{openmso_system}' FROM evidence_event"
    )
    broken = verify(sealed).broken
    assert broken == (1, "4 events were sealed, 5 are there")


def test_the_business_reads_no_event_of_a_table_it_may_not_read(by: Actor) -> None:
    write(by, "Ada")
    as_owner("UPDATE evidence_event SET readers = '{openmso_clinical,openmso_system}'")
    business = Actor(user=None, network=by.network, post=Post.BILLING, side=Side.BUSINESS)
    with seeing(business):
        assert not Event.objects.exists()
    with seeing(by):
        assert Event.objects.count() == 2


def test_an_auditor_verifies_events_of_tables_that_they_may_not_read(sealed: Actor) -> None:
    as_owner("UPDATE evidence_event SET readers = '{openmso_clinical,openmso_system}' WHERE code = 'late'")
    auditor = Actor(user=None, network=sealed.network, post=Post.AUDITOR, side=Side.AUDITOR)
    assert verify(auditor).holds
    assert verify(auditor).head == head(sealed)


def test_the_history_names_user_post_and_door(by: Actor) -> None:
    user = User.objects.create_user("ada@example.com")
    ada = Actor(user=user.id, network=by.network, post=Post.PHYSICIAN_OWNER, side=Side.BUSINESS, door="web")
    with acting(ada, why="moved"):
        Person.objects.create(network_id=by.network, code="ada", name="Ada")
        Person.objects.filter(code="ada").update(name="Ada Ahn")
        # Past Django's own look at every table that names people: some of them are not there for this side.
        Person.objects.filter(code="ada")._raw_delete("default")
    with seeing(ada):
        events = list(Event.objects.filter(code="ada").order_by("id"))
    assert [one.verb for one in events] == ["insert", "update", "delete"]
    assert {(one.actor, one.post, one.side, one.door, one.why) for one in events} == {
        (str(user.id), "physician_owner", "business", "web", "moved")
    }
    names = [(one.before and one.before["name"], one.after and one.after["name"]) for one in events]
    assert names == [(None, "Ada"), ("Ada", "Ada Ahn"), ("Ada Ahn", None)]


def test_what_the_owner_writes_past_the_door_is_in_the_history_as_the_owners(by: Actor) -> None:
    with transaction.atomic():
        Person.objects.create(network_id=by.network, code="ghost", name="Ghost")
    with seeing(by):
        event = Event.objects.get(code="ghost")
    assert (event.side, event.actor, event.why) == ("owner", "", "")


def test_cutting_off_the_end_and_sealing_anew_shows_only_against_a_head_kept_elsewhere(sealed: Actor) -> None:
    kept = head(sealed)
    as_owner("DELETE FROM evidence_seal WHERE number = 2")
    as_owner("DELETE FROM evidence_event WHERE code = 'mia'")
    seal(by=sealed, why="cover")
    told = verify(sealed)
    assert [(one.id, one.what) for one in told.astray] == [("mia", "is there, and nothing tells how it came")]
    behind_the_triggers("DELETE FROM workforce_person WHERE code = 'mia'")
    assert verify(sealed).holds
    assert head(sealed) != kept
