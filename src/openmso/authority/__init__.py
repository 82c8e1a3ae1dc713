"""Who may do which procedure, where, on which days, on whose authority, and by which law.

Pure: facts and law come in as values, answers go out as values. `judge.authority` is the only entry for
standing; `decide`, `forecast`, `contingency`, `whatif` and `batch` ask it or share its tracks.
"""
