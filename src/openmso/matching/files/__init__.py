"""What is handed to and read from other programs."""
