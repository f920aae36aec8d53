"""The edge: what a browser on this machine may see and do. It holds no rule of the practice."""
