"""Files that come from other systems."""
