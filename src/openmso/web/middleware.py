"""What every request passes: strict headers, sign-in first, and refusals as pages instead of stack traces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from openmso.foundation.door import WrongHandsError
from openmso.foundation.pages.page import REFUSED, asks_for_part
from openmso.foundation.register import RefusedError, StaleError
from openmso.foundation.stepup import StepUpNeededError
from openmso.foundation.who import CrossingNeededError, NobodyError, NoPlaceError

Answer = Callable[[HttpRequest], HttpResponseBase]
API: Final = "/api/"
"""Below it requests say who they are by themselves, and are answered with problem documents."""

FEATURES: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def content_policy() -> str:
    """What a page may load and where its forms may lead: ourselves, and the identity provider that sign-in goes to."""
    issuer = urlsplit(settings.OIDC_ISSUER)
    forms = f"'self' {issuer.scheme}://{issuer.netloc}" if issuer.netloc else "'self'"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        f"form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
    )


def strict_headers(answer: Answer) -> Answer:
    """Every answer says what its page may do, and that nobody but its reader keeps it."""
    policy = content_policy()

    def through(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", FEATURES)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return through


class Sessions(SessionMiddleware):
    """Sessions, whose minutes count from the last request of somebody at work.

    What a page asks by itself (`quiet`) is none: it reads the session and leaves its end where it was.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Save the session, unless the request was quiet and nothing in it changed."""
        if getattr(request, "quiet", False) and not request.session.modified:
            patch_vary_headers(response, ("Cookie",))
            return response
        return super().process_response(request, response)


class SignInFirst(LoginRequiredMiddleware):
    """Nothing is there for strangers but what says so; the API asks for itself."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[object, ...],
        view_kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        """Send strangers to the sign-in page."""
        if request.path.startswith(API):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override] # the library only ever redirects
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        """A page goes to the sign-in page; what asks for a part of one is told, so that no sign-in page lands inside it."""
        if asks_for_part(request):
            return _ended(request, "You are signed out", "Sign in", reverse(settings.LOGIN_URL))
        return super().handle_no_permission(request, view_func)


def _ended(request: HttpRequest, what: str, mend: str, to: str) -> HttpResponse:
    """What stands on a page whose session has ended: what it was, and the way back to it."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    back = urlencode({"next": f"{page.path}?{page.query}" if page.query else page.path})
    shown = {"what": what, "mend": mend, "to": f"{to}?{back}" if page.path else to}
    return render(request, "ended.html", shown, status=401)


class Refusals:
    """Errors that say who may not do what, as answers."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on; errors of views come by `process_exception`."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Nobody is sent to take a seat, who needs a proof to give one, and wrong hands are refused."""
        if request.path.startswith(API):
            return None
        if isinstance(error, StepUpNeededError):
            return redirect(
                f"{reverse('step_up')}?{urlencode({'purpose': error.purpose, 'next': request.path})}"
            )
        if isinstance(error, NobodyError):
            if asks_for_part(request):
                return _ended(request, "You have no seat here any more", "Take a seat", reverse("seats"))
            return redirect("seats")
        if isinstance(error, WrongHandsError | NoPlaceError | CrossingNeededError):
            return render(request, "refused.html", {"why": str(error)}, status=403)
        if isinstance(error, RefusedError | StaleError):
            # A button without a form of its own, pressed twice or after somebody else: there is no field to say it at.
            return render(request, "not_now.html", {"error": error, "back": request.path}, status=REFUSED)
        return None
