"""Holding the archive of a binder against its manifest, for other rooms; it needs no database."""

from openmso.compliance.files.archives import Checked, verify

__all__ = ["Checked", "verify"]
