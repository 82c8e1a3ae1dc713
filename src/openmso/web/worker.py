"""What each process of `openmso serve` loads: the application, out of reach of the terminal.

Ctrl-C goes to everybody in the terminal's group. A worker would hear it, and then be told to end by the server that has
heard it, too; the second word can find it in the middle of ending, and it never would. So only the server hears Ctrl-C.
"""

from __future__ import annotations

import os

os.setpgrp()

from openmso.web.wsgi import application  # noqa: E402 - first out of reach

__all__ = ["application"]
