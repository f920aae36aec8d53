"""Makes the clips of content/voice: renders, levels, encodes, listens. It never runs in the program."""
