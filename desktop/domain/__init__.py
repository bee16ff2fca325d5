"""Frozen values that every room shares; no behaviour beyond pure functions of them."""
