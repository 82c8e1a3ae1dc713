"""Which posts write what, in SQL: every declared table that names posts, every post, every verb."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import models

from openmso.foundation.actor import Actor
from openmso.foundation.door import acting
from openmso.foundation.models import Network
from openmso.foundation.rules.sides import Post, Side, Walled, sides_of
from tests.foundation.rows import row_in, saved
from tests.foundation.walls import DECLARED, adding, undone

pytestmark = pytest.mark.django_db

ROOMS = ("structure", "workforce", "oversight")
NAMED = [(model, wall) for model, wall in DECLARED if wall.posts and model._meta.app_label in ROOMS]
BY_POST = pytest.mark.parametrize(("model", "wall"), NAMED, ids=[model._meta.db_table for model, _ in NAMED])
SEATS = [(post, side) for post in Post for side in sorted(sides_of(post)) if side is not Side.AUDITOR]


def test_every_table_of_the_three_rooms_names_its_posts() -> None:
    named = {model._meta.label for model, _ in NAMED}
    assert {"workforce.License", "structure.Ownership", "oversight.Delegation"} <= named
    assert {model._meta.app_label for model, _ in NAMED} == set(ROOMS)


@BY_POST
def test_only_the_posts_named_add_change_and_remove(model: type[models.Model], wall: Walled) -> None:
    network = Network.objects.create(slug="own", name="Own").id
    row, new = saved(network, row_in(network, model)), row_in(network, model)
    rows: Any = model._default_manager.filter(pk=row.pk)
    for post, side in SEATS:
        if side not in wall.write:
            continue
        by = Actor(user=None, network=network, post=post, side=side)
        may = post in wall.posts
        answer = adding(by, new)
        assert (answer == "") == may, (post, answer)
        assert may or "violates row-level security" in answer
        with undone(), acting(by, why="trying"):
            assert rows.update(position=7) == may, post
        if "DELETE" in wall.verbs:
            with undone(), acting(by, why="trying"):
                assert rows._raw_delete(rows.db) == may, post
        with undone(), acting(by, why="looking"):
            assert rows.exists()


def test_a_nurse_makes_herself_no_physician() -> None:
    """Whoever keeps licenses decides who may delegate: on the clinical side not every hand may."""
    from openmso.authority.facts.people import License
    from openmso.foundation.door import WrongHandsError
    from openmso.foundation.register import RefusedError
    from openmso.workforce.actions import record_license
    from tests.cast import ADA, ROSA, licensed
    from tests.kept import clinician, events, network_of_the_cast, operator

    network = network_of_the_cast()
    before = len(events(network))
    hers: License = licensed(ROSA, "MD", id="forged")
    with pytest.raises(WrongHandsError, match="to write licenses is not for the post rn"):
        record_license(by=clinician(network, ROSA, Post.RN), why="promoted", license=hers)
    with pytest.raises(RefusedError, match="nobody keeps what they hold themselves"):
        record_license(by=clinician(network, ROSA), why="promoted", license=hers)
    with pytest.raises(RefusedError, match="nobody keeps what they hold themselves"):
        record_license(by=replace(operator(network), person=ROSA), why="promoted", license=hers)
    assert len(events(network)) == before
    record_license(by=clinician(network, ADA), why="copy in the file", license=replace(hers, role="LPN"))
