"""Pure judgments of the workforce: names and their likeness, numbers, days, lead times, what an import would change."""
