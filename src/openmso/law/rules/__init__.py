"""What the law room judges by itself, from text and nodes handed in: no file is opened here."""
