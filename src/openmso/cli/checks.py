"""A check of a network: its findings of one day, sorted for people, with the controls that looked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from openmso.cli.failure import BadInputError
from openmso.cli.network import Network
from openmso.compliance.queries import Control, Finding

SEVERITIES: Final = ("must", "should", "watch")
"""From the gravest down."""

FEW: Final = 5
"""Up to so many findings are read without a list of the gravest before them."""


@dataclass(frozen=True)
class Check:
    """What the `controls` found in a network on a day; `findings` by family, then gravest first."""

    network: Network
    on: date
    controls: tuple[Control, ...]
    findings: tuple[Finding, ...]

    @property
    def looked(self) -> str:
        """How many controls looked: `1 control`, `225 controls`."""
        return f"{len(self.controls)} control{'' if len(self.controls) == 1 else 's'}"

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity, the gravest first."""
        counted = Counter(severity_of(one) for one in self.findings)
        return {severity: counted[severity] for severity in SEVERITIES}

    @property
    def families(self) -> dict[str, list[Finding]]:
        """Findings by family: families with the gravest first, then in the order of the catalog; none empty."""
        home = {control.id: control.family for control in self.controls}
        found: dict[str, list[Finding]] = {family: [] for family in dict.fromkeys(home.values())}
        for one in self.findings:
            found[home[one.control]].append(one)
        kept = [(family, some) for family, some in found.items() if some]
        return dict(sorted(kept, key=lambda one: min(rank(severity_of(each)) for each in one[1])))

    @property
    def first(self) -> tuple[Finding, ...]:
        """What to read first where there is much to read: the findings that the law forbids."""
        musts = tuple(one for one in self.findings if severity_of(one) == SEVERITIES[0])
        return musts if len(self.findings) > FEW else ()

    def fails(self, least: str) -> bool:
        """Whether anything found is at least that grave."""
        return any(count for severity, count in self.counts.items() if rank(severity) <= rank(least))


def check_of(network: Network, on: date, *, only: Iterable[str] = (), days: int = 90) -> Check:
    """Check a network. `only` keeps controls by id or family. Raises `BadInputError` for a name that is neither."""
    from openmso.compliance.queries import CATALOG, check

    controls = chosen(CATALOG, only)
    kept = {one.id for one in controls}
    order = {one.id: place for place, one in enumerate(controls)}
    findings = check(network.facts, network.law, on, network.judge, days)
    found = [one for one in findings if one.control in kept]
    found.sort(key=lambda one: (rank(severity_of(one)), order[one.control], one.what))
    return Check(network, on, controls, tuple(found))


def chosen(controls: tuple[Control, ...], only: Iterable[str]) -> tuple[Control, ...]:
    """The controls named by id or family; all of them if nothing is named."""
    wanted = list(only)
    if not wanted:
        return controls
    for name in wanted:
        if not any(name in (one.id, one.family) for one in controls):
            raise BadInputError(
                f"--only {name!r}: no control and no family is called that", _near(name, controls)
            )
    return tuple(one for one in controls if one.id in wanted or one.family in wanted)


def severity_of(finding: Finding) -> str:
    """must, should or watch."""
    return finding.severity.word


def rank(severity: str) -> int:
    """0 for the gravest."""
    return SEVERITIES.index(severity)


def _near(name: str, controls: tuple[Control, ...]) -> list[str]:
    from rapidfuzz import fuzz, process

    known = [*dict.fromkeys(one.family for one in controls), *(one.id for one in controls)]
    found = process.extract(name.casefold(), known, scorer=fuzz.partial_ratio, score_cutoff=60, limit=5)
    families = ", ".join(dict.fromkeys(one.family for one in controls))
    return [*(f"did you mean {near}?" for near, _, _ in found), f"families: {families}"]
