"""The front door: settings now; pages, sign-in and the API when they come."""
