"""Kinds of values: one class each says what it takes from a node, what it gives back, and its JSON Schema.

Because reading, writing and the published schema are three methods of one class, they cannot drift apart.
"""
