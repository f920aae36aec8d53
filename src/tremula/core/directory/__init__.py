"""Somebody who may help: what is known of them, what a person looks for, and how near they are."""
