"""Pure judgments of care."""
