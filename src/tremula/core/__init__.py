"""What is true: rules and data of the practice. No file, no clock, no network, no randomness of its own."""
