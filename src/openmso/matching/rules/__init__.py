"""Judgments and arithmetic of matching: duties, filters, scores, fair pay, plans and steps."""
