"""Networks are founded once, found by their slug, and listed by the owner."""

import pytest

from openmso.evidence.models import Event
from openmso.foundation.actor import system
from openmso.foundation.door import seeing
from openmso.foundation.networks import SlugTakenError, every_network, found, network_of

pytestmark = pytest.mark.django_db


def test_a_network_is_found_by_its_slug() -> None:
    own = found("own", "Own", using="default")
    assert network_of("own") == own
    assert network_of("other") is None


def test_a_slug_is_given_once() -> None:
    found("own", "Own", using="default")
    with pytest.raises(SlugTakenError, match="there is a network own already"):
        found("own", "Another", using="default")


def test_networks_are_listed_by_slug() -> None:
    for slug in ("b", "a"):
        found(slug, slug.upper(), using="default")
    assert [one.name for one in every_network(using="default")] == ["A", "B"]


def test_the_founding_is_the_first_event_of_a_network() -> None:
    own = found("own", "Own", using="default")
    with seeing(system(own)):
        event = Event.objects.get()
    assert (event.table, event.code, event.verb, event.side) == (
        "foundation_network",
        "own",
        "insert",
        "owner",
    )
