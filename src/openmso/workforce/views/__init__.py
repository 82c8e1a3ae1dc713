"""The pages of the workforce: the credential desk, files that come in, matches, verification."""
