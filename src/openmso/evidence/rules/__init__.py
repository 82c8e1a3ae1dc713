"""Pure judgments of evidence."""
