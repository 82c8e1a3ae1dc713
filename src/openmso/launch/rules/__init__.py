"""Pure: a demonstration network drawn by chance that is handed in, and the faults planted in it."""
