"""Arithmetic and judgments of finance: pure."""
