"""The pages of oversight: sites and their boards, may I?, the director's desk, what if."""
