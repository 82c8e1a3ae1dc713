"""Keeping, superseding and attaching documents; signing, alone or in turn; legal holds and removal in time; sealing."""

from openmso.evidence.actions.certifying import PdfSealer, pdf_sealer
from openmso.evidence.actions.documents import attach, keep_document, supersede
from openmso.evidence.actions.envelopes import (
    decline,
    let_go_on,
    send_out,
    sign_in_turn,
    take_back,
    wrote_letter,
)
from openmso.evidence.actions.holds import place_hold, release_hold
from openmso.evidence.actions.removing import adopt_schedule, remove_expired, tell_day
from openmso.evidence.actions.sealing import raise_trail, seal, seal_all
from openmso.evidence.actions.signing import purpose_of, sign

__all__ = [
    "PdfSealer",
    "adopt_schedule",
    "attach",
    "decline",
    "keep_document",
    "let_go_on",
    "pdf_sealer",
    "place_hold",
    "purpose_of",
    "raise_trail",
    "release_hold",
    "remove_expired",
    "seal",
    "seal_all",
    "send_out",
    "sign",
    "sign_in_turn",
    "supersede",
    "take_back",
    "tell_day",
    "wrote_letter",
]
