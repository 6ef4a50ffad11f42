"""Presenters turn rows into response structs. No other package knows both.

Presenters copy field by field, so that mypy compares the types of rows and structs.
"""
