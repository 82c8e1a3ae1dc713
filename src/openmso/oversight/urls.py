"""The addresses of oversight's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.oversight.views import (
    check,
    director,
    events,
    giving,
    law,
    library,
    meetings,
    readiness,
    reviews,
    site_visits,
    sites,
    supervision,
    whatif,
)

urlpatterns: list[URLPattern] = [
    path("sites/", sites.sites, name="sites"),
    path("sites/<str:code>/", sites.site, name="site"),
    path("sites/<str:code>/live/", sites.site_live, name="site_live"),
    path("law/", law.law, name="law"),
    path("law-impact/", whatif.law_impact, name="law_impact"),
    path("whatif/", whatif.whatif, name="whatif"),
    path("check/", check.check, name="check"),
    path("oversight/board/<str:site>/", supervision.supervision, name="supervision"),
    path("oversight/board/<str:site>/live/", supervision.supervision_live, name="supervision_live"),
    path("oversight/", director.oversight, name="oversight"),
    path("oversight/paper/<path:id>/", director.paper, name="paper"),
    path("oversight/sign/<path:id>/", director.sign, name="sign_paper"),
    path("oversight/delegate/", director.whom, name="delegate"),
    path("oversight/delegate/<path:person>/", giving.delegate_to, name="delegate_to"),
    path("oversight/adopt/<path:id>/", giving.adopt, name="adopt"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/draws/", reviews.review_draws, name="review_draws"),
    path("reviews/draws/<str:code>/", reviews.review_draw, name="review_draw"),
    path("reviews/<str:code>/", reviews.review, name="review"),
    path("capas/", reviews.capas, name="capas"),
    path("protocols/", library.protocols, name="protocols"),
    path("protocols/new/", library.protocol_draft, name="protocol_new"),
    path("protocols/<str:code>/", library.protocol_text, name="protocol_text"),
    path("protocols/<str:code>/next/", library.protocol_draft, name="protocol_next"),
    path("drift/", library.drift, name="drift"),
    path("events/", events.events, name="events"),
    path("events/report/", events.report, name="event_report"),
    path("events/<str:code>/", events.event, name="event"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<str:code>/", meetings.meeting, name="meeting"),
    path("site-visits/", site_visits.site_visits, name="site_visits"),
    path("site-visits/<str:code>/", site_visits.site_visit, name="site_visit"),
    path("readiness/", readiness.readiness, name="readiness"),
    path("readiness/<str:site>/", readiness.site_readiness_page, name="site_readiness"),
]
