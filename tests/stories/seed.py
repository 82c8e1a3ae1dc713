"""Fills the database of the stories, in a process of its own: the network Lone Star, and who sits there.

Reads from standard input a list of [first name, password, post, organization, person]; writes the ids of the seats by name.
"""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Found the network over the owner's connection, and seat everybody as the system."""
    django.setup()
    from openmso.foundation.actor import system
    from openmso.foundation.models import User
    from openmso.foundation.networks import found
    from openmso.foundation.rules.sides import Post
    from openmso.foundation.seats import give_seat

    by = system(found("lone-star", "Lone Star", using="owner"))
    seats: dict[str, str] = {}
    for name, password, post, organization, person in json.load(sys.stdin):
        user = User(email=f"{name}@example.com", name=name.title())
        user.set_password(password)
        user.save(using="owner")
        made = give_seat(
            by=by,
            why="the story begins",
            user=user.id,
            post=Post(post),
            organization=organization,
            person=person,
        )
        seats[name] = str(made)
    json.dump(seats, sys.stdout)


if __name__ == "__main__":
    main()
