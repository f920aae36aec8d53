"""Files that people bring, read piece by piece. It trusts no size, name or number that a file tells."""
