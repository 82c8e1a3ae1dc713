"""Files that compliance makes and reads: printed documents, and the archive of a binder."""
