"""Spans of days, sets of days, tracks of values over days, and calendar arithmetic.

The whole authority model is interval algebra, and this is the algebra. A day is a proleptic Gregorian
ordinal (`datetime.date.toordinal`), because integers compare, hash and vectorize; people see dates only
at the edge. Every span is half open: its first day belongs to it, its end does not.
"""
