"""What happens at the sites of a demonstration and is watched over: charts of last month, a chart whose reading began, a treatment after which something goes wrong, lines outside the protocol.

Reads one act from standard input as JSON, writes what came of it, in a process of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django

from tests.stories.floor import PROCEDURE, _physician, _system

READ = "dermal_filler_injection"
"""What the charts that are read are of: another procedure than the lines of a drift are, whichever story comes first."""
CHARTS, BEFORE = 20, 12
"""So many charts of last month; and so many of the year before it, after which nothing is new to the clinician."""
AT_EACH, OUTSIDE = 40, 10


def charts() -> dict[str, Any]:
    """Last month's charts of a clinician whom the medical director of the cast reads are there, and drawn."""
    from django.utils import timezone

    from openmso.oversight.actions.drawing import draw_month
    from openmso.oversight.queries.reviews import queue

    by, today = _system(), timezone.now().date()
    director = _cast()["medical_director"]
    clinician, site = next(_read_by(by, director, today))
    last = today.replace(day=1) - timedelta(days=1)
    noon = datetime(last.year, last.month, 1, 17, tzinfo=ZoneInfo("UTC"))
    days = [noon - timedelta(days=400 - n) for n in range(BEFORE)]
    days += [noon + timedelta(days=n) for n in range(CHARTS)]
    for n, at in enumerate(days):
        _done(by, clinician, site, at, f"emr-review-{n}", procedure=READ)
    # On the first day of a month the one before it is not over everywhere yet.
    draw_month(by=by, why="story", day=last, today=max(today, today.replace(day=2)))
    return {"name": _name(clinician), "waiting": len(queue(_physician(director)))}


def begin(minutes: int) -> dict[str, Any]:
    """So many minutes ago the director began to read the first chart that nobody has begun."""
    from django.utils import timezone

    from openmso.oversight.actions.reviewing import open_review
    from openmso.oversight.queries.reviews import queue

    by = _physician(_cast()["medical_director"])
    code = next(one.code for one in queue(by) if one.state == "due")
    open_review(by=by, why="story", review=code, now=timezone.now() - timedelta(minutes=minutes))
    return {"review": code}


def treated() -> dict[str, Any]:
    """A quarter of an hour ago the nurse of the cast treated somebody at a site that another of the cast directs."""
    from django.utils import timezone

    from openmso.authority.facts.people import Engagement
    from openmso.authority.facts.structure import Site
    from openmso.oversight.facts import judge_of
    from openmso.oversight.queries.appointed import directors_of

    by, now = _system(), timezone.now()
    facts, cast = judge_of(by)[0].facts, _cast()
    nurse, posts = cast["rn"], {person: post for post, person in cast.items() if person}
    works = {site for one in facts.by(Engagement, "person", nurse) for site in one.sites or ()}
    for site in sorted(works):
        for director in directors_of(by, site, now.date()):
            if director in posts:
                act = _done(by, nurse, site, now - timedelta(minutes=15), "emr-event-1")
                zone = facts.need(Site, site).zone
                return {
                    "act": act,
                    "zone": zone,
                    "post": posts[director],
                    "director": director,
                    "nurse": nurse,
                }
    raise SystemExit("nobody of the cast directs where the nurse works")


def lines() -> dict[str, Any]:
    """A year of lines at two sites, of which at the first, one that the medical director of the cast directs, a quarter lies outside the protocol."""
    from django.utils import timezone

    from openmso.authority.facts.people import Engagement
    from openmso.authority.facts.structure import Site
    from openmso.oversight.facts import judge_of
    from openmso.oversight.queries.appointed import directed_by

    by, now = _system(), timezone.now()
    facts, cast = judge_of(by)[0].facts, _cast()
    far = min(directed_by(by, cast["medical_director"], now.date()))
    near = next(
        site for one in facts.by(Engagement, "person", cast["rn"]) for site in sorted(one.sites or ())
    )
    for n in range(AT_EACH):
        at = now - timedelta(days=n + 40)
        _done(by, cast["rn"], far, at, f"emr-far-{n}", *(["off_protocol"] if n < OUTSIDE else []))
        _done(by, cast["rn"], near, at, f"emr-near-{n}")
    return {
        "far": facts.need(Site, far).name,
        "near": facts.need(Site, near).name,
        "nurse": _name(cast["rn"]),
    }


def _read_by(by: Any, reader: str, today: date) -> Iterator[tuple[str, str]]:
    """Whose charts somebody reads at a site they direct, by what the papers say."""
    from openmso.authority.facts.people import Engagement
    from openmso.oversight.facts import judge_of
    from openmso.oversight.queries.appointed import directed_by
    from openmso.oversight.queries.drawing import reviewer_of

    facts = judge_of(by)[0].facts
    for site in sorted(directed_by(by, reader, today)):
        for one in facts.all(Engagement):
            reaches = today.toordinal() in one.span and (one.sites is None or site in one.sites)
            if reaches and reviewer_of(by, one.person, site, today) == reader:
                yield one.person, site


def _done(
    by: Any, person: str, site: str, at: datetime, chart: str, *marks: str, procedure: str = PROCEDURE
) -> str:
    from openmso.oversight.actions.acts import Done, record_act

    done = Done(person, site, procedure, at, chart, source="emr", marks=frozenset(marks))
    return record_act(by=by, why="story", done=done)


def _cast() -> dict[str, str]:
    """Who the people of the cast are, by post."""
    from openmso.launch.queries.cast import cast
    from openmso.oversight.facts import judge_of

    return {one.post.value: one.person for one in cast(judge_of(_system())[0].facts, "demo")}


def _name(person: str) -> str:
    from openmso.authority.facts.people import Person
    from openmso.oversight.facts import judge_of

    return judge_of(_system())[0].facts.need(Person, person).name


if __name__ == "__main__":
    django.setup()
    told = json.load(sys.stdin)
    acts: dict[str, Callable[..., dict[str, Any]]] = {
        "charts": charts,
        "begin": begin,
        "treated": treated,
        "lines": lines,
    }
    json.dump(acts[told.pop("act")](**told), sys.stdout)
