"""The Settings page: every choice of the user, applied at once and kept in one file."""
