"""`openmso credentials`: exclusion lists, people and licenses from files, verification, what ends soon."""

from openmso.cli.credentials.commands import app

__all__ = ["app"]
