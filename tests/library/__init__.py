"""A small domain for the tests of the machinery: users lend books to each other.

The tables have a metadata of their own, so that the models of the application stay the tables of its migrations.
`tests/contract/library.py` is another library, without a database, because the package `contract` knows no application.
"""
