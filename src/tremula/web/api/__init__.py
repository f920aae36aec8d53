"""The JSON endpoints, one noun a file."""
