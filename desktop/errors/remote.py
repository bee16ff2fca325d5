"""A server that should answer in place of this computer did not; exit code 1, or 2 where it was set up wrongly."""

from __future__ import annotations

from desktop.errors.faults import Fault
from desktop.errors.inputs import InputError


class EndpointUnknown(InputError):
    """No server of this name was added."""

    template = "There is no server named “{name}”."
    hint_template = "See lectern endpoints, or add it there or on the Models page."


class KeyExposed(InputError):
    """The key would travel unencrypted to another computer."""

    template = "The key for “{endpoint}” was not sent, because anybody on the way to {host} could read it."
    hint_template = "Use an address with https, or allow this for the server on the Models page."


class KeyUnusable(InputError):
    """The key holds what cannot be sent: quotation marks of a text, a line break, other scripts."""

    template = "The key for “{endpoint}” was not used, because it holds characters that no key has."
    hint_template = "Copy the key alone, without what stands around it, and enter it again."


class RemoteFault(Fault):
    """A server failed in a way that has no sentence of its own."""

    template = "“{endpoint}” could not answer: {reason}."
    hint_template = "Try again, or choose a model on this computer."


class RemoteUnreachable(RemoteFault):
    """No connection comes about."""

    template = "“{endpoint}” cannot be reached at {host} ({reason})."
    hint_template = "Check that the server runs and that its address is right, or choose a model on this computer."


class RemoteUntrusted(RemoteFault):
    """The certificate does not prove that the server is who it should be."""

    template = "“{endpoint}” was not asked, because {host} cannot prove who it is ({reason})."
    hint_template = "Check the address. A certificate of your own must be known to this computer's system."


class RemoteKeyRefused(RemoteFault):
    """401 or 403."""

    template = "“{endpoint}” does not accept the key ({status})."
    hint_template = "Enter its key again on the Models page, or with lectern endpoints key {endpoint}."


class RemoteKeyMissing(RemoteFault):
    """401 or 403, and no key was sent: none was ever entered, or the keyring has it no more."""

    template = "“{endpoint}” wants a key ({status}), and none is kept for it."
    hint_template = "Enter one on the Models page, or with lectern endpoints key {endpoint}."


class RemoteModelMissing(RemoteFault):
    """404 for a model."""

    template = "“{endpoint}” has no model named “{model}”."
    hint_template = "Choose one of its models on the Models page; lectern endpoints test {endpoint} lists them."


class RemoteBusy(RemoteFault):
    """429 or 503, also after waiting."""

    template = "“{endpoint}” is busy ({status}) and asks to wait."
    hint_template = "Ask again in {seconds} s, or choose another model."


class RemoteFailed(RemoteFault):
    """A 5xx, or an error told inside the stream."""

    template = "“{endpoint}” failed: {reason}."
    hint_template = "Try again. If it stays, the server's own log tells more."


class RemoteCut(RemoteFault):
    """The connection ended in the middle of the answer."""

    template = "The connection to “{endpoint}” was lost in the middle of the answer."
    hint_template = "What came is kept. Ask again."


class RemoteSilent(RemoteFault):
    """Nothing came for long."""

    template = "“{endpoint}” said nothing for {seconds} s."
    hint_template = "It may be loading a model. Ask again, or choose another."


class RemoteRedirected(RemoteFault):
    """The server sends us elsewhere, where a key does not go."""

    template = "“{endpoint}” sends its visitors on to {host}, where nothing was sent."
    hint_template = "If you trust that address, enter it for this server."


class NotAnEndpoint(RemoteFault):
    """What answers does not speak OpenAI's protocol."""

    template = "What answers at {host} does not speak OpenAI's protocol ({reason})."
    hint_template = "Check the address; it usually ends with /v1."
