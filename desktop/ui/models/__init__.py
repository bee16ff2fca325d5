"""The Models page: what is on this computer, what fits it, and which one is in use."""
