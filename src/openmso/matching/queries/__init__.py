"""What matching shows: profiles, openings with who could take them, introductions, pay, and the plan of a network."""
