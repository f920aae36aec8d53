"""A session: its timeline, the machine that walks it, and the record that it leaves."""
