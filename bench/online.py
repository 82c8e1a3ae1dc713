"""One decision at a time: OpenMSO, policy engines, and plain Python, over the same acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import pyarrow as pa
from cedarpy import Entities
from peers.bedside import Told, told
from peers.plain import Plain
from peers.spans import ByKey, Run, Spans
from peers.with_casbin import Casbin, text_of
from peers.with_cedar import Cedar
from peers.with_zen import Zen
from rounds import Participant, Rate, rounds, say

from openmso.authority.answer import Act, Key
from openmso.authority.batch import act_of
from openmso.authority.decide import decide
from openmso.authority.facts import Facts
from openmso.authority.judge import Judge
from openmso.authority.law import LawBook
from openmso.authority.terms import Standing

ENGINES = ("cedarpy", "casbin", "zen-engine")
WARM, COLD, PLAIN = "OpenMSO, warm", "OpenMSO, cold", "dict + bisect"
COLD_ROUNDS = 3
FROM_THE_ACT = ", from the act"
"""Engines with the work of their host, as against requests that are ready made."""


@dataclass(frozen=True)
class Sample:
    """Acts with everything that hosts work out for their engines."""

    acts: list[Act]
    keys: list[Key]
    days: list[int]
    moments: list[Told]
    runs: list[Run]


def sample_of(acts: pa.Table, plain: Plain) -> Sample:
    """The acts of a table."""
    listed = [act_of(row) for row in acts.to_pylist()]
    moments = [told(act, *plain.places[act.site]) for act in listed]
    keys = [Key(act.person, act.procedure, act.site) for act in listed]
    days = [moment.day for moment in moments]
    runs = [plain.by_key.run(key, day) for key, day in zip(keys, days, strict=True)]
    return Sample(listed, keys, days, moments, runs)


class UnequalError(AssertionError):
    """Two participants gave different verdicts."""


def agree(what: str, wanted: list[object], given: Iterable[object]) -> None:
    """Raise `UnequalError` unless all answers are those of OpenMSO."""
    wrong = sum(one != other for one, other in zip(wanted, given, strict=True))
    if wrong:
        raise UnequalError(f"{what} disagrees with OpenMSO in {wrong} of {len(wanted)} acts")


@dataclass(frozen=True)
class Field:
    """Everybody who is asked."""

    judge: Judge
    fresh: Callable[[], Judge]
    """Makes a judge who has not worked anything out yet."""
    plain: Plain
    cedar: Cedar
    casbin: Casbin
    zen: Zen


def online(
    facts: Facts, law: LawBook, spans: Spans, acts: pa.Table, count: int
) -> dict[str, dict[str, Rate]]:
    """Rates of looking standing up and of deciding, all verdicts equal."""
    by_key = ByKey(spans)
    plain = Plain(spans, by_key)
    sample = sample_of(acts, plain)
    say("online: engines load, verdicts are compared")
    engines = Cedar(spans), Casbin(by_key, sample.keys), Zen()
    field = Field(Judge(facts, law), partial(Judge, facts, law), plain, *engines)
    standing, deciding = _standing(sample, field), _deciding(sample, field)
    say("online: rounds")
    return {"standing": rounds(standing, count), "decide": rounds(deciding, count)}


def _standing(sample: Sample, field: Field) -> dict[str, Participant]:
    cedar, casbin, zen = field.cedar, field.casbin, field.zen
    asked = list(zip(sample.keys, sample.days, strict=True))
    texts = [(key, text_of(day)) for key, day in asked]
    requests = [
        (cedar.request(key.person, moment, "ask"), cedar.entities(run))
        for key, moment, run in zip(sample.keys, sample.moments, sample.runs, strict=True)
    ]
    facts = [(zen.asked(run, day),) for run, day in zip(sample.runs, sample.days, strict=True)]
    wanted = [field.judge.verdict(*one).standing for one in asked]
    may = [one.authorizes for one in wanted]
    agree(PLAIN, list(wanted), (field.plain.standing(*one) for one in asked))
    agree("cedarpy", list(may), (cedar.allowed(*one) for one in requests))
    agree("casbin", list(may), (casbin.allowed(*one) for one in texts))
    agree("zen-engine", list(wanted), (Standing[zen.standing(*one).upper()] for one in facts))
    return {
        WARM: many(field.judge.verdict, asked, times=10),
        COLD: cold(field, lambda new: [new.verdict(*one) for one in asked], len(asked)),
        PLAIN: many(field.plain.standing, asked, times=10),
        "cedarpy": many(cedar.allowed, requests),
        "casbin": many(casbin.allowed, texts),
        "zen-engine": many(zen.standing, facts),
    }


def _deciding(sample: Sample, field: Field) -> dict[str, Participant]:
    cedar, casbin, zen, judge = field.cedar, field.casbin, field.zen, field.judge
    acts = [(act,) for act in sample.acts]
    lines = [
        (key, text_of(day), moment)
        for key, day, moment in zip(sample.keys, sample.days, sample.moments, strict=True)
    ]
    requests = [
        (cedar.request(key.person, moment, "do"), cedar.entities(run))
        for key, moment, run in zip(sample.keys, sample.moments, sample.runs, strict=True)
    ]
    facts = [(zen.facts(run, moment),) for run, moment in zip(sample.runs, sample.moments, strict=True)]
    outcomes = [decide(act, judge).outcome.value for act in sample.acts]
    whole: dict[str, Callable[[Act], object]] = {
        PLAIN: field.plain.decide,
        f"zen-engine{FROM_THE_ACT}": from_the_act(
            field, lambda moment, run, _: zen.decide(zen.facts(run, moment))
        ),
    }
    half: dict[str, Callable[[Act], object]] = {
        f"cedarpy{FROM_THE_ACT}": from_the_act(field, CachingCedar(cedar)),
        f"casbin{FROM_THE_ACT}": lambda act: _casbin(field, act),
    }
    for name, call in (whole | half).items():
        wanted = [one.startswith("allow") for one in outcomes] if name in half else outcomes
        agree(name, list(wanted), (call(*one) for one in acts))
    may: list[object] = [one.startswith("allow") for one in outcomes]
    agree("cedarpy", may, (cedar.allowed(*one) for one in requests))
    agree("casbin", may, (casbin.allowed(*one) for one in lines))
    agree("zen-engine", list(outcomes), (zen.decide(*one) for one in facts))
    return {
        WARM: many(decide, [(act, judge) for act in sample.acts]),
        COLD: cold(field, lambda new: [decide(act, new) for act in sample.acts], len(acts)),
        **{name: many(call, acts) for name, call in (whole | half).items()},
        "cedarpy": many(cedar.allowed, requests),
        "casbin": many(casbin.allowed, lines),
        "zen-engine": many(zen.decide, facts),
    }


def from_the_act(field: Field, ask: Callable[[Told, Run, Key], object]) -> Callable[[Act], object]:
    """An engine with the work of its host: the moment is read, and the run found by bisection."""

    def call(act: Act) -> object:
        moment, key = told(act, *field.plain.places[act.site]), Key(act.person, act.procedure, act.site)
        return ask(moment, field.plain.by_key.run(key, moment.day), key)

    return call


class CachingCedar:
    """Cedar with a host who parses the entities of a run once."""

    def __init__(self, cedar: Cedar) -> None:
        self.cedar = cedar
        self.entities: dict[tuple[Key, int], Entities] = {}

    def __call__(self, moment: Told, run: Run, key: Key) -> bool:
        """Whether it is allowed."""
        place = key, run.start
        if place not in self.entities:
            self.entities[place] = self.cedar.entities(run)
        return self.cedar.allowed(self.cedar.request(key.person, moment, "do"), self.entities[place])


def _casbin(field: Field, act: Act) -> bool:
    moment = told(act, *field.plain.places[act.site])
    return field.casbin.allowed(Key(act.person, act.procedure, act.site), text_of(moment.day), moment)


def many(ask: Callable[..., object], questions: list[tuple[object, ...]], times: int = 1) -> Participant:
    """Asks every question, several times over where once is too short to measure."""

    def run(_: object) -> None:
        for _ in range(times):
            for one in questions:
                ask(*one)

    return Participant(len(questions) * times, run)


def cold(field: Field, run: Callable[[Judge], object], count: int) -> Participant:
    """Asks a judge who has not worked anything out yet."""
    return Participant(count, run, field.fresh, COLD_ROUNDS)
