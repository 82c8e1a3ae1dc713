"""Documents that go round, on pages: sending one, what waits for one's signature, one envelope with who did what when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from openmso.compliance.actions.sending import SENDING, Going, answer_paper, send_paper, sign_paper
from openmso.compliance.queries.drafts import CALLED, Drafted, draft
from openmso.compliance.queries.envelopes import (
    SENT_AS,
    envelope_for,
    envelopes_for,
    license_under,
    sealed_copies,
)
from openmso.evidence.actions import purpose_of
from openmso.evidence.queries import (
    PARTS,
    REVIEWS,
    SIGNS,
    STATES,
    WORDS,
    Envelope,
    Party,
    content,
    signatures_of,
)
from openmso.evidence.queries import document as document_of
from openmso.foundation.door import WrongHandsError, seeing
from openmso.foundation.pages.desk import Desk
from openmso.foundation.pages.page import Shown, page
from openmso.foundation.pages.trying import tried
from openmso.foundation.register import NotThereError
from openmso.foundation.rules.sides import Post, Side
from openmso.foundation.seats import Seated, names_of, seats
from openmso.foundation.stepup import require
from openmso.oversight.queries.named import network_of

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TURNS: Final = 5
"""So many people can be asked on the page."""
A_FORTNIGHT: Final = timedelta(days=14)
A_YEAR: Final = timedelta(days=365)
DID: Final = {
    "sign": "You have signed.",
    "on": "It goes on to the next.",
    "decline": "You have declined; who sent it is told.",
    "back": "It is taken back.",
}


class Sending(forms.Form):
    """Who is asked, in order, and until when."""

    file = forms.FileField(
        label="The document as counsel finished it, as a PDF",
        required=False,
        help_text="Without one the draft goes out as it stands; that is refused while anything is left to fill in.",
    )
    answer_by = forms.DateField(label="Answers count until", widget=DAY)
    review_on = forms.DateField(label="To be reviewed on", widget=DAY, required=False)
    ends_on = forms.DateField(label="Last day on which it holds, if it has one", widget=DAY, required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **{"label_suffix": "", **options})
        for turn in range(1, TURNS + 1):
            self.fields[f"who_{turn}"] = forms.ChoiceField(
                label=f"{turn}. Who?", choices=[("", "nobody"), *people], required=False
            )
            self.fields[f"part_{turn}"] = forms.ChoiceField(
                label="What is asked of them?", choices=list(PARTS.items()), required=False
            )
            self.fields[f"role_{turn}"] = forms.CharField(label="As what?", required=False, max_length=200)
            self.fields[f"licensed_{turn}"] = forms.BooleanField(
                label="Signs by virtue of a license: it must be in force that day", required=False
            )

    @property
    def turns(self) -> Iterator[list[forms.BoundField]]:
        """The fields of each turn."""
        for turn in range(1, TURNS + 1):
            yield [self[f"{one}_{turn}"] for one in ("who", "part", "role", "licensed")]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields that are about the whole."""
        return [self[one] for one in ("file", "answer_by", "review_on", "ends_on")]


class Reason(forms.Form):
    """Why somebody declines, or takes it back."""

    reason = forms.CharField(
        label="Why?", max_length=500, help_text="Name no patient.", widget=forms.Textarea(attrs={"rows": 2})
    )


@page("compliance/envelopes.html")
def queue(request: HttpRequest, desk: Desk) -> Shown:
    """What waits for my word, what I sent, and what else goes round."""
    del request
    found = envelopes_for(desk.by)
    me = str(desk.by.user)
    return {
        "mine": [one for one in found if one.asks(me, desk.today)],
        "rest": [_row(one, desk) for one in found if not one.asks(me, desk.today)],
        "people": names_of(
            desk.by, {one.sender for one in found} | {p.user for o in found for p in o.parties}
        ),
    }


def _row(one: Envelope, desk: Desk) -> tuple[Envelope, str, str]:
    waits = one.next(desk.today)
    people = names_of(desk.by, {waits.user}) if waits else {}
    return one, STATES[one.state(desk.today)], people.get(waits.user, "") if waits else ""


@page("compliance/envelope.html", writes=True)
def one(request: HttpRequest, desk: Desk, code: str) -> Shown | HttpResponseBase:
    """One document that goes round: read it, sign it, decline it, take it back; and who did what when."""
    with seeing(desk.by):
        found = envelope_for(desk.by, code)
        shown = _shown(desk, found)
    act = request.POST.get("do", "")
    reason = Reason(request.POST if act in ("decline", "back") else None, label_suffix="")
    plain = forms.Form(request.POST if act in ("sign", "on") else None)
    form = reason if reason.is_bound else plain
    if form.is_bound and form.is_valid() and tried(form, lambda: _done(request, desk, found, act, form)):
        messages.success(request, DID[act])
        return redirect("envelope", code)
    return {**shown, "reason": reason, "refused": plain.non_field_errors() if plain.is_bound else ()}


def _done(request: HttpRequest, desk: Desk, found: Envelope, act: str, form: forms.Form) -> bool:
    if act == "sign":
        proof = require(request, purpose_of(found.document), desk.by)
        sign_paper(by=desk.by, why="signed as it stands", envelope=found.id, proof=proof)
    else:
        why = form.cleaned_data.get("reason") or "reviewed"
        answer_paper(
            by=desk.by, why=why, envelope=found.id, what=act, reason=form.cleaned_data.get("reason", "")
        )
    return True


def _shown(desk: Desk, found: Envelope) -> dict[str, Any]:
    labels, judge, _ = network_of(desk.by)
    me = str(desk.by.user)
    asked = found.asks(me, desk.today)
    under = license_under(judge, asked.person, asked.states, desk.today.toordinal()) if asked else None
    signed = {one.id: one for one in signatures_of(desk.by, found.document)}
    state = found.state(desk.today)
    out = state in ("in_review", "out")
    holds = state in ("active", "due")
    signer = any(one.user == me and one.part == SIGNS for one in found.parties)
    return {
        "labels": labels,
        "one": found,
        "state": state,
        "called": STATES[state],
        "kept": document_of(desk.by, found.document),
        "asked": asked,
        "reviews": asked is not None and asked.part == REVIEWS,
        "under": labels.record(under.id) if under else "",
        "said": [(word, WORDS[word.what], signed.get(word.signature)) for word in found.words],
        "waits": found.next(desk.today),
        "copies": sealed_copies(desk.by, found.id),
        "people": names_of(
            desk.by, {found.sender, *(p.user for p in found.parties), *(w.user for w in found.words)}
        ),
        "withdraws": out and me == found.sender,
        "revokes": holds and (me == found.sender or signer),
    }


@page("compliance/envelope.html")
def pdf(request: HttpRequest, desk: Desk, code: str, document: str) -> HttpResponse:
    """The document that goes round, or what was sealed of it, as the bytes it is."""
    del request
    found = envelope_for(desk.by, code)
    if document not in {found.document, *(one.id for one in sealed_copies(desk.by, code))}:
        raise NotThereError(Envelope, document)
    answer = HttpResponse(content(desk.by, document), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{document}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@page("compliance/envelope_send.html", writes=True)
def send(request: HttpRequest, desk: Desk, kind: str, code: str) -> Shown | HttpResponseBase:
    """The document of a record goes out: who is asked, in which order, until when."""
    if not may_send(desk, kind):
        raise WrongHandsError("documents are sent out by who governs or decides, on the side that keeps them")
    with seeing(desk.by):
        found = draft(desk.by, kind, code, desk.today)
        seated = _seated(desk)
    people = [(key, f"{one.name or one.email}, {one.post_said}") for key, one in seated.items()]
    initial = _initial(desk, found, seated)
    form = Sending(request.POST or None, request.FILES or None, people=people, initial=initial)
    if form.is_bound and form.is_valid():
        made = tried(form, lambda: _sent(desk, (kind, code), form, found, seated))
        if made:
            messages.success(request, "It is on its way; who is first gets a letter.")
            return redirect("envelope", made)
    return {"form": form, "kind": kind, "code": code, "found": found, "called": CALLED[kind]}


def may_send(desk: Desk, kind: str) -> bool:
    """Whether who sits here sends papers of this kind: those of medicine are kept and sent on its side."""
    wall, _ = SENT_AS.get(kind, ("", ""))
    return desk.by.post in SENDING and desk.by.side in (
        (Side.CLINICAL,) if wall == "clinical" else (Side.BUSINESS, Side.CLINICAL)
    )


def _seated(desk: Desk) -> dict[str, Seated]:
    found: dict[str, Seated] = {}
    for one in seats(desk.by, desk.today):
        found.setdefault(str(one.user), one)
    return found


def _initial(desk: Desk, found: Drafted, seated: dict[str, Seated]) -> dict[str, Any]:
    by_person = {one.person: key for key, one in seated.items() if one.person}
    lawyer = next((key for key, one in seated.items() if one.post is Post.COUNSEL), "")
    asked = [(lawyer, REVIEWS, "counsel", False)] if lawyer else []
    asked += [
        (by_person.get(one.person, ""), SIGNS, one.role, bool(one.license))
        for one in found.draft.signers[: TURNS - len(asked)]
    ]
    told: dict[str, Any] = {"answer_by": desk.today + A_FORTNIGHT, "review_on": desk.today + A_YEAR}
    for turn in range(1, TURNS + 1):
        who, part, role, licensed = asked[turn - 1] if turn <= len(asked) else ("", SIGNS, "", False)
        told |= {
            f"who_{turn}": who, f"part_{turn}": part, f"role_{turn}": role, f"licensed_{turn}": licensed
        }  # fmt: skip
    return told


def _sent(
    desk: Desk, about: tuple[str, str], form: Sending, found: Drafted, seated: dict[str, Seated]
) -> str:
    given = form.cleaned_data
    parties = []
    for turn in range(1, TURNS + 1):
        who, part = given[f"who_{turn}"], given[f"part_{turn}"] or SIGNS
        if who:
            states = found.draft.states if given[f"licensed_{turn}"] and part == SIGNS else ()
            parties.append(Party(turn, part, who, seated[who].person, given[f"role_{turn}"], states=states))
    file = given["file"]
    if file is not None and file.size > settings.DOCUMENT_LIMIT:
        form.add_error("file", "it is too large")
        return ""
    going = Going(given["answer_by"], given["review_on"], given["ends_on"])
    pdf = file.read() if file is not None else None
    why, (kind, code) = "sent out for signature", about
    return send_paper(by=desk.by, why=why, kind=kind, code=code, parties=parties, going=going, pdf=pdf)
