"""Pure rules of the network file: its shapes, its closed words, what a value must look like, what must agree."""
