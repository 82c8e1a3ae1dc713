"""Findings made by hand, so that what is drawn is tested without what is found."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openmso.authority.answer import Key
from openmso.authority.facts import Facts
from openmso.authority.law import LawBook, Statement
from openmso.authority.terms import Confidence
from openmso.cli.checks import Check
from openmso.cli.network import Network
from openmso.compliance.queries import Control, Finding, Place, Severity
from openmso.timeline.spans import Span
from tests import cast

ON = date(2026, 11, 23)
CITE = Statement(
    "TX",
    "cpom.prohibition",
    (),
    "strict",
    Span.of(date(2025, 1, 9)),
    cite="Tex. Occ. Code § 155.001 & <more>",
    url="https://statutes.example.gov/oc?a=1&b=2",
    confidence=Confidence.HIGH,
)
SCRIPTED = Statement("TX", "cpom.prohibition", (), "strict", cite="Elsewhere", url="javascript:alert(1)")


def nothing(context: object) -> Iterator[Any]:
    """A search that finds nothing."""
    yield from ()


def control(id: str, family: str, severity: Severity) -> Control:
    """A control of a family."""
    return Control(
        id=id,
        family=family,
        severity=severity,
        title=f"Title of {id}",
        tests=f"What {id} compares.",
        mend=f"Mend {id}.",
        who="counsel",
        search=nothing,
        law=("cpom.prohibition",),
    )


CONTROLS = (
    control("OWN-01", "ownership", Severity.MUST),
    control("LIC-01", "licenses", Severity.MUST),
    control("LIC-02", "licenses", Severity.WATCH),
    control("INS-01", "insurance", Severity.SHOULD),
)


def finding(id: str, severity: Severity, what: str, *places: Place, **more: object) -> Finding:
    """A finding of one of the controls."""
    told: dict[str, Any] = {"since": date(2026, 11, 11), "cites": (CITE,), "doubt": "", "keys": (), **more}
    return Finding(
        control=id,
        severity=severity,
        title=f"Title of {id}",
        what=what,
        where=places,
        mend=f"Mend {id}.",
        who="counsel",
        **told,
    )


ROSA = Place("license-rosa", "Rosa's license", "people/rosa & co.yaml:39")
CLINIC = Place("lumen-medical", "Lumen <Medical>", "network.yaml:7")
FINDINGS = (
    finding("LIC-02", Severity.WATCH, "It lapses soon.", ROSA, since=None, cites=()),
    finding(
        "LIC-01",
        Severity.MUST,
        "No license <b>here</b>.",
        ROSA,
        CLINIC,
        keys=(Key(cast.ROSA, cast.BOTOX, cast.AUSTIN),),
    ),
    finding(
        "INS-01", Severity.SHOULD, "No cover.", doubt="Counsel to confirm: cover in Texas.", cites=(SCRIPTED,)
    ),
)


def check(*findings: Finding, path: str = "network.yaml", facts: Facts = cast.CAST) -> Check:
    """A check with these findings."""
    law = LawBook.of((), procedures=cast.PROCEDURES, version="2026.11.0", digest="abc123")
    return Check(Network(Path(path), facts, law), ON, CONTROLS, findings)
