"""Pure judgments of oversight."""
