"""What do the states say to one question? A table that sorts by plain links, and the same as CSV."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import urlencode

from openmso.authority.law import Key, Parameter
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.sheet import sheet
from openmso.law.queries import Survey, explain, table
from openmso.law.queries.survey import Row
from openmso.law.views.worded import Worded, law_of
from openmso.words.cites import about
from openmso.words.values import spoken

SORTS: Final = ("state", "answer", "sure", "since")
DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""With which a cell would be taken for a formula."""
COLUMNS: Final = (
    "jurisdiction", "name", "answer", "since", "until", "confidence", "signed", "disputed", "cite", "url", "read_on", "note",
)  # fmt: skip


@page("law/topics.html")
def topics(request: HttpRequest, desk: Desk) -> Shown:
    """Every question that is asked of the law, by topic, and how many jurisdictions are known to answer it."""
    del request
    law = law_of(desk.by)
    answered: dict[str, set[str]] = {}
    for one in law.pack.book.statements:
        if not one.pending:
            answered.setdefault(one.parameter, set()).add(one.jurisdiction)
    groups: dict[str, list[tuple[Parameter, int]]] = {}
    for name, asked in law.pack.asked.items():
        groups.setdefault(asked.group, []).append((asked.parameter, len(answered.get(name, ()))))
    return {"groups": groups, "of": len(law.pack.jurisdictions), "labels": law.labels}


@page("law/topic.html")
def topic(request: HttpRequest, desk: Desk, parameter: str) -> Shown:
    """One question in every jurisdiction on the day. `?procedure=&role=` (or `topic`) narrow it, `?sort=` orders it."""
    law = law_of(desk.by)
    asked, key = _asked(request, law, parameter)
    survey = table(parameter, desk.on, key, of=law.pack)
    sort = request.GET.get("sort", "")
    rows = sorted((row for group in survey.groups for row in group.rows), key=_order(sort, survey))
    return {
        "asked": asked,
        "explained": explain(parameter, of=law.pack),
        "called": about(parameter, key, law.labels),
        "survey": survey,
        "rows": rows,
        "sort": sort if sort in SORTS else "state",
        "sorts": SORTS,
        "choices": _choices(law, asked, key),
        "kept": urlencode([*zip(_fields(asked), key, strict=True), *_day(desk)]),
        "labels": law.labels,
        "lawful": law.lawful,
    }


@page("law/topic.html")
def as_csv(request: HttpRequest, desk: Desk, parameter: str) -> HttpResponse:
    """The same table as a file."""
    law = law_of(desk.by)
    _, key = _asked(request, law, parameter)
    survey = table(parameter, desk.on, key, of=law.pack)
    rows = [row for group in survey.groups for row in group.rows] + list(survey.silent)
    name = "-".join((parameter, *key, desk.on.isoformat()))
    return sheet(name, COLUMNS, [_cells(row, law) for row in sorted(rows, key=lambda row: row.label)])


def _cells(row: Row, law: Worded) -> list[str]:
    if not row.reading.known:
        return [row.jurisdiction, row.label, "not researched", *[""] * (len(COLUMNS) - 3)]
    one = row.statement
    cells = (
        row.jurisdiction,
        row.label,
        spoken(one.value, law.labels.words),
        one.span.first or ("" if one.since_known else "never established"),
        one.span.until or "",
        one.confidence.name.lower(),
        one.signed or ("counsel's own" if one.overlay else ""),
        "yes" if row.reading.disputed else "",
        one.cite,
        one.url,
        one.read_on or "",
        one.note,
    )
    told = map(str, cells)
    return [f"'{one}" if one.startswith(DANGEROUS) else one for one in told]


def _asked(request: HttpRequest, law: Worded, parameter: str) -> tuple[Parameter, Key]:
    """The question and the key that is asked for, or the one that most states answer. What there is none of is 404."""
    found = law.pack.asked.get(parameter)
    if found is None:
        raise Http404(f"the law pack asks no {parameter!r}")
    key = tuple(request.GET.get(field, "") for field in _fields(found.parameter))
    if all(key):
        return found.parameter, key
    counts: dict[Key, int] = {}
    for one in law.pack.book.statements:
        if one.parameter == parameter and _near(one.key, key):
            counts[one.key] = counts.get(one.key, 0) + 1
    best = max(counts, key=lambda one: counts[one], default=tuple("any" for _ in key))
    return found.parameter, best


def _near(key: Key, wanted: Key) -> bool:
    return all(not word or word == there for there, word in zip(key, wanted, strict=True))


def _fields(parameter: Parameter) -> tuple[str, ...]:
    """The names of the parts of a key in an address."""
    return tuple(kind.removesuffix("_or_any") for kind in parameter.keys)


def _choices(law: Worded, parameter: Parameter, key: Key) -> list[dict[str, Any]]:
    """For each part of the key the words that some state uses, by what they are called."""
    found = []
    for place, field in enumerate(_fields(parameter)):
        used = {one.key[place] for one in law.pack.book.statements if one.parameter == parameter.name}
        terms = law.pack.terms.get(f"{field}s", {})
        words = sorted((terms[one].label if one in terms else one.replace("_", " "), one) for one in used)
        found.append({"field": field, "chosen": key[place], "words": words})
    return found


def _order(sort: str, survey: Survey) -> Callable[[Row], tuple[Any, ...]]:
    ranks = {row.jurisdiction: rank for rank, group in enumerate(survey.groups) for row in group.rows}
    orders: dict[str, Callable[[Row], tuple[Any, ...]]] = {
        "answer": lambda row: (ranks[row.jurisdiction], row.label),
        "sure": lambda row: (
            tuple(not part for part in row.statement.rank[:2]),
            -row.statement.rank[2],
            row.label,
        ),
        "since": lambda row: (-row.statement.span.start, row.label),
    }
    return orders.get(sort, lambda row: (row.label,))


def _day(desk: Desk) -> list[tuple[str, str]]:
    return [] if desk.is_today else [("on", desk.on.isoformat())]
