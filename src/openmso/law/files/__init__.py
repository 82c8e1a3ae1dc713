"""The law room's files: the folder of a pack, its documents, its digest, and the compiled copy."""
