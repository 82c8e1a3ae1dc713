"""Networks held in the memory of this process, with who judges them, and never older than what was committed.

What is held carries the state of the database that it is true of. Whoever asks for it first asks the history, in one
statement, what was committed since; nothing is trusted to a clock or to a message. Why this holds is in decision 15.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock, RLock
from typing import Final
from uuid import UUID

from openmso.authority.collector import set_aside
from openmso.authority.facts import Facts
from openmso.authority.judge import Judge
from openmso.evidence.queries import News, Seen, news
from openmso.foundation.actor import Actor
from openmso.foundation.door import seeing
from openmso.law.queries.lawbook import Lawful
from openmso.oversight.facts.loading import TABLES, Loaded, load

MOST: Final = 16
"""So many networks are held at a time; the one that was asked for longest ago goes."""


@dataclass(frozen=True, slots=True)
class Held:
    """A network as loaded, and its judge."""

    loaded: Loaded
    judge: Judge


class Shelf:
    """The networks that are held. Threads may share it: what lies on it is replaced whole and never altered."""

    def __init__(self, most: int = MOST) -> None:
        self._held: OrderedDict[UUID, Held] = OrderedDict()
        self._locks: dict[UUID, RLock] = {}
        self._hand = Lock()
        self._most = most

    def of(self, by: Actor) -> Held:
        """The actor's network as it stands in the actor's transaction, what that has written included."""
        with seeing(by):
            known = self._known(by.network)
            now = _news(by, known)
            if known is not None and not now.codes and _usable(known, now):
                if not now.writes and now.sure:
                    self._keep(by.network, replace(known, loaded=replace(known.loaded, seen=now.now)))
                return known
            with self._lock(by.network):  # two threads need not load the same
                return self._loaded(by)

    def clear(self) -> None:
        """Let go of everything."""
        with self._hand:
            self._held.clear()

    def _loaded(self, by: Actor) -> Held:
        known = self._known(by.network)
        now = _news(by, known)
        if known is not None and not _usable(known, now):
            known = None
        if known is not None and not now.codes:
            return known
        loaded = load(by, now, known.loaded if known else None)
        same = known is not None and known.loaded.law.book is loaded.law.book
        judge = (
            known.judge.revised(loaded.facts, loaded.changed)
            if known and same
            else Judge(loaded.facts, loaded.law.book)
        )
        found = Held(loaded, judge)
        # What a transaction with a number of its own sees holds what it has written, and its snapshot does not tell
        # that from what is committed: nobody else may see it.
        if not now.writes and now.sure:
            self._keep(by.network, found)
            set_aside()
        return found

    def _known(self, network: UUID) -> Held | None:
        with self._hand:
            if network in self._held:
                self._held.move_to_end(network)
            return self._held.get(network)

    def _keep(self, network: UUID, found: Held) -> None:
        with self._hand:
            there = self._held.get(network)
            # Another thread may have seen a later state meanwhile. That of another era is of no use.
            if there is None or not there.loaded.seen.beyond(found.loaded.seen):
                self._held[network] = found
            self._held.move_to_end(network)
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def _lock(self, network: UUID) -> RLock:
        with self._hand:
            return self._locks.setdefault(network, RLock())


def _news(by: Actor, known: Held | None) -> News:
    return news(by, TABLES, known.loaded.seen if known else None)


def _usable(known: Held, now: News) -> bool:
    """Whether what is held is of the same era, and no newer than what the transaction sees."""
    seen = known.loaded.seen
    return now.sure and seen.era == now.now.era and not seen.beyond(now.now)


SHELF: Final = Shelf()
"""That of this process."""


def network_facts(by: Actor) -> Facts:
    """The facts of the actor's network as committed when asked, or as the actor's transaction has changed them.

    The same object as long as nothing changes; of a changed network, all tables are shared that did not change. Raises
    `RestlessNetworkError` if the network is written to without pause, `UnreadableLawError` if its law cannot be read.
    """
    return SHELF.of(by).loaded.facts


def judge_of(by: Actor) -> tuple[Judge, Lawful]:
    """Who judges the actor's network as `network_facts` gives it, and by which law; remembers for all who ask.

    Raises as `network_facts`.
    """
    held = SHELF.of(by)
    return held.judge, held.loaded.law


def seen_of(by: Actor) -> Seen:
    """A state of the database of which what is held is true. Raises as `network_facts`."""
    return SHELF.of(by).loaded.seen
