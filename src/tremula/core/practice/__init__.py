"""A person's days between sessions: check-ins, self-care, what is due. Nothing here scores or counts on."""
