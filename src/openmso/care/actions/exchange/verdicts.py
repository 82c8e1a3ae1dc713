"""The verdict on an act of long ago: by the records and the law as they are known today, of the day on which it was done."""

from __future__ import annotations

from dataclasses import replace

from openmso.authority.answer import Act
from openmso.authority.decide import decide
from openmso.foundation.actor import Actor
from openmso.oversight.actions.acts import Done
from openmso.oversight.facts import judge_of


def verdict_of(by: Actor, done: Done) -> Done:
    """The act with what the core says of it; what was at the bedside nobody told us, so conditions of the bedside stay open."""
    judge, law = judge_of(by)
    found = decide(Act(done.person, done.procedure, done.site, done.at), judge)
    chain = {
        "missing": [one.code.name.lower() for one in found.missing],
        "to_show": [one.code.name.lower() for one in found.to_show],
        "links": [{"kind": one.kind.value, "record": one.record} for one in found.chain],
    }
    return replace(
        done,
        outcome=found.outcome.value,
        standing=found.standing.name.lower(),
        chain=chain,
        law_digest=law.digest,
    )
