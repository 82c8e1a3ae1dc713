"""Insight: the pages that read several rooms: where the network stands, its people, its structure, search."""
