"""The addresses of the law desk. Its first page, which knows the network too, is oversight's."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.law.views import adoption, changes, overlays, states, topics

urlpatterns: list[URLPattern] = [
    path("law/topics/", topics.topics, name="law_topics"),
    path("law/topics/<str:parameter>/", topics.topic, name="law_topic"),
    path("law/topics/<str:parameter>/csv/", topics.as_csv, name="law_topic_csv"),
    path("law/changes/", changes.changes, name="law_changes"),
    path("law/adoption/", adoption.adoption, name="law_adoption"),
    path("law/overlays/", overlays.listed, name="law_overlays"),
    path("law/overlays/new/", overlays.new, name="law_overlay_new"),
    path("law/overlays/<str:id>/", overlays.overlay, name="law_overlay"),
    path("law/<str:code>/", states.state, name="law_state"),
]
