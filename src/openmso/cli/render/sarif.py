"""Findings as SARIF 2.1.0 (OASIS), for code hosts and editors that show findings beside the file.

A control is a rule, a finding a result at the file and line of the record at fault. must, should and watch become
error, warning and note. A fingerprint follows control and records, so that a finding is known again tomorrow.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import openmso
from openmso.cli.checks import Check, severity_of
from openmso.cli.render.shapes import Shape
from openmso.compliance.queries import Control, Finding
from openmso.words.cites import distinct
from openmso.words.plain import clean

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {"must": "error", "should": "warning", "watch": "note"}
FINGERPRINT: Final = "openmso/v1"


def log(check: Check) -> Shape:
    """The check as one SARIF log with one run."""
    rules = {control.id: place for place, control in enumerate(check.controls)}
    marks: Counter[str] = Counter()
    run: Shape = {
        "tool": {
            "driver": {
                "name": "OpenMSO",
                "version": openmso.__version__,
                "semanticVersion": openmso.__version__,
                "shortDescription": {
                    "text": "Who may do what, where, and by which law: findings of a network."
                },
                "rules": [_rule(control, check) for control in check.controls],
            }
        },
        "automationDetails": {"id": "openmso/check/"},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, rules, check, marks) for one in check.findings],
        "properties": {
            "network": check.network.name,
            "on": check.on.isoformat(),
            "law": {"version": check.network.law.version, "digest": check.network.law.digest},
        },
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(control: Control, check: Check) -> Shape:
    rests = ", ".join(check.network.labels.parameter(name) for name in control.law) or "good practice"
    return {
        "id": control.id,
        "shortDescription": {"text": control.title},
        "fullDescription": {"text": control.tests},
        "help": {"text": f"{control.mend} Who: {control.who}. Rests on: {rests}."},
        "defaultConfiguration": {"level": LEVELS[control.severity.word]},
        "properties": {"tags": [control.family, control.severity.word]},
    }


def _result(finding: Finding, rules: dict[str, int], check: Check, marks: Counter[str]) -> Shape:
    places = [_location(one.source, one.label, one.record, check) for one in finding.where]
    first = places[:1] or [_location("", check.network.name, "", check)]
    result: Shape = {
        "ruleId": finding.control,
        "ruleIndex": rules[finding.control],
        "kind": "fail",
        "level": LEVELS[severity_of(finding)],
        "message": {"text": _message(finding, check)},
        "locations": first,
        "partialFingerprints": {FINGERPRINT: _fingerprint(finding, marks)},
        "properties": {
            "severity": severity_of(finding),
            "since": finding.since.isoformat() if finding.since else None,
            "law": distinct(finding.cites, check.on),
            "doubt": finding.doubt,
            "mend": finding.mend,
            "who": finding.who,
        },
    }
    if places[1:]:
        result["relatedLocations"] = [
            {"id": number, **place, "message": {"text": clean(one.label)}}
            for number, (place, one) in enumerate(zip(places[1:], finding.where[1:], strict=True), 1)
        ]
    return result


def _message(finding: Finding, check: Check) -> str:
    law = "; ".join(distinct(finding.cites, check.on))
    parts = [finding.what, finding.doubt, f"Law: {law}." if law else "", f"{finding.mend} ({finding.who})"]
    return clean(" ".join(part for part in parts if part))


def _location(source: str, label: str, record: str, check: Check) -> Shape:
    file, _, line = source.rpartition(":")
    number = int(line) if file and line.isdigit() else 1
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(file or str(check.network.path))},
            "region": {"startLine": max(1, number)},
        }
    }
    if record:
        location["logicalLocations"] = [
            {"name": clean(label), "fullyQualifiedName": record, "kind": "object"}
        ]
    return location


def _uri(file: str) -> str:
    """A file as a URI: relative ones stay relative to where the command ran."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _fingerprint(finding: Finding, marks: Counter[str]) -> str:
    text = "\n".join((finding.control, *(one.record for one in finding.where)))
    marks[text] += 1
    return sha256(f"{text}\n{marks[text]}".encode()).hexdigest()
