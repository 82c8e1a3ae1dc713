"""People, licenses, credentials, competencies, engagements and screening."""
