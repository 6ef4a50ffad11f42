"""Demo data. A fork may delete this package."""
