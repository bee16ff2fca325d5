"""What the user said and was answered, kept so that no crash loses it."""
