"""What a person can do: synchronous functions `(tx, command) -> result`, and the ports they need."""
