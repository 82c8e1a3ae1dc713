"""Pages between signing in and working: taking a seat, crossing the line, proving anew who one is."""

from __future__ import annotations

import time
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openmso.foundation import stepup
from openmso.foundation.actor import Actor
from openmso.foundation.crossings import cross, purpose_of
from openmso.foundation.models import User
from openmso.foundation.places import Place, places_of, standing_side
from openmso.foundation.rules.proofs import STRONG, Method, enough_for
from openmso.foundation.rules.sides import Side
from openmso.foundation.who import NobodyError, leave, seated, take
from openmso.web.desks import home_of

ASKED: Final = "openmso_asked"
"""Where the session keeps for which purpose, and when, its user was asked to prove who they are."""

ON_THE_WAY: Final = "openmso_on_the_way"
"""Where the session keeps the page to go on to, for whoever first has to set up something to prove it with."""

METHODS: Final = {
    "totp": Method.TOTP,
    "webauthn": Method.PASSKEY,
    "recovery_codes": Method.RECOVERY_CODE,
}
SAYING: Final = {"cross": "cross the line", "sign": "sign", "token": "make a token for the API"}


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """Doors of the sign-in library that are shut here."""
    raise Http404(request.path)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where the user begins: at the desk of the seat they took. Who has only one seat takes it by arriving."""
    by = seated(request)
    if by is None:
        by = _only_seat(request)
    return redirect(home_of(by.post) if by else "seats")


@login_not_required
@require_GET
def icon(request: HttpRequest) -> HttpResponse:
    """The icon, where browsers look for it by themselves."""
    del request
    return redirect(static("openmso.svg"), permanent=True)


@login_not_required
def not_from_our_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was sent does not carry the token of the page it should come from: the session ended meanwhile, or another page sent it."""
    del reason  # it would tell a stranger how the token is checked
    why = "Your session ended before this was sent, so nothing was done. What you typed is kept in this tab: sign in, and open the page again."
    return render(request, "refused.html", {"why": why}, status=403)


@require_GET
def seats(request: HttpRequest) -> HttpResponse:
    """The seats of the user, and on which side of each they can work now."""
    places = places_of(_user(request).id)
    rows = [(place, [(side, _way(places, place, side)) for side in place.sides]) for place in places]
    shown = {"rows": rows, "actor": seated(request), "wants_factor": _wants_factor(_user(request))}
    return render(request, "seats.html", shown)


@require_POST
def take_seat(request: HttpRequest) -> HttpResponse:
    """Take a seat on the side one stands on."""
    if _wants_factor(_user(request)):
        return redirect("mfa_index")
    take(request, *_named(request.POST.get("seat", ""), request.POST.get("side", "")))
    return redirect("home")


@require_POST
def leave_seat(request: HttpRequest) -> HttpResponse:
    """Give the seat back."""
    leave(request)
    return redirect("seats")


@require_http_methods(["GET", "POST"])
def cross_line(request: HttpRequest, seat: UUID, side: str) -> HttpResponse:
    """Cross to a side: prove anew who one is, say why, and be there."""
    seat, to = _named(str(seat), side)
    proof = stepup.require(request, purpose_of(to))
    why = request.POST.get("why", "").strip()
    if request.method == "POST" and why:
        by = seated(request)
        if by is None:
            raise NobodyError("take a seat first")
        cross(by=by, why=why, seat=seat, to=to, proof=proof)
        take(request, seat, to)
        return redirect("home")
    shown = {"to": to, "wants_reason": request.method == "POST"}
    return render(request, "cross.html", shown, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Prove anew who one is, for a purpose. Asking counts from the click: what was proved before it does not."""
    by = seated(request)
    if by is None:
        raise NobodyError("take a seat first")
    given = request.POST if request.method == "POST" else request.GET
    purpose, back = given.get("purpose", "")[:200], given.get("next", "")
    if not url_has_allowed_host_and_scheme(back, None):
        back = reverse("seats")
    way = _way_to_prove(_user(request), purpose)
    here = f"{reverse('step_up')}?{urlencode({'purpose': purpose, 'next': back})}"
    if request.method == "POST" and way:
        request.session[ASKED] = {"purpose": purpose, "at": time.time()}
        return redirect(f"{reverse(way)}?{urlencode({'next': here})}")
    method = _proved(request, purpose)
    if method is not None:
        del request.session[ASKED]
        request.session.pop(ON_THE_WAY, None)
        made = stepup.prove(by=by, why=f"asked to, for {purpose}", purpose=purpose, method=method)
        stepup.keep(request, purpose, made)
        return redirect(back)
    if not way:
        # Setting up a factor is several pages of the library, none of which knows where this came from.
        request.session[ON_THE_WAY] = here
    shown = {
        "purpose": purpose,
        "next": back,
        "saying": SAYING.get(purpose.partition(":")[0], "do this"),
        "way": way,
        "strong": enough_for(purpose) == STRONG,
    }
    return render(request, "step_up.html", shown)


def _only_seat(request: HttpRequest) -> Actor | None:
    """Take the only seat the user has, on the side on which they stand; None if there is a choice, or a factor is missing."""
    places = places_of(_user(request).id)
    if len(places) != 1 or _wants_factor(_user(request)):
        return None
    side = standing_side(places, places[0].network)
    return take(request, places[0].seat, side) if side else None


def _user(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise NobodyError("sign in")
    return user


def _named(seat: str, side: str) -> tuple[UUID, Side]:
    try:
        return UUID(seat), Side(side)
    except ValueError:
        raise Http404("there is no such seat or side") from None


def _way(places: tuple[Place, ...], place: Place, side: Side) -> str:
    return "take" if side is standing_side(places, place.network) else "cross"


def _wants_factor(user: User) -> bool:
    """Whether the user must first set up an authenticator app or a passkey. Who has one has signed in with it."""
    return bool(settings.SECOND_FACTOR_REQUIRED) and not _has(
        user, Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN
    )


def _has(user: User, *types: Authenticator.Type) -> bool:
    return bool(is_mfa_enabled(user, types))


def _way_to_prove(user: User, purpose: str) -> str:
    """The page on which this user can prove enough for a purpose; "" if they have nothing to prove it with."""
    if enough_for(purpose) != STRONG and user.has_usable_password():
        return "account_reauthenticate"
    if _has(user, Authenticator.Type.TOTP):
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if _has(user, Authenticator.Type.WEBAUTHN) else ""


def _proved(request: HttpRequest, purpose: str) -> Method | None:
    """The method by which the user has proved who they are since they were asked for this purpose, if it is enough."""
    asked = request.session.get(ASKED)
    if not asked or asked["purpose"] != purpose:
        return None
    for record in reversed(get_authentication_records(request, request.user)):
        if record.get("reauthenticated") and record["at"] >= asked["at"]:
            is_password = record["method"] == "password"
            method = Method.PASSWORD if is_password else METHODS.get(record.get("type", ""))
            if method in enough_for(purpose):
                return method
    return None
