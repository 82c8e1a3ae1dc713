"""Files of evidence: PDFs sealed by a certificate, and held against their seals again."""
