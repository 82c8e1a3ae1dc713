"""The pages of the structure."""
