"""HTTP beside the API: errors, entity tags, the request log, the files of the frontend."""
