"""Faults such as networks have, planted in a sound one, with a list of what was planted and who should find it."""
