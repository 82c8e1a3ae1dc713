"""The addresses of matching's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.matching.views import introductions, leaving, openings, plan, profile

urlpatterns: list[URLPattern] = [
    path("directors-wanted/", openings.wanted, name="openings"),
    path("directors-wanted/new/", openings.need, name="opening_new"),
    path("directors-wanted/leaves/", leaving.leaves, name="leaves"),
    path("directors-wanted/plan/", plan.plan, name="plan"),
    path("directors-wanted/pay/", plan.pay, name="pay"),
    path("directors-wanted/<str:code>/", openings.one_opening, name="opening"),
    path("introductions/", introductions.to_me, name="introductions"),
    path("introductions/<str:code>/", introductions.one_introduction, name="introduction"),
    path("introductions/<str:code>/call.ics", introductions.calendar, name="introduction_calendar"),
    path("my-profile/", profile.my_profile, name="my_profile"),
]
