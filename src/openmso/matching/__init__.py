"""Directors and practices: who could lawfully direct where, who fits best, and who does after all."""
