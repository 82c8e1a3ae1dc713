"""Reading care."""
