"""tremula: a private, hands-free guide through eight trauma release exercises."""

__version__ = "0.1.0"
