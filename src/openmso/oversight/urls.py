"""The addresses of oversight's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.oversight.views import check, sites

urlpatterns: list[URLPattern] = [
    path("sites/", sites.sites, name="sites"),
    path("sites/<str:code>/", sites.site, name="site"),
    path("check/", check.check, name="check"),
]
