"""PDFs sealed by a certificate (PAdES, ETSI EN 319 142-1): made, sealed with or without a timestamp (RFC 3161), and checked again.

A seal says which bytes they were and who held the key. Its certificate is made by the installation itself: nobody outside
vouches for it, so whoever checks compares its fingerprint with one they were given by another way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Final

from asn1crypto.keys import PrivateKeyInfo  # type: ignore[import-untyped] # carries no types
from asn1crypto.x509 import Certificate as Certified  # type: ignore[import-untyped] # carries no types
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from openmso.evidence.rules.seals import SealOfPdf

LASTS: Final = timedelta(days=3650)
"""A seal can be held against its certificate for ten years after the certificate was made."""
FIELD: Final = "Seal"
PATIENCE: Final = 10
"""Seconds that an authority for timestamps has to answer."""


BROKEN: Final = (
    PdfError,
    SignatureValidationError,
    ValueError,
    KeyError,
    TypeError,
    NotImplementedError,
    RecursionError,
)
"""What a file that is no sound PDF makes of whoever reads it."""


ADDED: Final = frozenset(
    {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}
)
"""What may come after a seal: nothing, proof that it was good at its time, and further seals."""


class TimestampError(Exception):
    """The authority gave no timestamp. Nothing was sealed."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A certificate and its private key, both in DER."""

    certificate: bytes
    key: bytes

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, hexadecimal: what is compared by another way."""
        return sha256(self.certificate).hexdigest()


class NoPdfError(ValueError):
    """It cannot be read as a PDF."""


def made(name: str, at: datetime) -> Credential:
    """A new credential for a network, by its name; ECDSA on P-256, valid from an aware moment for ten years, its own issuer."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, name[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Seal of {name}"[:64]),
        ]
    )
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(at + LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .sign(key, SHA256())
    )
    return Credential(
        certificate.public_bytes(Encoding.DER),
        key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    )


def sealed(pdf: bytes, credential: Credential, reason: str, *, authority: str = "") -> bytes:
    """The PDF with one more seal at its end (PAdES B-B; with the address of an authority for timestamps, B-T). What was there stays byte for byte.

    Raises `TimestampError`, `NoPdfError`.
    """
    certificate = Certified.load(credential.certificate)
    signer = SimpleSigner(
        signing_cert=certificate,
        signing_key=PrivateKeyInfo.load(credential.key),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call] # its own types are half there
    )
    stamps = HTTPTimeStamper(authority, timeout=PATIENCE) if authority else None
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        metadata = PdfSignatureMetadata(
            field_name=f"{FIELD}{len(writer.prev.embedded_signatures) + 1}",
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
            name=certificate.subject.native["common_name"],
        )
        found = sign_pdf(writer, metadata, signer=signer, timestamper=stamps)
    except (TimestampRequestError, OSError) as refused:
        raise TimestampError(f"{authority} gave no timestamp: {refused}") from refused
    except (PdfError, SigningError) as broken:
        raise NoPdfError(f"it cannot be sealed: {broken}") from broken
    return bytes(found.getbuffer())


def checked(pdf: bytes, expected: Iterable[bytes] = ()) -> tuple[SealOfPdf, ...]:
    """Every seal of a PDF, the first one first; none if it has none. `expected`: certificates (DER) of whoever should have sealed it.

    Nothing is fetched from anywhere. Raises `NoPdfError`.
    """
    ours = {sha256(one).hexdigest() for one in expected}
    try:
        found = PdfFileReader(BytesIO(pdf)).embedded_signatures
        return tuple(_checked(one, ours, to_the_end=one is found[-1]) for one in found)
    except BROKEN as broken:
        raise NoPdfError(f"it cannot be read: {broken}") from broken


def _checked(one: EmbeddedPdfSignature, ours: set[str], *, to_the_end: bool) -> SealOfPdf:
    der = one.signer_cert.dump()
    # A self-made certificate is its own root here: what counts is whether the bytes fit the key, and by `ours` whose key it is.
    moment = one.self_reported_timestamp
    found = validate_pdf_signature(
        one, signer_validation_context=ValidationContext([one.signer_cert], moment=moment)
    )
    # The last seal reaches to the end of the file, an earlier one to where the next began.
    reach = SignatureCoverageLevel.ENTIRE_FILE if to_the_end else SignatureCoverageLevel.ENTIRE_REVISION
    stamp = found.timestamp_validity
    if stamp is not None and not (stamp.intact and stamp.valid):
        stamp = None
    return SealOfPdf(
        name=str(one.signer_cert.subject.native.get("common_name", "")),
        reason=str(one.sig_object.get("/Reason", "")),
        fingerprint=sha256(der).hexdigest(),
        whole=found.intact and found.valid,
        last=found.coverage >= reach and found.modification_level in ADDED,
        ours=sha256(der).hexdigest() in ours,
        said_at=moment,
        stamped_at=stamp.timestamp if stamp else None,
        authority=stamp.signing_cert.subject.human_friendly if stamp else "",
    )
