"""Where the record is kept: a vault of keys and an encrypted database.

Importing this package opens nothing.
"""
