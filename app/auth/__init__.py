"""Passwords, and the tokens of those who have signed in."""
