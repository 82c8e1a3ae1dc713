"""Drawing: what a command found, as text on a terminal, as plain text, as a page or as JSON.

Nothing here asks the core anything or reads a file: views come in, text goes out.
"""
