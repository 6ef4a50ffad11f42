"""Database access: engine, reads, counters and migrations."""
