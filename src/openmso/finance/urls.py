"""The addresses of finance's pages."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmso.finance.views import bills, months, papers, statements

urlpatterns: list[URLPattern] = [
    path("fees/", statements.fees, name="fees"),
    path("fees/bills/", bills.all_bills, name="fee_bills"),
    path("fees/watch/", bills.shares, name="fee_watch"),
    path("fees/slips/<str:code>.pdf", papers.slip, name="fee_slip"),
    path("fees/of/<str:month>/<path:msa>/", months.one_month, name="fee_month"),
    path("fees/agreements/<path:msa>/", months.agreement, name="fee_agreement"),
    path("fees/<str:code>.pdf", papers.pdf, name="fee_statement_pdf"),
    path("fees/<str:code>.csv", papers.table, name="fee_statement_table"),
    path("fees/<str:code>/", statements.one, name="fee_statement"),
]
