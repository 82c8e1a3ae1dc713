"""What does this state say? Topic by topic, on the day, with sources, confidence, rivals, and what is to come."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from openmso.authority.law import FEDERAL, Reading
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.law.access import states_law
from openmso.law.queries.states import Topic, doubtful, topics
from openmso.law.views.worded import Worded, law_of

RULE = "delegation.rule"


@dataclass(frozen=True, slots=True)
class Grid:
    """Who may do which act, by rule: rows of a procedure with a reading for each role."""

    roles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, Reading], ...]], ...]


@page("law/state.html")
def state(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponse:
    """The law of a jurisdiction as of the day."""
    del request
    if code != code.upper():
        return redirect("law_state", code=code.upper())
    law = law_of(desk.by)
    called = law.place(code)
    found = topics(code, desk.on, law.pack)
    answers = [one for topic in found for one in topic.answers]
    return {
        "code": code,
        "called": called,
        "federal": code == FEDERAL,
        "labels": law.labels,
        "lawful": law.lawful,
        "topics": found,
        "grid": _grid(found, law),
        "known": sum(topic.known for topic in found),
        "silent": sum(len(topic.silent) for topic in found),
        "doubtful": doubtful(answers),
        "may_state": states_law(desk.by),
        "places": law.places,
    }


def _grid(found: tuple[Topic, ...], law: Worded) -> Grid | None:
    there = {
        one.key: one.reading
        for topic in found
        for one in topic.answers
        if one.parameter.name == RULE and one.reading.known
    }
    if not there:
        return None
    roles = tuple(role for role in law.pack.terms["roles"] if any(key[1] == role for key in there))
    acts = [code for code in law.pack.book.procedures if any(key[0] == code for key in there)]
    rows = tuple((act, tuple((role, there.get((act, role), Reading())) for role in roles)) for act in acts)
    return Grid(roles, rows)
