"""The addresses of the front door."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from openmso.web import access, components, keys, search, views
from openmso.web.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("seats/", views.seats, name="seats"),
    path("seats/take/", views.take_seat, name="take_seat"),
    path("seats/leave/", views.leave_seat, name="leave_seat"),
    path("seats/cross/<uuid:seat>/<str:side>/", views.cross_line, name="cross_line"),
    path("step-up/", views.step_up, name="step_up"),
    path("access/", access.access, name="access"),
    path("access/<uuid:seat>/end/", access.end, name="end_seat"),
    path("tokens/", keys.tokens, name="tokens"),
    path("tokens/new/", keys.new, name="new_token"),
    path("tokens/<uuid:token>/revoke/", keys.end, name="revoke_token"),
    # Addresses are entered by those who seat people: nobody signs up, or changes the address they are known by.
    path("accounts/signup/", views.closed),
    path("accounts/email/", views.closed),
    path("accounts/3rdparty/signup/", views.closed),
    path("accounts/", include("allauth.urls")),
    path("components/", components.components, name="components"),
    path("search/", search.search, name="search"),
    path("favicon.ico", views.icon),
    path("", include("openmso.structure.urls")),
    path("", include("openmso.workforce.urls")),
    path("", include("openmso.oversight.urls")),
    path("", include("openmso.matching.urls")),
    path("", include("openmso.finance.urls")),
    path("", include("openmso.care.urls")),
    path("", include("openmso.insight.urls")),
    path("", include("openmso.launch.urls")),
    path("", include("openmso.law.urls")),
    path("", include("openmso.compliance.urls")),
    path("", include("openmso.web.ledger")),
    path("api/v1/", api.urls),
]
