"""Lectern: a private desktop assistant that chats, answers from your files and makes slides."""

__version__ = "0.1.0"
