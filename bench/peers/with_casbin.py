"""Casbin: a policy line a run of days that authorizes, found by person, procedure and site (its fast enforcer).

The matcher holds the day against the line's span; the conditions are a function registered with the enforcer, which
is how Casbin is taught what its expressions cannot say.
"""

from __future__ import annotations

from collections.abc import Iterable

from casbin import FastEnforcer
from casbin.model import FastModel
from peers.bedside import Told
from peers.plain import met
from peers.spans import ByKey

from openmso.authority.answer import Key

MODEL = """
[request_definition]
r = person, procedure, site, day, act

[policy_definition]
p = person, procedure, site, start, until, ruling

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = p.start <= r.day && r.day < p.until && (r.act == "" || conditions_hold(p.ruling, r.act))
"""
FOUND_BY = (0, 1, 2)
"""Person, procedure and site."""


class Casbin:
    """Allows or denies. Holds lines for the keys it will be asked about: all of a large network load for minutes."""

    def __init__(self, by_key: ByKey, keys: Iterable[Key]) -> None:
        self.rulings = by_key.rulings
        model = FastModel(FOUND_BY)
        model.load_model_from_text(MODEL)
        for key in sorted(set(keys), key=lambda one: (one.person, one.procedure, one.site)):
            for line in _lines(by_key, key):
                model.add_policy("p", "p", line)
        self.enforcer = FastEnforcer(model, cache_key_order=FOUND_BY)
        self.enforcer.add_function("conditions_hold", self._conditions_hold)

    def _conditions_hold(self, ruling: str, moment: Told) -> bool:
        return met(self.rulings[int(ruling)].asked, moment)

    def allowed(self, key: Key, day: str, moment: Told | str = "") -> bool:
        """Whether a line allows it; `day` as `text_of` gives it. Without a moment: whether there is authority."""
        return bool(self.enforcer.enforce(key.person, key.procedure, key.site, day, moment))


def _lines(by_key: ByKey, key: Key) -> Iterable[list[str]]:
    starts, numbers = by_key.runs[key.person, key.procedure, key.site]
    ends = (*starts[1:], 9_999_999)
    for start, until, number in zip(starts, ends, numbers, strict=True):
        if by_key.rulings[number].standing.authorizes:
            yield [key.person, key.procedure, key.site, text_of(start), text_of(until), str(number)]


def text_of(day: int) -> str:
    """A day as Casbin compares it: its policies hold text only."""
    return f"{day:07d}"
