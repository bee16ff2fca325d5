"""Slides, without a window and without a process."""
