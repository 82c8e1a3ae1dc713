"""The pages of launch: setting up a practice under an MSO in five steps."""
