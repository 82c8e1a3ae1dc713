"""Pure judgments of the evidence room: what bytes are, what a signature means, when something may be removed."""
