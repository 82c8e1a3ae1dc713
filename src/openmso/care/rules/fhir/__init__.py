"""FHIR R4 as plain data, read into frozen records and written from them; nothing here opens a file or a table."""
