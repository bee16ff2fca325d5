"""Turns documents, a conversation, a topic or an outline into a deck of slides whose statements can be checked."""
