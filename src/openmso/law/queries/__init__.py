"""What can be asked of the law: the pack itself, a survey of one question, a difference, coverage."""

from openmso.law.queries.covered import Coverage, coverage, coverage_text, write_coverage
from openmso.law.queries.difference import Change, diff
from openmso.law.queries.entries import Entry, Explanation, explain, show
from openmso.law.queries.keeping import ChartRetention, chart_retention
from openmso.law.queries.packs import Checked, check, pack, terms, whole, words_of_law
from openmso.law.queries.survey import Survey, table

__all__ = [
    "Change",
    "ChartRetention",
    "Checked",
    "Coverage",
    "Entry",
    "Explanation",
    "Survey",
    "chart_retention",
    "check",
    "coverage",
    "coverage_text",
    "diff",
    "explain",
    "pack",
    "show",
    "table",
    "terms",
    "whole",
    "words_of_law",
    "write_coverage",
]
