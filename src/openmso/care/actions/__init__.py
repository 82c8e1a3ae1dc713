"""Writing care."""
