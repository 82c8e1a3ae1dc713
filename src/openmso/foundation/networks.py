"""Founding networks and finding them: what happens before anybody is an actor in one.

The owner of the database founds and lists networks; the login role only learns the id that belongs to a slug.
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from openmso.foundation.models import Network


class SlugTakenError(Exception):
    """A network of this slug is there already."""


def network_of(slug: str) -> UUID | None:
    """The id of the network with this slug, None if there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT openmso_network(%s)", [slug])
        found: UUID | None = cursor.fetchone()[0]
    return found


def found(slug: str, name: str, *, using: str) -> UUID:
    """Found an empty network over the owner's connection; its id. Raises `SlugTakenError`."""
    network, is_new = Network.objects.using(using).get_or_create(slug=slug, defaults={"name": name})
    if not is_new:
        raise SlugTakenError(f"there is a network {slug} already")
    return network.id


def every_network(*, using: str) -> list[Network]:
    """All networks by slug, over the owner's connection."""
    return list(Network.objects.using(using).order_by("slug"))
