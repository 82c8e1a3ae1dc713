"""Foreign keys point down: a row knows what it stands on, and nothing below knows who stands on it."""

from itertools import count

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.tree import contract, report

LAYERS = [[name.strip(" ()") for name in layer.split("|")] for layer in contract("storeys")["layers"]]
HEIGHT = {room: height for height, layer in zip(count(0, -1), LAYERS, strict=False) for room in layer}
KEYS = [
    (model, field)
    for model in apps.get_models()
    if model.__module__.startswith("openmso.")
    for field in model._meta.get_fields(include_parents=False)
    if isinstance(field, models.ForeignKey)
]


def room_of(model: type[models.Model]) -> str:
    """The room whose table it is; Django's own stand below all."""
    return model.__module__.split(".")[1] if model.__module__.startswith("openmso.") else "timeline"


def points_up(model: type[models.Model], to: type[models.Model]) -> bool:
    """Whether a key leads to a room that is not the own one and does not stand below."""
    own, other = room_of(model), room_of(to)
    return own != other and HEIGHT[other] >= HEIGHT[own]


def test_foreign_keys_point_down() -> None:
    up = [f"{model._meta.label}.{key.name}" for model, key in KEYS if points_up(model, key.related_model)]
    assert not up, report("a row may refer to what stands below only:", up)


def test_foreign_keys_leave_no_trace_on_what_they_point_to() -> None:
    named = [f"{model._meta.label}.{key.name}" for model, key in KEYS if key.remote_field.related_name != "+"]
    assert not named, report('say related_name="+":', named)


def test_what_is_referred_to_is_never_taken_away_by_cascade() -> None:
    cascading = [
        f"{model._meta.label}.{key.name}"
        for model, key in KEYS
        if key.remote_field.on_delete is not models.PROTECT
    ]
    assert not cascading, report("on_delete=PROTECT:", cascading)


@pytest.mark.parametrize(
    ("model", "to", "expected"),
    [
        ("oversight.Agreement", "workforce.Person", False),
        ("workforce.Engagement", "structure.Organization", False),
        ("structure.Site", "workforce.Person", True),
        ("foundation.Network", "evidence.Event", True),
    ],
)
def test_a_key_that_points_up_is_seen(model: str, to: str, expected: bool) -> None:
    assert points_up(apps.get_model(model), apps.get_model(to)) is expected
