"""Questions about a whole network, over the rooms below."""
