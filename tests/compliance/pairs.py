"""A pair of worlds held against a control: one in which it finds exactly one fault, one in which it finds none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from openmso.compliance.rules.catalog import CATALOG
from openmso.compliance.rules.finding import Severity
from tests.compliance.worlds import CLEAN, Scene

CONTROLS = {control.id: control for control in CATALOG}


@dataclass(frozen=True)
class Pair:
    """A world in which a control finds exactly one fault, and the mended world in which it finds none."""

    control: str
    faulty: Scene
    where: str
    since: date | None
    mended: Scene = field(default=CLEAN)
    severity: Severity | None = None
    says: str = ""

    def __str__(self) -> str:
        return f"{self.control}-{self.where}"


def each(pairs: tuple[Pair, ...]) -> pytest.MarkDecorator:
    """Run a test for each pair, named by control and record, numbered where that is not enough."""
    names = [str(pair) for pair in pairs]
    ids = [
        f"{name}-{names[:at].count(name) + 1}" if name in names[:at] else name
        for at, name in enumerate(names)
    ]
    return pytest.mark.parametrize("pair", pairs, ids=ids)


def hold(pair: Pair) -> None:
    """The faulty world has exactly the finding the pair names; the mended world has none."""
    control = CONTROLS[pair.control]
    [finding] = pair.faulty.findings(control)
    assert finding.where[0].record == pair.where
    assert finding.where[0].source == pair.faulty.facts.sources[pair.where]
    assert finding.since == pair.since
    assert finding.severity == (control.severity if pair.severity is None else pair.severity)
    assert pair.says in finding.what
    assert {cite.parameter for cite in finding.cites} <= set(control.law)
    assert finding.what.endswith(".")
    assert pair.mended.findings(control) == []
