"""The way to the database."""
