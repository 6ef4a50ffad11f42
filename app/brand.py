"""The names of this product: the title of the API and of the pages, and the prefix of its settings."""

TITLE = "Conduit"
DESCRIPTION = "A publishing community: users, articles, comments, favourites, tags and follows."
VERSION = "0.1.0"
IDENTIFIER = "lockstep"
"""The name of the default database file; in capitals, the prefix of environment variables."""
