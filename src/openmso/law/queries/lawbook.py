"""The law by which a network works: the pack it adopted, and over it what its counsel states.

Apart from the other queries, because it needs the database. The adopted pack is kept with the adoption: installing another
version of OpenMSO switches no network to another law.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Final

from openmso.authority.law import LawBook, Statement
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.law.facts import Pack, PackError, shipped, statements_in
from openmso.law.facts.compiled import MAKE, unpacked
from openmso.law.models import Adoption, Overlay

TABLES: Final = (Adoption._meta.db_table, Overlay._meta.db_table)
"""What decides by which law a network works."""
MOST: Final = 16
"""So many books with overlays are remembered."""


class UnreadableLawError(Exception):
    """The law by which the network works cannot be read, so nothing can be answered."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A network works by a pack since a day."""

    version: str
    digest: str
    since: date


@dataclass(frozen=True, slots=True)
class Overlaid:
    """What counsel has stated: `text` as it was written. `withdrawn_on`: no longer since then."""

    id: str
    text: str
    counsel: str
    signed_on: date
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Lawful:
    """A network's law. `digest` names pack and overlays together; `notes` say what whoever reads an answer should know of it.

    `adopted` is None where the network adopted none, and then the installed pack is used. `overlays` are those that count.
    """

    book: LawBook
    digest: str
    adopted: Adopted | None = None
    overlays: tuple[Overlaid, ...] = ()
    notes: tuple[str, ...] = ()


def lawbook(by: Actor) -> Lawful:
    """The law of the actor's network as it is recorded now.

    Raises `UnreadableLawError` where a kept pack was altered or an overlay can no longer be read: what is not read must not
    silently not count.
    """
    with seeing(by):
        adopted, pack, notes = _pack()
        return _over(adopted, pack, notes, overlays(by))


def prospect(by: Actor, *, installed: bool = False, overlay: str | None = None) -> Lawful:
    """The law as it would be: under the installed pack, or with one more overlay. Nothing is written.

    Raises `PackError` for an overlay that cannot be read, and as `lawbook`.
    """
    with seeing(by):
        adopted, pack, notes = (None, shipped(), ()) if installed else _pack()
        listed = overlays(by)
    if overlay is not None:
        draft = Overlaid("draft", overlay, "", date.min)
        statements_in(overlay.encode(), draft.id, pack.book, terms=pack.terms)
        listed = (*listed, draft)
    return _over(adopted, pack, notes, listed)


def working(by: Actor) -> tuple[Pack, Lawful]:
    """The pack by which the network works, its book as counsel reads it, and what is to be known of both. Raises as `lawbook`."""
    with seeing(by):
        adopted, pack, notes = _pack()
        found = _over(adopted, pack, notes, overlays(by))
    return replace(pack, book=found.book), found


def pack_of(by: Actor) -> Pack:
    """The pack by which the actor's network works, with its words. Raises as `lawbook`."""
    with seeing(by):
        return _pack()[1]


def adoptions(by: Actor) -> tuple[Adopted, ...]:
    """Every adoption of the network, the latest last."""
    with seeing(by):
        rows = Adoption.objects.defer("content").order_by("position", "id")
        return tuple(Adopted(one.version, one.digest, one.since) for one in rows)


def overlays(by: Actor, *, withdrawn: bool = False) -> tuple[Overlaid, ...]:
    """What counsel of the network has stated, the earliest first; with `withdrawn` also what was taken back."""
    with seeing(by):
        rows = Overlay.objects.order_by("position", "id")
        if not withdrawn:
            rows = rows.filter(withdrawn_on=None)
        return tuple(
            Overlaid(one.code, one.text, one.counsel, one.signed_on, one.withdrawn_on) for one in rows
        )


def stated(overlay: Overlaid, pack: Pack) -> tuple[Statement, ...]:
    """The statements of an overlay, signed. Raises `PackError`."""
    signed = f"{overlay.counsel}, {overlay.signed_on}" if overlay.counsel else ""
    read = statements_in(overlay.text.encode(), overlay.id, pack.book, terms=pack.terms)
    return tuple(replace(one, signed=one.signed or signed) for one in read)


def _pack() -> tuple[Adopted | None, Pack, tuple[str, ...]]:
    here = shipped()
    row = Adoption.objects.defer("content").order_by("position", "id").last()
    if row is None:
        return None, here, (f"no law pack is adopted; the installed one ({here.book.version}) is used",)
    adopted = Adopted(row.version, row.digest, row.since)
    if row.digest == here.book.digest:
        return adopted, here, ()
    kept = None
    if row.make == MAKE:
        content = bytes(row.content)
        if sha256(content).hexdigest() != row.fingerprint:
            raise UnreadableLawError(f"the kept copy of law pack {row.version} is not what was adopted")
        kept = _unpacked(content)
    since = f"adopted on {row.since.isoformat()}"
    if kept is None or kept.book.digest != row.digest:
        note = (
            f"law pack {row.version}, {since}, cannot be read by this version; the installed "
            f"{here.book.version} is used: see what it changes, and adopt it or install the version before"
        )
        return adopted, here, (note,)
    newer = f"law pack {row.version}, {since}, is used; {here.book.version} is installed: see what it would change, and adopt it"
    return adopted, kept, (newer,)


@lru_cache(maxsize=4)
def _unpacked(content: bytes) -> Pack | None:
    try:
        return unpacked(zlib.decompress(content))
    except zlib.error:
        return None


_books: dict[str, LawBook] = {}
_hand = Lock()


def _over(adopted: Adopted | None, pack: Pack, notes: tuple[str, ...], listed: Sequence[Overlaid]) -> Lawful:
    if not listed:
        return Lawful(pack.book, pack.book.digest, adopted, (), notes)
    digest = sha256(pack.book.digest.encode())
    for one in listed:
        digest.update(repr((one.id, one.text, one.counsel, one.signed_on)).encode())
    name = digest.hexdigest()
    with _hand:
        book = _books.get(name)
    if book is None:
        book = replace(pack.book.with_overlay(_statements(listed, pack)), digest=name)
        with _hand:
            _books[name] = book
            while len(_books) > MOST:
                del _books[next(iter(_books))]
    return Lawful(book, name, adopted, tuple(listed), notes)


def _statements(listed: Sequence[Overlaid], pack: Pack) -> list[Statement]:
    found: list[Statement] = []
    for one in listed:
        try:
            found += stated(one, pack)
        except PackError as wrong:
            raise UnreadableLawError(
                f"{one.id} of {one.counsel} cannot be read under law pack {pack.book.version}: {wrong.problems[0]}"
            ) from wrong
    return found
