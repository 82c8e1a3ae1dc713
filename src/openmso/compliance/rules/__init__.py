"""Controls as pure rules: facts and law in, findings out. `catalog` holds them all, in order."""
