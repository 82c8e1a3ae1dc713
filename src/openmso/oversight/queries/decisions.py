"""A decision that is acted on: with its chain as it is kept, and digests of the facts and the law it was made of.

Whoever asks years later takes the facts as they were known at the moment (`queries.then`), finds the same digest, and decides again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from openmso.authority.chain_days import Chain
from openmso.authority.facts import Facts
from openmso.authority.facts.bedside import NOTHING_TOLD, Bedside
from openmso.authority.judge import Judge
from openmso.foundation.actor import Actor
from openmso.foundation.register import tables, version_of
from openmso.oversight.queries.kept import DRAWERS
from openmso.oversight.queries.standing import Asked, ask
from openmso.oversight.rules.telling import told, wanting

__all__ = ["Asked", "Decided", "decided_on", "facts_digest"]
ANY_DAY: Final = date(2000, 1, 1)
"""The digest of facts is of no day."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, as the core gives it and as it is kept."""

    chain: Chain
    plain: Mapping[str, Any]
    facts_digest: str
    law_digest: str

    @property
    def wanting(self) -> list[str]:
        """Codes of what was missing or still to be shown."""
        return wanting(self.plain)


def decided_on(by: Actor, question: Asked, bedside: Bedside = NOTHING_TOLD) -> Decided:
    """Decide, to act on it. Raises as `standing.ask`."""
    found = ask(by, question, bedside)
    digest = DRAWERS.of(by, "digest of the facts", ANY_DAY, _digest)
    return Decided(found.found, told(found.found.decision), digest, found.law.digest)


def _digest(judge: Judge) -> str:
    return facts_digest(judge.facts)


def facts_digest(facts: Facts) -> str:
    """The SHA-256 of all records of a network and of its settings, whatever their order: of each its kind, id and version, a line each, sorted."""
    lines = sorted(
        f"{kind.__name__} {one.id} {version_of(one)}" for kind in tables() for one in facts.all(kind)
    )
    lines.append(f"settings {version_of(facts.settings)}")
    return sha256("\n".join(lines).encode()).hexdigest()
