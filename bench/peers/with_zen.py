"""ZEN (GoRules): a graph of expressions and a decision table over the facts of a standing and a moment."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import zen
from peers.bedside import MEASURE_OF, Told
from peers.spans import Run
from peers.with_cedar import attributes

WITHIN = "start <= moment.day and moment.day < until"
EXAM = (
    "exam == null or (moment.exam_role in exam.roles and moment.exam_mode in exam.modes"
    " and moment.exam_months <= exam.months)"
)
WAYS = (
    "len(ways) == 0 or some(ways, moment.near >= #.near and moment.supervisor_role in #.roles"
    " and moment.minutes <= #.minutes and moment.miles <= #.miles and (moment.county or not(#.county)))"
)
CHECKS = {
    "today": WITHIN,
    "patient": "moment.consent and moment.at_home",
    "examined": EXAM,
    "supervised": WAYS,
    "ordered": "orderers == null or moment.order_role in orderers",
    "visited": "not(first_visit) or moment.first_visit",
    "attested": "texts == null or all(texts, # in moment.attested)",
    "spared": "never == null or (moment.areas != null and none(never, # in moment.areas))",
    "kept": "all(limits, moment.measures[#.name] != null and (#.most ? moment.measures[#.name] <= #.bound"
    " : moment.measures[#.name] >= #.bound))",
}
MET = [name for name in CHECKS if name != "today"]


def _graph(nodes: list[dict[str, Any]]) -> str:
    ends = [
        {"id": "in", "type": "inputNode", "name": "in", "content": {}},
        *nodes,
        {"id": "out", "type": "outputNode", "name": "out", "content": {}},
    ]
    edges = [
        {"id": f"edge{place}", "type": "edge", "sourceId": one["id"], "targetId": other["id"]}
        for place, (one, other) in enumerate(pairwise(ends))
    ]
    return json.dumps({"nodes": ends, "edges": edges})


def _expressions(checks: dict[str, str]) -> dict[str, Any]:
    listed = [{"id": name, "key": name, "value": value} for name, value in checks.items()]
    return {
        "id": "checks",
        "name": "checks",
        "type": "expressionNode",
        "content": {"expressions": listed, "passThrough": True},
    }


def _table(inputs: list[str], rules: list[tuple[dict[str, str], str]]) -> dict[str, Any]:
    listed = [
        {"_id": str(place), **{name: when.get(name, "") for name in inputs}, "outcome": f'"{outcome}"'}
        for place, (when, outcome) in enumerate(rules)
    ]
    return {
        "id": "table",
        "name": "table",
        "type": "decisionTableNode",
        "content": {
            "hitPolicy": "first",
            "inputs": [{"id": name, "name": name, "field": name} for name in inputs],
            "outputs": [{"id": "outcome", "name": "outcome", "field": "outcome"}],
            "rules": listed,
        },
    }


class Zen:
    """Gives the outcome, as `decide` does; not which condition was missing."""

    def __init__(self) -> None:
        engine = zen.ZenEngine()
        names = ("held", "conditional", "unknown", "absent", "barred")
        standings = [({"standing": str(place), "today": "true"}, name) for place, name in enumerate(names)]
        today = _expressions({"today": WITHIN})
        self._standing = engine.create_decision(_graph([today, _table(["standing", "today"], standings)]))
        met = dict.fromkeys(MET, "true")
        rules = [
            ({"standing": "2"}, "unknown"),
            ({"standing": "> 2"}, "stop"),
            ({"today": "true", "always": "false", **met}, "allow"),
            ({"today": "true", "always": "true", **met}, "allow_with_conditions"),
            ({}, "stop"),
        ]
        table = _table(["standing", "always", *CHECKS], rules)
        self._decision = engine.create_decision(_graph([_expressions(CHECKS), table]))

    @staticmethod
    def facts(run: Run, moment: Told) -> dict[str, Any]:
        """The standing that holds the day, and the moment."""
        found = attributes(run)
        ways = [found.pop(name) for name in sorted(found) if name.startswith("way")]
        limits = [
            {"name": measure, "most": name.endswith("_max"), "bound": found.pop(name)}
            for name, measure in MEASURE_OF.items()
            if name in found
        ]
        told = asdict(moment) | {"areas": None if moment.areas is None else list(moment.areas)}
        told["attested"] = list(moment.attested)
        always = run.ruling.asked.always != 0
        return {**found, "ways": ways, "limits": limits, "always": always, "moment": told}

    @staticmethod
    def asked(run: Run, day: int) -> dict[str, Any]:
        """The facts of a question of standing alone."""
        standing = int(run.ruling.standing)
        return {"standing": standing, "start": run.start, "until": run.until, "moment": {"day": day}}

    def standing(self, facts: dict[str, Any]) -> str:
        """Standing on a day."""
        return str(self._standing.evaluate(facts)["result"]["outcome"])

    def decide(self, facts: dict[str, Any]) -> str:
        """The outcome of an act."""
        return str(self._decision.evaluate(facts)["result"]["outcome"])
