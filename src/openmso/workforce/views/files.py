"""Files at the credential desk: a preview first, then what was shown. A file is kept nowhere: the browser sends it again to be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeVar

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from openmso.authority.facts.people import License, Person
from openmso.foundation.api.answers import table
from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, asks_for_part, page
from openmso.foundation.pages.trying import tried
from openmso.workforce import actions
from openmso.workforce.forms import Arriving, Filed, Listed
from openmso.workforce.queries import previews
from openmso.workforce.queries.desk import names
from openmso.workforce.queries.lists import ListFile, Sheet, read_leie, read_nppes, read_sheet
from openmso.workforce.queries.words import Allowance, Order, Reject, Scope, UnreadableError
from openmso.workforce.views.credentials import may_keep, may_screen

T = TypeVar("T")
SHOWN: Final = 200
"""So many changes of a file are shown one by one."""


@page("workforce/arrivals.html", writes=True)
def arrivals(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """People and licenses from a sheet or the provider registry: looked at, then taken."""
    if not may_keep(desk.by):
        raise WrongHandsError("people and licenses are taken from files by HR, compliance and operations")
    form = Arriving(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {"form": form, "labels": names(desk.by)}
    if request.method != "POST" or not form.is_valid():
        return _part(request, "arrivals", shown)
    sheet = _read(form, lambda path: _sheet(path, form, desk))
    if sheet is None:
        return _part(request, "arrivals", shown)
    do = request.POST.get("do", "preview")
    seen = previews.preview(desk.by, sheet)
    if do == "rejects":
        return _csv(seen.rejects)
    why = form.wants_why() if do == "take" else ""
    if why:
        done = tried(form, lambda: actions.take_shown(by=desk.by, why=why, sheet=sheet, shown=form.cleaned_data["shown"]))  # fmt: skip
        if done is not None:
            said = f"{done.added} came, {done.changed} changed, {len(done.rejects)} rows were left out."
            messages.success(request, said)
            return redirect("credentials")
    return _part(request, "arrivals", {**shown, "preview": seen, "changes": _named(desk, seen)})


@page("workforce/screen.html", writes=True)
def screen(request: HttpRequest, desk: Desk) -> Shown | HttpResponseBase:
    """Look everybody up in an edition of the exclusion list: the file is read and looked at, then looked into."""
    if not may_screen(desk.by):
        raise WrongHandsError("exclusion lists are looked into by HR, compliance and operations")
    form = Listed(request.POST or None, request.FILES or None, initial={"as_of": desk.today.replace(day=1)})
    shown: dict[str, object] = {"form": form}
    if request.method != "POST" or not form.is_valid():
        return _part(request, "screen", shown)
    listed = _read(form, read_leie)
    if listed is None:
        return _part(request, "screen", shown)
    do = request.POST.get("do", "preview")
    if do == "rejects":
        return _csv(listed.rejects)
    why = form.wants_why() if do == "take" else ""
    looked = tried(form, lambda: _look(desk, why, listed, form)) if why else None
    if looked is not None:
        new = len(looked.raised)
        waits = "1 new match waits" if new == 1 else f"{new} new matches wait"
        said = f"{len(looked.results)} people and organizations were looked up; {waits} for a human."
        messages.success(request, said)
        return redirect("credentials")
    return _part(request, "screen", {**shown, "listed": listed})


def _look(desk: Desk, why: str, listed: ListFile, form: Listed) -> actions.Looked:
    given = form.cleaned_data
    allowing = frozenset(Allowance(one) for one in given["allowing"])
    return actions.screen(
        by=desk.by, why=why, listed=listed, as_of=given["as_of"], on=desk.today, scope=Scope(given["scope"]), allowing=allowing
    )  # fmt: skip


def _named(desk: Desk, seen: previews.Preview) -> list[tuple[previews.Arriving, str]]:
    """The first changes, each with the name of whose it is; of somebody new the name in the file."""
    labels = names(desk.by)
    new = {one.id: one.after.name for one in seen.changes if isinstance(one.after, Person)}
    whose = [
        (one, one.after.person if isinstance(one.after, License) else one.id) for one in seen.changes[:SHOWN]
    ]
    return [(one, new.get(id) or labels.name(id)) for one, id in whose]


def _sheet(path: Path, form: Arriving, desk: Desk) -> Sheet:
    given = form.cleaned_data
    if given["kind"] == "registry":
        return read_nppes(path, given["only"].split())
    return read_sheet(path, desk.today, order=Order(given["dates"]) if given["dates"] else None)


def _read(form: Filed, read: Callable[[Path], T]) -> T | None:
    """What a file says; None if it cannot be read at all, and then the form says why."""
    try:
        with _on_disk(form.cleaned_data["file"]) as path:
            return read(path)
    except UnreadableError as broken:
        form.add_error("file", str(broken))
        return None


@contextmanager
def _on_disk(upload: UploadedFile[Any]) -> Iterator[Path]:
    """The file in a folder of its own, which goes when the block ends."""
    with TemporaryDirectory(prefix="openmso-") as folder:
        path = Path(folder) / "the file"
        with path.open("xb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        yield path


def _csv(rejects: tuple[Reject, ...]) -> HttpResponse:
    answer = table(Reject, rejects)
    answer.headers["Content-Disposition"] = 'attachment; filename="rejects.csv"'
    return answer


def _part(request: HttpRequest, name: str, shown: dict[str, object]) -> Shown | HttpResponse:
    """The page, or for htmx its preview alone. A preview is no refusal, whatever it finds."""
    if request.method == "POST" and (asks_for_part(request) or not shown["form"].errors):  # type: ignore[attr-defined] # a form
        part = "_preview" if asks_for_part(request) else ""
        return render(request, f"workforce/{name}{part}.html", {"desk": request.desk, **shown})  # type: ignore[attr-defined] # set by the page
    return shown
