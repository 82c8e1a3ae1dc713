"""The addresses of compliance's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.compliance.views import (
    binders,
    clauses,
    drafts,
    envelopes,
    findings,
    mending,
    mocking,
    postings,
    separation,
    truth,
)

urlpatterns: list[URLPattern] = [
    path("findings/", findings.findings, name="findings"),
    path("findings/table.csv", findings.table, name="findings_table"),
    path("findings/tasks/", mending.tasks_page, name="tasks"),
    path("findings/tasks/mine/", mending.mine, name="tasks_mine"),
    path("findings/controls/", mending.controls_page, name="controls"),
    path("findings/mock/", mocking.mocked, name="mock_audit"),
    path("findings/<str:code>/kept/", mending.rule, name="control_rule"),
    path("findings/<str:code>/about/<path:record>/", mending.one_matter, name="matter"),
    path("findings/<str:code>/", findings.control, name="control"),
    path("structure/msas/<path:msa>/clauses/", clauses.of_agreement, name="msa_clauses"),
    path("decisions/", separation.ledger_page, name="separation"),
    path("documents/", drafts.listing, name="drafts"),
    path("documents/notices/", postings.listed, name="postings"),
    path("documents/notices/picture/<str:id>.jpg", postings.picture, name="posting_picture"),
    path("documents/notices/<str:site>/", postings.of_site, name="posting"),
    path("documents/practice/", truth.paper_and_practice, name="truth"),
    path("documents/to-sign/", envelopes.queue, name="envelopes"),
    path("documents/envelopes/<str:code>/", envelopes.one, name="envelope"),
    path("documents/envelopes/<str:code>/<str:document>.pdf", envelopes.pdf, name="envelope_pdf"),
    path("documents/<str:kind>/<path:code>/send/", envelopes.send, name="envelope_send"),
    path("documents/<str:kind>/<path:code>.pdf", drafts.pdf, name="draft_pdf"),
    path("documents/<str:kind>/<path:code>/", drafts.one, name="draft"),
    path("binders/", binders.page_of_binders, name="binders"),
    path("binders/progress/", binders.progress, name="binders_progress"),
    path("binders/seal.pem", binders.certificate, name="binder_certificate"),
    path("binders/check/", binders.check, name="binder_check"),
    path("binders/<str:code>.zip", binders.take, name="binder_take"),
]
