"""The journal: what is offered to write about, and how words are looked for. It judges no word of it."""
