"""The addresses of insight's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.insight.views import home, mine, people, structure

urlpatterns: list[URLPattern] = [
    path("home/", home.home, name="operator_home"),
    path("home/standing/", home.standing, name="home_standing"),
    path("home/outlook/", home.outlook, name="home_outlook"),
    path("home/reliance/", home.reliance, name="home_reliance"),
    path("home/changes/", home.changes, name="home_changes"),
    path("mine/", mine.mine, name="mine"),
    path("feeds/<str:secret>/clocks.ics", mine.clocks, name="clocks_feed"),
    path("people/", people.people, name="people"),
    path("people/<str:code>/", people.person, name="person"),
    path("people/<str:code>/reliance/", people.person_reliance, name="person_reliance"),
    path("structure/", structure.structure, name="structure"),
    path("structure/<str:code>/drawing/", structure.structure_of_one, name="structure_of"),
    path("structure/<str:code>/", structure.one_organization, name="organization"),
]
