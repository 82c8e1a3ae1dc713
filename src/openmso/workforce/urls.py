"""The addresses of the workforce's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.workforce.views import credentials, feeds, files, roster, shifts

urlpatterns: list[URLPattern] = [
    path("roster/<str:site>/", roster.roster, name="roster"),
    path("roster/<str:site>/week/", shifts.plan, name="plan_week"),
    path("shift/<str:code>/", shifts.shift, name="shift"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/new/", feeds.new, name="new_feed"),
    path("feeds/<str:secret>/shifts.ics", feeds.shifts, name="shifts_feed"),
    path("feeds/<str:secret>/roster/<str:site>.ics", feeds.roster, name="roster_feed"),
    path("credentials/", credentials.credentials, name="credentials"),
    path("credentials/lists/<str:name>.csv", credentials.worklist_csv, name="worklist_csv"),
    path("credentials/matches/<path:id>/", credentials.match, name="match"),
    path("credentials/verify/<path:license>/", credentials.verify, name="verify"),
    path("credentials/renew/<path:license>/", credentials.renew, name="renew"),
    path("credentials/arrivals/", files.arrivals, name="arrivals"),
    path("credentials/screen/", files.screen, name="screen"),
]
