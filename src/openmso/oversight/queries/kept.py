"""What was worked out of a network, kept for as long as the network stays as it was.

A picture of a whole network takes up to seconds and is asked for by many. It is kept with the very facts and the law that it
was worked out from; these are never older than what was committed, so neither is what lies here.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from threading import Lock, RLock
from typing import Any, Final, TypeVar
from uuid import UUID

from openmso.authority.collector import set_aside
from openmso.authority.facts import Facts
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.foundation.actor import Actor
from openmso.oversight.facts import judge_of

T = TypeVar("T")
MOST_NETWORKS: Final = 16
MOST: Final = 256
"""So many pictures of one network are kept; the one that was asked for longest ago goes."""


@dataclass
class _Drawer:
    facts: Facts
    law: LawBook
    found: OrderedDict[tuple[str, date], Any] = field(default_factory=OrderedDict)
    at_work: RLock = field(default_factory=RLock)

    def of(self, judge: Judge) -> bool:
        return self.facts is judge.facts and self.law is judge.law


class Drawers:
    """One drawer a network. Threads may share them; what lies there is frozen."""

    def __init__(self) -> None:
        self._drawers: OrderedDict[UUID, _Drawer] = OrderedDict()
        self._hand = Lock()

    def of(self, by: Actor, name: str, on: date, work: Callable[[Judge], T]) -> T:
        """What `work` gives of the actor's network as committed when asked; worked out once for each day and state."""
        judge, _ = judge_of(by)
        drawer = self._drawer(by.network, judge)
        with drawer.at_work:  # who comes meanwhile waits for the one answer
            place = (name, on)
            if place not in drawer.found:
                drawer.found[place] = work(judge)
                set_aside()
                while len(drawer.found) > MOST:
                    drawer.found.popitem(last=False)
            drawer.found.move_to_end(place)
            found: T = drawer.found[place]
        return found

    def ready(self, by: Actor, names: Iterable[str], on: date) -> frozenset[str]:
        """Which answers lie there. A network of which nothing lies here is not even loaded for the question."""
        with self._hand:
            drawer = self._drawers.get(by.network)
        if drawer is None or not drawer.of(judge_of(by)[0]):
            return frozenset()
        return frozenset(name for name in names if (name, on) in drawer.found)

    def clear(self) -> None:
        """Let go of everything."""
        with self._hand:
            self._drawers.clear()

    def _drawer(self, network: UUID, judge: Judge) -> _Drawer:
        with self._hand:
            drawer = self._drawers.get(network)
            if drawer is None or not drawer.of(judge):
                drawer = self._drawers[network] = _Drawer(judge.facts, judge.law)
            self._drawers.move_to_end(network)
            while len(self._drawers) > MOST_NETWORKS:
                self._drawers.popitem(last=False)
            return drawer


DRAWERS: Final = Drawers()
"""Those of this process."""
