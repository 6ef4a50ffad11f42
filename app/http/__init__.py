"""HTTP features besides the handlers: errors, entity tags, request log, frontend files, API pages."""
