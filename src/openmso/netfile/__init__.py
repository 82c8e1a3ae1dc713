"""The network file: one description of a network, read into the frozen facts of the core."""
