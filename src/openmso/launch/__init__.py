"""Setting up an MSO in five steps, on the records of the rooms; and a demonstration network, seeded and believable, with its cast."""
