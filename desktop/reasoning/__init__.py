"""Thoughts told from answers, how much to think, and which sentences hold an answer."""
