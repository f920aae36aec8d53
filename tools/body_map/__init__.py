"""Draws the body map from the figure, for content/figures/body-map/drawn.json and its page of the docs."""
