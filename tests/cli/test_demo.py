"""`openmso demo`, as the role that owns nothing, over a database of their own."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from openmso.foundation.rules.sides import Post
from openmso.launch.actions import PASSWORD
from openmso.launch.queries import drawn
from openmso.netfile.queries import read
from tests.cli.installations import Installation

pytestmark = pytest.mark.django_db  # asks for the server of the tests

ON = date(2026, 11, 26)
ASKED = ("--on", ON.isoformat())


@pytest.fixture(scope="module")
def shown(installed: Installation) -> Installation:
    """A demonstration of six sites is in the database as `shown`."""
    said = installed("demo", "--network", "shown", *ASKED)
    assert said.code == 0, said
    return installed


def test_it_says_how_much_is_there_and_where_to_look(shown: Installation) -> None:
    said = shown("demo", "--network", "shown-again", *ASKED)
    planted = len(drawn(6, ON).planted)
    lines = said.out.splitlines()
    assert lines[:4] == [
        f"shown-again is there: 6 sites, {planted} faults planted in it",
        "see what is wrong in it: openmso check db:shown-again --brief",
        "",
        f"who can sign in, each with the password {PASSWORD}:",
    ]
    assert [line.split()[0] for line in lines[4:]] == [
        f"{post.value.replace('_', '-')}@shown-again.example" for post in Post
    ]


def test_what_is_planted_is_found_in_the_database(shown: Installation) -> None:
    said = shown("check", "db:shown", "--json", *ASKED)
    assert said.code == 1
    found = {one["control"] for one in said.json["findings"]}
    assert {one.control for one in drawn(6, ON).planted} <= found


def test_the_demonstration_is_exported_and_imported_again_without_a_difference(
    shown: Installation, tmp_path: Path
) -> None:
    file = tmp_path / "shown.yaml"
    assert shown("export", "shown", file).code == 0
    assert read(file).facts == drawn(6, ON).facts
    said = shown("import", file, "--network", "shown")
    assert (said.code, said.out) == (0, f"shown is what {file} says already\n")


def test_the_same_again_changes_nothing_and_another_is_refused_unless_it_is_to_replace(
    shown: Installation,
) -> None:
    first = shown("demo", "--network", "other", *ASKED)
    assert first.code == 0
    before = shown("export", "other").out
    again = shown("demo", "--network", "other", *ASKED)
    assert (again.code, again.out) == (0, first.out)
    refused = shown("demo", "--network", "other", "--seed", "8", *ASKED)
    assert (refused.code, "there is a network other already" in refused.err) == (2, True)
    kept = shown("demo", "--network", "other", "--seed", "8", "--keep", *ASKED)
    assert (kept.code, kept.out.splitlines()[0]) == (0, "other is there already, and is left as it is")
    assert kept.out.splitlines()[1:] == first.out.splitlines()[1:]
    assert shown("export", "other").out == before
    replaced = shown("demo", "--network", "other", "--seed", "8", "--replace", *ASKED)
    assert (replaced.code, replaced.out.startswith("other is there: 6 sites")) == (0, True)
    assert shown("demo", "--network", "other", "--seed", "8", *ASKED).out == replaced.out
    assert replaced.out != first.out  # other people sign in


def test_a_sound_one_has_nothing_planted(shown: Installation) -> None:
    said = shown("demo", "--network", "sound", "--sound", "--sites", "2", *ASKED)
    assert said.out.startswith("sound is there: 2 sites, 0 faults planted")
    assert shown("check", "db:sound", *ASKED).code == 0


def test_a_short_name_is_made_of_plain_signs(shown: Installation) -> None:
    said = shown("demo", "--network", "The Demo")
    assert (said.code, "is no short name" in said.err) == (2, True)


def test_six_hundred_sites_load_within_five_minutes(installed: Installation) -> None:
    started = time.monotonic()
    said = installed("demo", "--sites", "600", "--network", "large", *ASKED)
    assert (said.code, said.out.startswith("large is there: 600 sites")) == (0, True)
    assert time.monotonic() - started < 300
