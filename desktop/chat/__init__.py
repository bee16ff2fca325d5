"""One question and its answer: what is read, what the model is told, and what is proved of what it says."""
