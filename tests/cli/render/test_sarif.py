"""Findings as SARIF 2.1.0.

The essential demands of the standard are written out here by hand, with the section that makes them; the log of
an example network was also held once against the schema that OASIS publishes.
"""

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from openmso.cli.render.sarif import log
from tests.cli.checked import CONTROLS, FINDINGS, check

RUN = log(check(*FINDINGS))["runs"][0]


def by_rule(id: str) -> dict[str, Any]:
    """The one result of a rule."""
    (found,) = [one for one in RUN["results"] if one["ruleId"] == id]
    return dict(found)


def test_a_log_has_version_schema_and_runs_with_a_named_tool() -> None:
    whole = log(check(*FINDINGS))
    assert whole["version"] == "2.1.0"  # § 3.13.2
    assert whole["$schema"].endswith("sarif-schema-2.1.0.json")  # § 3.13.3
    assert len(whole["runs"]) == 1  # § 3.13.4
    assert RUN["tool"]["driver"]["name"] == "OpenMSO"  # § 3.19.8
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", RUN["tool"]["driver"]["semanticVersion"])  # § 3.19.12
    assert RUN["invocations"] == [{"executionSuccessful": True}]  # § 3.20.14


def test_every_control_is_a_rule_with_a_unique_id_and_texts() -> None:
    rules = RUN["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [control.id for control in CONTROLS]  # § 3.49.3
    for rule in rules:
        for text in ("shortDescription", "fullDescription", "help"):
            assert rule[text]["text"]  # § 3.12.3: a message string has a text
        assert rule["defaultConfiguration"]["level"] in {"none", "note", "warning", "error"}  # § 3.50.3
        assert len(rule["properties"]["tags"]) == len(set(rule["properties"]["tags"]))  # § 3.8.2


def test_every_result_points_to_its_rule_and_has_message_level_and_place() -> None:
    assert len(RUN["results"]) == len(FINDINGS)
    for result in RUN["results"]:
        assert RUN["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]  # § 3.27.6
        assert result["kind"] == "fail"  # § 3.27.9: any level but none goes with fail only
        assert result["level"] in {"note", "warning", "error"}
        assert result["message"]["text"]  # § 3.11.8
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["region"]["startLine"] >= 1  # § 3.30.5
        assert re.fullmatch(
            r"[A-Za-z0-9\-._~/%:@!$&'()*+,;=]+", place["artifactLocation"]["uri"]
        )  # § 3.4.3, RFC 3986
        assert re.fullmatch(r"[0-9a-f]{64}", result["partialFingerprints"]["openmso/v1"])  # § 3.27.17


def test_severities_become_levels() -> None:
    assert [by_rule(id)["level"] for id in ("LIC-01", "INS-01", "LIC-02")] == ["error", "warning", "note"]


def test_the_first_record_is_the_place_and_the_others_are_related() -> None:
    result = by_rule("LIC-01")
    place = result["locations"][0]
    assert unquote(place["physicalLocation"]["artifactLocation"]["uri"]) == "people/rosa & co.yaml"
    assert place["physicalLocation"]["region"] == {"startLine": 39}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "license-rosa"
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["region"] == {"startLine": 7}
    assert (related["id"], related["message"]["text"]) == (1, "Lumen <Medical>")


def test_a_finding_of_no_record_stands_at_the_top_of_the_file() -> None:
    place = by_rule("INS-01")["locations"][0]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "network.yaml"},
        "region": {"startLine": 1},
    }
    assert "logicalLocations" not in place


def test_fingerprints_stay_when_words_and_order_change_and_differ_between_records() -> None:
    from dataclasses import replace

    marks = {one["ruleId"]: one["partialFingerprints"]["openmso/v1"] for one in RUN["results"]}
    again = log(check(*(replace(one, what="said otherwise") for one in reversed(FINDINGS))))["runs"][0]
    assert {one["ruleId"]: one["partialFingerprints"]["openmso/v1"] for one in again["results"]} == marks
    assert len(set(marks.values())) == len(FINDINGS)
    twice = log(check(FINDINGS[0], FINDINGS[0]))["runs"][0]["results"]
    assert twice[0]["partialFingerprints"] != twice[1]["partialFingerprints"]


def test_a_file_given_by_its_full_path_is_a_file_uri(tmp_path: Path) -> None:
    path = tmp_path / "net works.yaml"
    found = log(check(FINDINGS[2], path=str(path)))["runs"][0]["results"][0]
    uri = found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("file:")
    assert unquote(uri).endswith(path.as_posix())
    assert " " not in uri
