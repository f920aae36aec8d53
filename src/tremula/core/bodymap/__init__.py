"""Where in the body something is felt, and how strongly: kept, told in words, drawn. It judges nothing."""
