"""The exchange desk: what other systems sent, a look into a file, bringing it in, and what still waits."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from openmso.authority.facts.structure import Site
from openmso.care.access import bringing, may_bring
from openmso.care.actions import exchange as actions
from openmso.care.forms import Bringing, mapping_form, placing_form
from openmso.care.queries import exchange as queries
from openmso.care.queries.exchange import FATES
from openmso.evidence.actions import keep_document
from openmso.evidence.queries import content
from openmso.foundation.door import WrongHandsError, acting
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.sheet import sheet
from openmso.foundation.pages.trying import tried
from openmso.oversight.facts import judge_of

SHOWN: Final = 200
"""So many rejects are shown on a page; the sheet has all."""


def _of_medicine(desk: Desk) -> None:
    if not desk.clinical:
        raise WrongHandsError(
            "charts of other systems are medicine's own; nothing of them is there for the business"
        )


@page("care/exchange.html", writes=True)
def exchange(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """What came from which system, what waits; and laying a file before us."""
    _of_medicine(desk)
    form = Bringing(request.POST or None, request.FILES or None)
    if request.method == "POST" and may_bring(desk.by) and form.is_valid():
        code = tried(form, lambda: _laid(desk, form))
        if code is not None:
            return redirect("exchange_run", code=code)
    return {
        "form": form,
        "may_bring": may_bring(desk.by),
        "runs": queries.runs(desk.by),
        "sources": [
            (name, sum(kinds.values()), kinds.get("Patient", 0))
            for name, kinds in queries.sources(desk.by).items()
        ],
        "waits": [
            (queries.WAITS.get(name, name), count, name) for name, count in queries.waiting(desk.by).items()
        ],
    }


def _laid(desk: Desk, form: Bringing) -> str:
    """Keep the file, look into it, and note what was seen; the id of the exchange."""
    given = form.cleaned_data
    file, source = given["file"], given["source"]
    why = f"a file of {source}"
    data = b"".join(file.chunks())
    with acting(desk.by, why=why):
        kept = keep_document(
            by=desk.by,
            why=why,
            data=data,
            wall="chart",
            kind="x_fhir",
            title=f"FHIR export of {source}",
            dated=desk.today,
            name=file.name or "",
        )
        walk = queries.Walk(desk.by, source.strip())
        walk.look(queries.of_bytes(file.name or "", data))
        return actions.lay_before(
            by=desk.by,
            why=why,
            source=source,
            files=[(file.name or "a file", kept.id)],
            counts=walk.tally.plain(),
        )


@page("care/exchange_run.html", writes=True)
def run(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """What is in a file, counted; what would be rejected, and why; and bringing it in."""
    _of_medicine(desk)
    found = queries.run(desk.by, code)
    if request.method == "POST":
        bringing(desk.by)
        done = actions.take_in(
            by=desk.by, why=f"import of {found.source}", exchange=code, arrived=_files(desk, found)
        )
        came = done.tally
        messages.success(
            request,
            f"{came.of('new')} came new, {came.of('changed')} changed, {came.of('same')} were here already, "
            f"{came.of('rejected')} are rejected. {done.linked.acts} acts were recorded.",
        )
        return redirect("exchange_run", code=code)
    as_sheet = request.GET.get("as") == "csv"
    if found.state == "applied" and not as_sheet:  # it is in: nobody need go through the file again
        return {"run": found, "fates": FATES, "kinds": _kinds(found.counts), "came": _came(found.counts)}
    walk = queries.Walk(desk.by, found.source)
    tally = walk.look(_files(desk, found))
    if as_sheet:
        return sheet(f"rejects-{found.source}", queries.REJECTS, queries.reject_rows(tally))
    return {
        "run": found,
        "may_bring": may_bring(desk.by),
        "fates": FATES,
        "kinds": _kinds(tally.plain()),
        "came": tally.came,
        "rejects": tally.rejects[:SHOWN],
        "all_rejects": tally.of("rejected"),
        "changes": walk.changes[:SHOWN],
        "codes": len(tally.codes),
        "left": tally.left.most_common(12),
    }


def _files(desk: Desk, found: queries.Run) -> list[queries.Arrived]:
    kept = [(name, document) for name, document in found.files if document]
    return [one for name, document in kept for one in queries.of_bytes(name, content(desk.by, document))]


def _kinds(counts: Mapping[str, Mapping[str, int]]) -> list[tuple[str, list[int], str]]:
    return [
        (kind, [said.get(fate, 0) for fate in FATES], queries.becomes(kind, said))
        for kind, said in sorted(counts.items())
    ]


def _came(counts: Mapping[str, Mapping[str, int]]) -> int:
    return sum(sum(said.values()) for said in counts.values())


@page("care/exchange_codes.html", writes=True)
def codes(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """What the codes of other systems are here, with suggestions; what waited for them is taken up at once."""
    _of_medicine(desk)
    wanted = queries.unmapped(desk.by)
    labels = {code: one.label for code, one in judge_of(desk.by)[0].law.procedures.items()}
    procedures = sorted(labels.items(), key=lambda one: one[1])
    form = mapping_form(request.POST or None, wanted, procedures)
    if request.method == "POST" and form.is_valid() and _stands(request, wanted, form):
        said = {number: to for number, to in form.chosen().items() if to}
        done = tried(form, lambda: _mapped(desk, wanted, said))
        if done is not None:
            messages.success(
                request, f"{len(said)} codes have a meaning now; {done.acts} acts were recorded."
            )
            return redirect("exchange_codes")
    shown = ((field, one, labels.get(one.suggestion, "")) for field, one in zip(form, wanted, strict=True))
    return {"form": form, "rows": list(shown), "may_bring": may_bring(desk.by), "stamp": _stamp(wanted)}


def _mapped(desk: Desk, wanted: tuple[queries.NotMapped, ...], said: Mapping[int, str]) -> actions.Linked:
    for number, procedure in said.items():
        one = wanted[number]
        actions.map_code(
            by=desk.by,
            why="what a code of another system is",
            system=one.code.system,
            number=one.code.code,
            procedure=procedure,
            words=one.words,
        )
    return actions.take_up(by=desk.by, why="codes have a meaning now")


def _stamp(wanted: tuple[Any, ...]) -> str:
    return sha256(repr([one.code for one in wanted]).encode()).hexdigest()


def _stands(request: HttpRequest, wanted: tuple[Any, ...], form: Any) -> bool:  # noqa: ANN401 - a form
    """Whether the list is still the one that was shown: choices go by the number of a row."""
    if request.POST.get("stamp") == _stamp(wanted):
        return True
    form.add_error(None, "The list has changed meanwhile: look again. Nothing was written.")
    return False


@page("care/exchange_places.html", writes=True)
def places(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Which sites of ours the places of other systems are."""
    _of_medicine(desk)
    known = queries.outside_places(desk.by)
    sites = sorted(
        ((one.id, one.name) for one in judge_of(desk.by)[0].facts.all(Site)), key=lambda one: one[1]
    )
    form = placing_form(request.POST or None, known, sites)
    if request.method == "POST" and form.is_valid() and _stands(request, known, form):
        said = {
            known[number].code: site for number, site in form.chosen().items() if site != known[number].site
        }
        done = tried(form, lambda: _placed(desk, said))
        if done is not None:
            messages.success(request, f"{len(said)} places were said; {done.acts} acts were recorded.")
            return redirect("exchange_places")
    return {
        "form": form,
        "rows": list(zip(form, known, strict=True)),
        "may_bring": may_bring(desk.by),
        "stamp": _stamp(known),
    }


def _placed(desk: Desk, said: Mapping[str, str]) -> actions.Linked:
    for location, site in said.items():
        actions.place_outside(
            by=desk.by, why="which site a place of another system is", location=location, site=site
        )
    return actions.take_up(by=desk.by, why="places are known now")


@page("care/exchange_rejected.html")
def rejected(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Everything that is rejected as it stands now, from every system; as a sheet, too."""
    _of_medicine(desk)
    found = queries.rejected(desk.by)
    if request.GET.get("as") == "csv":
        rows = ((one.source, one.kind, one.id, path, what) for one in found for path, what in one.faults)
        return sheet("rejected", ("source", "type", "id", "path", "what"), rows)
    return {"rejected": found[:SHOWN], "all": len(found)}
