"""Documents, signatures and seals: what proves what happened."""
