"""Findings: the controls live over the records, by severity, state and control; on a page and as a table to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from openmso.compliance.queries import Control, Finding, catalog
from openmso.compliance.queries.held import findings_of
from openmso.compliance.queries.mending import Kept, Let, beside, rulings
from openmso.compliance.rules.mending import Key, key_of
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.sheet import sheet
from openmso.oversight.queries.named import labels_of

SEVERITIES: Final = ("must", "should", "watch")
MEANS: Final = {
    "must": "the law forbids it, or an act would have no ground",
    "should": "good practice, or the law is doubtful",
    "watch": "coming, uncertain, or worth a look",
}
SAID: Final = ("id", "family", "severity", "lesser", "title", "tests", "mend", "who")
AT_ONCE: Final = 25
"""So many of one severity are shown on a page."""
HEAD: Final = (
    "severity", "control", "title", "what", "since", "states", "who mends it", "what mends it", "records", "law", "doubt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """A finding with its control and states, and what is done about it."""

    finding: Finding
    control: Control
    states: tuple[str, ...]
    key: Key
    task: Kept | None
    let: Let | None


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity: those that are shown, and how many there are."""

    severity: str
    means: str
    shown: Sequence[Beside]
    all: int
    next: int | None
    """The page after this one, if there is one."""
    folded: bool
    """Whether only the titles stand open: of what is no must, while nothing else was chosen."""


SHARES: Final = (
    ("", "All that counts"),
    ("nobody", "By nobody yet"),
    ("somebody", "By somebody"),
    ("let", "May stand for a while"),
)
WHOSE: Final[Mapping[str, Callable[[Beside], bool]]] = {
    "": lambda one: one.let is None,
    "nobody": lambda one: one.let is None and one.task is None,
    "somebody": lambda one: one.task is not None,
    "let": lambda one: one.let is not None,
}
"""Which findings are shown, by who has taken them up."""


@page("compliance/findings.html")
def findings(request: HttpRequest, desk: Desk) -> Shown:
    """Which controls fail on the day, since when, and who mends them?"""
    every = _beside(desk)
    chosen = _chosen(request, every)
    severity = request.GET.get("severity", "")
    kept = request.GET.copy()
    kept.pop("severity", None)
    kept.pop("page", None)
    return {
        "labels": labels_of(desk.by),
        "groups": [one for one in _groups(request, chosen) if one.all],
        "tallies": [
            (one, MEANS[one], sum(failing.finding.severity.word == one for failing in every))
            for one in SEVERITIES
        ],
        "states": sorted({state for one in every for state in one.states}),
        "controls": sorted({(one.control.id, one.control.title) for one in every}),
        "severity": severity,
        "state": request.GET.get("state", ""),
        "control": request.GET.get("control", ""),
        "whose": request.GET.get("whose", ""),
        "shares": SHARES,
        "all": len(every),
        "found": len(chosen),
        "looked": len(catalog()),
        "kept": kept.urlencode(),
        "query": request.GET.urlencode(),
    }


@page("compliance/control.html")
def control(request: HttpRequest, desk: Desk, code: str) -> Shown:
    """What a control looks at, why, what mends it, and where it fails on the day."""
    del request
    found = next((one for one in catalog() if one.id == code), None)
    if found is None:
        raise Http404(f"there is no control {code}")
    failing = [one for one in _beside(desk) if one.control.id == code]
    labels = labels_of(desk.by)
    return {
        "labels": labels,
        # Templates call what can be called, and a control can.
        "about": {name: getattr(found, name) for name in SAID},
        "means": MEANS[found.severity.word],
        "law": [labels.parameter(one) for one in found.law],
        "failing": failing,
        "kept": rulings(desk.by).get(code),
        "beside": [(one.id, one.title) for one in catalog() if one.family == found.family and one.id != code],
    }


@page("compliance/findings.html")
def table(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The findings that were asked for, as comma-separated values."""
    every = _chosen(request, _beside(desk))
    severity = request.GET.get("severity", "")
    rows = [_row(one) for one in every if severity not in SEVERITIES or one.finding.severity.word == severity]
    return sheet(f"findings-{desk.on.isoformat()}", HEAD, rows)


def _row(one: Beside) -> tuple[str, ...]:
    found = one.finding
    return (
        found.severity.word,
        found.control,
        found.title,
        found.what,
        found.since.isoformat() if found.since else "",
        " ".join(one.states),
        found.who,
        found.mend,
        "; ".join(place.label for place in found.where),
        "; ".join(f"{cite.jurisdiction}: {cite.cite}" for cite in found.cites),
        found.doubt,
    )


def _beside(desk: Desk) -> list[Beside]:
    tasks, lets = beside(desk.by, desk.on)
    found = []
    for one in findings_of(desk.by, desk.on):
        key = key_of(one.finding)
        found.append(Beside(one.finding, one.control, one.states, key, tasks.get(key), lets.get(key)))
    return found


def _chosen(request: HttpRequest, every: Iterable[Beside]) -> list[Beside]:
    state, code, whose = (request.GET.get(name, "") for name in ("state", "control", "whose"))
    fits = WHOSE.get(whose, WHOSE[""])
    return [
        one
        for one in every
        if (not state or state in one.states) and (not code or one.control.id == code) and fits(one)
    ]


def _narrowed(request: HttpRequest) -> bool:
    return any(request.GET.get(name) for name in ("severity", "state", "control", "whose"))


def _groups(request: HttpRequest, chosen: Sequence[Beside]) -> list[Group]:
    """By severity, the gravest first: the beginning of each, or page by page the one that was chosen."""
    severity, text = request.GET.get("severity", ""), request.GET.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 6 else 1
    made = []
    for name in (severity,) if severity in SEVERITIES else SEVERITIES:
        some = [one for one in chosen if one.finding.severity.word == name]
        begin = (max(number, 1) - 1) * AT_ONCE if severity == name else 0
        more = max(number, 1) + 1 if severity == name else 1
        shown = some[begin : begin + AT_ONCE]
        made.append(
            Group(
                name,
                MEANS[name],
                shown,
                len(some),
                more if begin + AT_ONCE < len(some) else None,
                name != "must" and not _narrowed(request),
            )
        )
    return made
