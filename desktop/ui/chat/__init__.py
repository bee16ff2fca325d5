"""The chat page: the conversation, its composer, the list of chats, and the pane that shows a source."""
