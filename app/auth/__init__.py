"""Password hashes and authentication tokens."""
