"""Bringing content into a network of the database, founded if it is new, with a bar on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openmso.cli.failure import BadInputError

if TYPE_CHECKING:
    from uuid import UUID

    from django.db import IntegrityError

    from openmso.netfile.actions.records import Telling
    from openmso.netfile.queries.network import Content, Difference


def check_slug(text: str) -> None:
    """Raises `BadInputError` for what is no short name."""
    import re

    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,99}", text):
        raise BadInputError(f"{text!r} is no short name; write it in a-z, 0-9 and -")


def there_of(known: UUID | None) -> Content:
    """What a network of the database is made of; nothing if there is none."""
    from openmso.authority.facts import Facts
    from openmso.foundation.actor import system
    from openmso.netfile.queries.network import Content, content_of

    return content_of(system(known)) if known else Content(Facts())


def bring(slug: str, known: UUID | None, given: Content, *, why: str, shown: Difference) -> None:
    """Make the network what is given, all of it or nothing. `shown` is the difference that was looked at.

    Raises `BadInputError` if somebody changed or founded it meanwhile, and for what the database refuses.
    """
    from django.db import DatabaseError, IntegrityError

    from openmso.cli.database import in_its_words, system_of
    from openmso.cli.render.progress import progress
    from openmso.netfile.actions.records import ChangedMeanwhileError, bring_in

    count = len(shown.added) + len(shown.changed)
    try:
        with progress(f"writing {count:,} records", count) as told:
            if known is None:
                _found_and_fill(slug, given, why, told)
            else:
                bring_in(by=system_of(slug), why=why, given=given, shown=shown, told=told)
    except ChangedMeanwhileError as meanwhile:
        raise BadInputError(str(meanwhile)) from None
    except IntegrityError as refused:
        raise _still_needed(refused) from None
    except DatabaseError as refused:
        raise BadInputError(
            "the database refuses this; nothing was changed", [in_its_words(refused)]
        ) from None


def _still_needed(refused: IntegrityError) -> BadInputError:
    """Work of the network, such as its rosters and visits, refers to what the given content leaves out; or any other rule."""
    from openmso.cli.database import in_its_words

    said = getattr(refused.__cause__, "diag", None)
    if "foreign key" not in str(refused):
        return BadInputError("the database refuses this; nothing was changed", [in_its_words(refused)])
    work = str(getattr(said, "table_name", "")).replace("_", " ")
    return BadInputError(
        f"something that would be taken away is still needed by the network's own work ({work}); nothing was changed",
        ["leave it in, and let it end on a day; what was done and planned with it stays provable"],
    )


def _found_and_fill(slug: str, given: Content, why: str, told: Telling) -> None:
    """Both or neither: a refused import leaves no empty network behind."""
    from django.db import DEFAULT_DB_ALIAS, transaction

    from openmso.cli.database import as_owner
    from openmso.foundation.actor import system
    from openmso.foundation.networks import SlugTakenError, found
    from openmso.netfile.actions.records import bring_in

    try:
        with as_owner(), transaction.atomic():
            network = found(slug, given.facts.name or slug, using=DEFAULT_DB_ALIAS)
            bring_in(by=system(network, door="command line"), why=why, given=given, told=told)
    except SlugTakenError:
        raise BadInputError(f"somebody founded {slug} meanwhile; look at the difference again") from None
