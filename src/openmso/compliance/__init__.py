"""Compliance: controls, the findings they make, and who can mend what is wrong."""
