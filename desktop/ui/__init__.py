"""The window: everything that knows Qt, from design tokens to pages."""
