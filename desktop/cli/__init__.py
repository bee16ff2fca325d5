"""The same core without a window: for scripts, tests and measuring."""
