"""From the words of a content file to a timeline."""
