"""Letters to people of a network: that something waits for them, and where. What it is about they read after signing in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.core.mail import send_mail

from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.foundation.seats import in_force


def write_to(by: Actor, person: str, today: date, *, subject: str, words: str, path: str) -> bool:
    """Send a letter to the user who is this person in the actor's network and has a seat today; False if nobody is.

    `words` leave the house: they name no patient. `path`: of the page at which they go on. Raises what sending raises.
    """
    return bool(person) and _sent(
        by, {"person": person}, today, subject, f"{words}\n\nSign in and go on: {settings.ADDRESS}{path}\n"
    )


def write_to_user(by: Actor, user: str, today: date, *, subject: str, words: str, path: str) -> bool:
    """Send a letter to a user who has a seat in the actor's network today; False if they have none. As `write_to` otherwise."""
    return _sent(
        by, {"user": user}, today, subject, f"{words}\n\nSign in and go on: {settings.ADDRESS}{path}\n"
    )


def _sent(by: Actor, whom: Mapping[str, str], today: date, subject: str, text: str) -> bool:
    with seeing(by):
        seats = in_force(today).filter(network=by.network, **whom)
        to = seats.values_list("user__email", flat=True).first()
    if to is None:
        return False
    send_mail(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", text, None, [to])
    return True
