"""Reasons that tell of a model at work: loading, reading, writing and its chat template (desktop.engine)."""

from __future__ import annotations

ENGINE = (
    "its process stopped ({cause})",
    "its process stopped",
    "the model was unloaded while it was asked",
    "the text could not be cut into tokens",
    "the context is full",
    "llama.cpp gave up on the text ({code})",
    "llama.cpp gave up on the text ({code}): {said}",
    "a grammar could not be read",
    "a grammar could not be read: {said}",
    "this version of llama.cpp does not know its architecture “{architecture}”",
    "its file is cut off",
    "llama.cpp refused it without a reason",
    "it is for another model",
    "this version of llama.cpp does not know its kind “{kind}”",
    "llama.cpp gave up on a picture ({code})",
    "llama.cpp gave up on a picture ({code}): {said}",
    "it ran for longer than {seconds} seconds",
    "it asks for too much memory",
    "it is nested too deeply",
    "it makes the prompt too long",
    "it cuts text into other tokens",
    "it cannot take back a wrong guess",
    "its texts begin in another way",
)
