"""The pages of insight: where we stand today, people, structure, search."""
