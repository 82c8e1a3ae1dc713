"""What is assumed in a what-if: records gone, sites moved, law added or taken away; facts and law changed in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openmso.authority.contingency import removed
from openmso.authority.facts import Facts
from openmso.authority.facts.structure import Site
from openmso.authority.judge import Judge
from openmso.authority.law import FEDERAL, LawBook
from openmso.authority.whatif import moved
from openmso.cli import names
from openmso.cli.failure import BadInputError
from openmso.cli.network import Network, law_with
from openmso.words.labels import Labels


@dataclass(frozen=True, slots=True)
class Assumed:
    """The options as typed. `since` is the day from which records are gone."""

    without: tuple[str, ...] = ()
    since: date | None = None
    law: tuple[Path, ...] = ()
    moves: tuple[str, ...] = ()
    without_law: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.without or self.law or self.moves or self.without_law)


@dataclass(frozen=True, slots=True)
class Other:
    """The judge of the assumed network, and the assumptions in words."""

    judge: Judge
    words: tuple[str, ...]


def assume(assumed: Assumed, network: Network, on: date) -> Other:
    """The network as assumed. Raises `BadInputError` for what cannot be assumed."""
    facts, law, words = network.facts, network.law, list[str]()
    for text in assumed.without:
        id, since = names.record(text, network.labels), assumed.since or on
        if facts.find(id) is not None:
            facts = removed(facts, id, since.toordinal())
        words.append(f"without {network.labels.record(id)} from {since.isoformat()}")
    for text in assumed.moves:
        facts, said = _moved(text, facts, network.labels)
        words.append(said)
    for text in assumed.without_law:
        law, said = _silent(text, law)
        words.append(said)
    for path in assumed.law:
        law = law_with(law, path)
        words.append(f"with the law of {path}")
    return Other(Judge(facts, law), tuple(words))


def _moved(text: str, facts: Facts, labels: Labels) -> tuple[Facts, str]:
    name, separator, state = (part.strip() for part in text.rpartition("="))
    state = state.upper()
    if not separator:
        raise BadInputError(f"--move {text!r}: write it as SITE=STATE, such as austin=OK")
    if state not in jurisdictions(labels.law):
        raise BadInputError(f"--move {text!r}: the law pack has no state {state!r}")
    site = facts.need(Site, names.site(name, labels))
    return moved(facts, site.id, state), f"{labels.name(site.id)} in {state} instead of {site.state}"


def _silent(text: str, law: LawBook) -> tuple[LawBook, str]:
    state, *rest = (part.strip() for part in text.split(":"))
    parameter, key = (rest[0] if rest else ""), tuple(rest[1:])
    state = state.upper()

    def meant(jurisdiction: str, name: str, keys: tuple[str, ...]) -> bool:
        return (jurisdiction, name) == (state, parameter) and keys[: len(key)] == key

    kept = [one for one in law.statements if not meant(one.jurisdiction, one.parameter, one.key)]
    gone = len(law.statements) - len(kept)
    if not gone:
        raise BadInputError(
            f"--without-law {text!r}: the law says nothing of that; write it as STATE:PARAMETER[:KEY…], "
            "such as TX:delegation.rule:neuromodulator_injection:RN"
        )
    silent = LawBook.of(
        kept, procedures=law.procedures, parameters=law.parameters, version=law.version, digest=law.digest
    )
    return (
        silent,
        f"without {gone} statement{'' if gone == 1 else 's'} of {':'.join((state, parameter, *key))}",
    )


def jurisdictions(law: LawBook) -> frozenset[str]:
    """The states a site can be in by the law book."""
    return frozenset(one.jurisdiction for one in law.statements) - {FEDERAL}
