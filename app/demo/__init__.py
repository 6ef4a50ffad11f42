"""Demo data, which a fork may delete."""
