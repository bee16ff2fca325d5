"""What crosses the pipe to the process that speaks with servers, and how patient it is with them."""

from __future__ import annotations

import msgspec

from desktop.domain.endpoint import Endpoint
from desktop.domain.model import ChatMessage, Sampling
from desktop.keys import Key


class Patience(msgspec.Struct, frozen=True):
    """The one retry policy, and when a server counts as gone.

    Attributes:
        waits: seconds before each new try of a request that a busy server (429, 502, 503, 504) refused; what the
            server itself asks for goes before. Once words came, nothing is asked again.
        longest: seconds that are waited at most for one try; a server that asks for more is told to the user instead.
        connect: seconds for a connection to come about.
        silent: seconds without a byte: servers load models and read long prompts without a word.
    """

    waits: tuple[float, ...] = (1.0, 3.0, 8.0)
    longest: float = 30.0
    connect: float = 10.0
    silent: float = 300.0

    @property
    def whole(self) -> float:
        """Seconds after which even the most patient request has said something."""
        return self.silent + self.connect + len(self.waits) * (self.longest + self.connect) + 30.0


class Server(msgspec.Struct, frozen=True):
    """Whom to ask. `journal` is the file to which each connection is written; empty for none."""

    endpoint: Endpoint
    key: Key = Key()
    journal: str = ""


class Look(msgspec.Struct, frozen=True, tag="look"):
    """Ask which models there are; replies `Seen`."""

    server: Server


class Write(msgspec.Struct, frozen=True, tag="write"):
    """Have the server write the next message; replies `Piece` as they come, then `Written`.

    Attributes:
        sampling: of which temperature and seed are told.
        max_tokens: 0: as the server does by itself.
        options: variables for its chat template ("enable_thinking", "reasoning_effort").
    """

    server: Server
    messages: tuple[ChatMessage, ...]
    sampling: Sampling = Sampling()
    max_tokens: int = 0
    stop: tuple[str, ...] = ()
    options: dict[str, bool | int | str] = {}


class Offered(msgspec.Struct, frozen=True):
    """A model of a server; `context` is 0 where the server does not say."""

    id: str
    context: int = 0


class Seen(msgspec.Struct, frozen=True, tag="seen"):
    """The models of a server. `listed` is false where it keeps no list, which some servers do not."""

    models: tuple[Offered, ...]
    listed: bool = True


class Waiting(msgspec.Struct, frozen=True, tag="waiting"):
    """The server is busy; it is asked again in so many seconds."""

    seconds: float


class Piece(msgspec.Struct, frozen=True, tag="piece"):
    """More of the reply. `thought` says that the server marked it as a thought."""

    text: str
    thought: bool = False


class Written(msgspec.Struct, frozen=True, tag="written"):
    """The reply is complete, or was cut at its length. Token counts are 0 where the server does not count."""

    cut: bool
    prompt_tokens: int = 0
    cached_tokens: int = 0
    answer_tokens: int = 0


RemoteRequest = Look | Write
RemoteReply = Seen | Waiting | Piece | Written
