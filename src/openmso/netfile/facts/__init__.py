"""Translation only: trees into the frozen records of the cellar, and records back into plain data."""
