"""Queries: how each thing looks to a viewer, by the same nouns as everywhere."""
