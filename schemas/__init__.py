"""Every body of the API: the single source of truth of requests and responses."""
