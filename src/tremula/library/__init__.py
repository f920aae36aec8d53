"""Reads content/ strictly, so that every mistake has a file, a line and a way out."""
