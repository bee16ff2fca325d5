"""Reasons that tell of servers which answer in place of this computer (desktop.engine.remote*)."""

from __future__ import annotations

SERVERS = (
    "connection process",
    "it cannot be reached",
    "it did not answer in time",
    "the connection was lost",
    "it does not accept the key",
    "what answers there is no Chroma server",
    "its key was not sent, because the address has no https",
    "an adapter works with a model on this computer only",
    "it answers {status}",
    "it did not say why",
    "its certificate is not valid",
    "it does not speak TLS as it should; it may expect http",
    "nobody listens there",
    "no answer within {seconds} s",
    "no computer has this name",
    "no way leads there",
    "its filter ended the answer",
    "its answer is no HTTP",
    "its answer is no JSON",
    "it has no list of models",
    "it sends no stream of events",
    "The name of a server is up to 40 characters, without “@” and slashes.",
    "This is no address of a server: “{address}”.",
    "A password does not belong in the address; the key has a field of its own.",
    "There is a server named “{name}” already.",
    "The address of a server has no “?” and no “#”.",
)
