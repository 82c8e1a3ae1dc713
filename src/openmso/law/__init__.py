"""The law room: the pack of dated, cited, graded statements, its reader, and what can be asked of it."""
