"""Composition root of the window: builds every object, connects them, and closes them in reverse order."""
