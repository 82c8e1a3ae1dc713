"""Setting up an MSO: so far a demonstration network, seeded and believable, and the cast that signs in to it."""
