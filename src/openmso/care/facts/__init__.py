"""Rows of care as plain data and back."""
