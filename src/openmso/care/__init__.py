"""Patients and their treatment: medicine's own room, into which no business room reaches."""
