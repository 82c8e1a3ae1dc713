"""Finance: what the management companies earn from practices, shown month by month from evidence, approved, billed and paid."""
