"""Files of finance: what it prints."""
