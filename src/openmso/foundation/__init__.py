"""What every department stands on: users, seats, sides, the acting door, the wall in the database, PostgreSQL."""
