"""The pages of compliance: which controls fail, since when, who mends them; one control and what it means."""
