"""Pure judgments of the foundation."""
