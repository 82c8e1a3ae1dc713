"""The pack that is shipped: it reads without a problem, its cases hold, and no researched fact was lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from openmso.authority.law import Statement
from openmso.law import queries
from openmso.law.facts.book import SHIPPED

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT.parent / "shared" / "law"
CORRECTIONS = Path(__file__).with_name("corrections.yaml")

LEAVE = {"yes": "permitted", "no": "prohibited", "conditional": "conditional"}
LEAVES = {
    "cpom.np_may_own_practice",
    "cpom.lay_entity_may_employ_clinicians",
    "initial_exam.telehealth_allowed",
}
RENAMED = {
    "np.transition_hours": ("np.transition", "hours"),
    "np.max_per_physician": ("np.max_per_physician", "max"),
    "pa.max_per_physician": ("pa.max_per_physician", "max"),
    "medical_director.max_distance_miles": ("medical_director.distance", "miles"),
}
CODES = {
    "PLC (professional limited company)": "PLC",
    "medical corporation (SC)": "SC",
    "partnership": "PARTNERSHIP",
    "sole_proprietorship": "SOLE_PROPRIETORSHIP",
    "162.001(b) nonprofit health organization": "NONPROFIT_HEALTH_ORG",
    "podiatrist": "DPM",
    "chiropractor": "DC",
    "optometrist": "OD",
    "psychologist": "PSYCH",
    "acupuncturist": "LAC",
    "behavioral_health": "BEHAVIORAL",
    "clinical_nurse_specialist": "CNS",
    "related licensed professionals": "OTHER_LICENSED",
    "other licensed health care professionals": "OTHER_LICENSED",
    "other professions combinable under K.S.A. 17-2710": "OTHER_LICENSED",
    "other health professions listed in 319B.40": "OTHER_LICENSED",
}
"""Codes of the research and the words of the pack for them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the research: what it is called in corrections.yaml, and what it says."""

    jurisdiction: str
    name: str
    said: Mapping[str, Any]


@cache
def facts() -> tuple[Fact, ...]:
    """Every fact of the research; the test is skipped where the research is not at hand."""
    if not SOURCE.is_dir():
        pytest.skip("the research in ../shared/law is not at hand")
    yaml = YAML(typ="safe", pure=True)
    return tuple(
        fact
        for path in sorted(SOURCE.glob("*.yaml"))
        for fact in _facts(path.stem, yaml.load(path.read_text(encoding="utf-8")))
    )


def _facts(jurisdiction: str, document: Mapping[str, Any]) -> Iterator[Fact]:
    for topic, held in document.items():
        if topic == "delegation":
            for row in held:
                yield Fact(jurisdiction, f"delegation {row['procedure']} {row['role']}", row)
        elif topic == "other":
            for row in held:
                yield Fact(jurisdiction, f"other {slug(row['topic'])}", row)
        elif isinstance(held, Mapping):
            for name, leaf in held.items():
                yield Fact(jurisdiction, f"{topic}.{name}", leaf)


def slug(topic: str) -> str:
    """A topic as a key of the pack."""
    spelled = american(topic.lower()).replace("’", "").replace("'", "")
    return re.sub(r"[^a-z0-9]+", "_", spelled).strip("_")


def american(text: str) -> str:
    """The spelling of the pack, as far as keys need it."""
    return text.replace("licence", "license").replace("practise", "practice")


def said(fact: Fact) -> tuple[Statement, ...]:
    """What the pack says where the fact belongs."""
    parameter, _, rest = fact.name.partition(" ")
    if parameter == "delegation":
        return queries.pack().said(fact.jurisdiction, "delegation.rule", *rest.split())
    if rest == "pa_transition_hours":
        return queries.pack().said(fact.jurisdiction, "pa.transition")
    if parameter == "other":
        return queries.pack().said(fact.jurisdiction, "duty.rule", rest)
    return queries.pack().said(fact.jurisdiction, RENAMED.get(parameter, (parameter, ""))[0])


def agrees(fact: Fact, one: Statement) -> bool:
    """Whether a statement says what the fact says."""
    parameter, _, rest = fact.name.partition(" ")
    if parameter == "delegation":
        return _row_agrees(fact.said, one.value)
    value = fact.said["value"]
    if rest == "pa_transition_hours":
        return isinstance(one.value, Mapping) and one.value.get("hours") == int(value)
    if parameter == "other":
        return isinstance(one.value, Mapping) and _duty_agrees(value, one.value)
    if parameter in RENAMED:
        return isinstance(one.value, Mapping) and one.value.get(RENAMED[parameter][1]) == value
    return _leaf_agrees(parameter, value, one.value)


def _row_agrees(row: Mapping[str, Any], value: object) -> bool:
    if not isinstance(value, Mapping) or value["leave"] != LEAVE[row["allowed"]]:
        return False
    return all(value.get(name) == row[name] for name in ("supervision", "exam_first") if name in row)


def _leaf_agrees(parameter: str, value: Any, held: object) -> bool:
    if parameter in LEAVES:
        return bool(LEAVE[value] == held)
    if parameter == "telehealth.compacts":
        return isinstance(held, Mapping) and set(held) == set(value)
    if parameter == "mso.transaction_notice":
        return isinstance(held, Mapping) and all(
            held.get(name) == (tuple(part) if isinstance(part, list) else part)
            for name, part in value.items()
        )
    if isinstance(value, list):
        words = [CODES.get(word, word) for word in value if not str(word).startswith("other:")]
        return isinstance(held, tuple) and set(held) == set(words)
    return same_words(value, held) if isinstance(value, str) and isinstance(held, str) else value == held


def _duty_agrees(value: object, held: Mapping[str, Any]) -> bool:
    if isinstance(value, str):
        return same_words(value, held["text"])
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else [value]
    wanted = {str(part) for part in parts if not isinstance(part, list | bool)}
    details = held.get("details", {}).values()
    flat = {str(part) for one in details for part in (one if isinstance(one, tuple) else (one,))}
    return wanted <= flat


def same_words(before: str, after: str) -> bool:
    """Whether a sentence is the same but for spelling and punctuation."""
    return SequenceMatcher(None, american(before).lower(), american(after).lower()).ratio() > 0.85


def corrected() -> list[Mapping[str, str]]:
    """The facts that the pack no longer repeats."""
    listed: list[Mapping[str, str]] = YAML(typ="safe", pure=True).load(
        CORRECTIONS.read_text(encoding="utf-8")
    )
    return listed


def test_the_pack_reads_without_a_problem_and_agrees_with_its_cases() -> None:
    found = queries.check()
    assert not found.problems, "\n".join(map(str, found.problems))
    assert not found.failed, "\n".join(
        f"{one.case.where}: {one.case.name!r} says {one.said}; expected {one.case.expect}"
        for one in found.failed
    )


def test_the_research_has_2903_facts() -> None:
    kinds = Counter(fact.name.partition(" ")[0] for fact in facts())
    assert (kinds["delegation"], kinds["other"], len(facts())) == (1465, 267, 2903)


def test_every_fact_of_the_research_is_in_the_pack_or_its_correction_is_explained() -> None:
    explained = {(one["jurisdiction"], one["fact"]) for one in corrected()}
    lost = [
        f"{fact.jurisdiction} {fact.name}: {'said otherwise' if said(fact) else 'not there'}"
        for fact in facts()
        if not any(agrees(fact, one) for one in said(fact))
        and (fact.jurisdiction, fact.name) not in explained
    ]
    assert not lost, "name it in tests/law/corrections.yaml, with the reason:\n" + "\n".join(lost)


def test_restrictions_in_words_became_duties() -> None:
    missing = []
    for fact in facts():
        words = fact.said.get("value") if fact.name == "mso.restrictions" else []
        for word in words or []:
            if word.startswith("other:"):
                key = f"mso_{slug(word[6:])[:60]}".strip("_")
                if not queries.pack().said(fact.jurisdiction, "duty.rule", key):
                    missing.append(f"{fact.jurisdiction} {key}")
    assert not missing


def test_corrections_say_what_happened_and_why() -> None:
    keys = {"jurisdiction", "fact", "what_happened", "why"}
    assert all(set(one) == keys and all(str(part).strip() for part in one.values()) for one in corrected())


def test_corrections_are_about_facts_of_the_research_or_answers_of_the_pack() -> None:
    known = {(fact.jurisdiction, fact.name) for fact in facts()}
    strange = [
        f"{one['jurisdiction']} {one['fact']}"
        for one in corrected()
        if (one["jurisdiction"], one["fact"]) not in known
        and not said(Fact(one["jurisdiction"], one["fact"], {}))
    ]
    assert not strange, "name it as `delegation PROCEDURE ROLE`, `TOPIC.PARAMETER` or `other TOPIC`"


def test_a_statement_without_citation_says_why_in_its_note() -> None:
    bare = [one.where for one in queries.pack().statements if not one.cite and not one.note]
    assert not bare


def test_every_certificate_that_a_rule_asks_for_is_one_of_its_state() -> None:
    words = queries.terms()["certificates"]
    strange = [
        f"{one.where} {code}"
        for one in queries.pack().statements
        if isinstance(one.value, Mapping)
        for code in one.value.get("certificates", ())
        if one.jurisdiction not in words[code].extra["states"]
    ]
    assert not strange


def test_a_conditional_rule_names_at_least_one_condition() -> None:
    conditions = {*queries.pack().parameters["delegation.rule"].fields} - {"leave"}
    bare = [
        f"{one.where} {' '.join(one.key)}"
        for one in queries.pack().statements
        if one.parameter == "delegation.rule"
        and isinstance(one.value, Mapping)
        and one.value["leave"] == "conditional"
        and not any(one.value.get(name) not in (None, "independent") for name in conditions)
    ]
    assert not bare


def test_coverage_is_what_was_counted() -> None:
    written = (SHIPPED / "coverage.yaml").read_text(encoding="utf-8")
    assert written == queries.coverage_text(queries.coverage()), "run `openmso law coverage --write`"
