"""The network as people speak of it: its facts and its law, with names for everything in them."""

from __future__ import annotations

from openmso.authority.judge import Judge
from openmso.foundation.actor import Actor
from openmso.law.queries import words_of_law
from openmso.law.queries.lawbook import Lawful
from openmso.oversight.facts import judge_of
from openmso.words.labels import Labels


def labels_of(by: Actor) -> Labels:
    """Names for ids and codes of the actor's network, as committed when asked."""
    return network_of(by)[0]


def network_of(by: Actor) -> tuple[Labels, Judge, Lawful]:
    """Names, who judges, and the law: all three of one state of the network."""
    judge, law = judge_of(by)
    return Labels(judge.facts, judge.law, words_of_law()), judge, law
