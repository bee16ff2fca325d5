"""Builds the master and the layouts of a theme from the geometry and the look."""
