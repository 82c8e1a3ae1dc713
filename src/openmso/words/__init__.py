"""The words of the trade for what the core answers: names for ids, days, citations, values of law. The front doors and every room say them alike."""
