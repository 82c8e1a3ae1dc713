"""Readers of the files that credentialing is given: exclusion lists, the provider registry, sheets of people."""
