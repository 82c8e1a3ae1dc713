"""Templates of typst."""
