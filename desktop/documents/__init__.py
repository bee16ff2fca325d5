"""Documents: read in children of their own, kept as text, found again by words and by meaning."""
