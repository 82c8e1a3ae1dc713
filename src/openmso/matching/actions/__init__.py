"""What is done in matching: profiles are said, openings opened and closed, introductions taken step by step, pay rows kept."""
