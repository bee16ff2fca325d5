"""Language models: found, checked, loaded in a process of their own, and asked."""
