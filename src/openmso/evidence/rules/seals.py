"""What a seal of a PDF says, once it was held against the bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SealOfPdf:
    """One seal of a PDF. `whole`: the bytes under it are as they were. `ours`: its certificate is one of those expected.

    `last`: nothing was added after it but further seals. `said_at`: when it says it was made; `stamped_at`: when an authority saw it, if
    one did, and its timestamp fits. `fingerprint`: the SHA-256 of the certificate.
    """

    name: str
    reason: str
    fingerprint: str
    whole: bool
    last: bool
    ours: bool
    said_at: datetime | None
    stamped_at: datetime | None
    authority: str

    @property
    def holds(self) -> bool:
        """Whether the file is what was sealed."""
        return self.whole and self.last
