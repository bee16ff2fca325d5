"""The frames that cross the pipe between a process and its child; msgpack, validated on arrival, never pickled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import msgspec

from desktop.worker.cancel import Cancel


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """Parent to child: do this; `body` is a request of the service."""

    id: int
    body: msgspec.Raw


class Stop(msgspec.Struct, frozen=True, tag="stop"):
    """Parent to child: the answer to this request is no longer wanted."""

    id: int


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """Child to parent: the service is built and waits."""


class Began(msgspec.Struct, frozen=True, tag="began"):
    """Child to parent: the work on this request begins; a child that ends before has done nothing of it."""

    id: int


class Said(msgspec.Struct, frozen=True, tag="said"):
    """Child to parent: a part of the answer; `body` is a reply of the service."""

    id: int
    body: msgspec.Raw


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """Child to parent: the answer is complete."""

    id: int


class Broke(msgspec.Struct, frozen=True, tag="broke"):
    """Child to parent: the request failed; name and values of an error of desktop.errors. Id 0: the service itself."""

    id: int
    kind: str
    values: dict[str, str]


Down = Ask | Stop
Up = Ready | Began | Said | Ended | Broke


class Limits(msgspec.Struct, frozen=True):
    """What a child may use; 0 means no limit.

    Attributes:
        memory: bytes of address space (RLIMIT_AS).
        cpu: seconds of CPU time (RLIMIT_CPU).
        files: open file descriptors (RLIMIT_NOFILE).
        written: bytes of any one file that it writes (RLIMIT_FSIZE).
        most_memory, most_cpu: up to which the child may raise its limits itself; 0 means not at all.
    """

    memory: int = 0
    cpu: int = 0
    files: int = 0
    written: int = 0
    most_memory: int = 0
    most_cpu: int = 0


class Service(Protocol):
    """What runs in a child: requests in, replies out.

    A module names it by a factory ``(config: bytes) -> Service``, which the child resolves from its dotted name.
    """

    #: The type that request bodies are validated as (a Struct or a union of tagged Structs).
    requests: Any

    def lane(self, request: Any) -> str:
        """Name the lane that `request` waits in; requests of one lane run one after the other."""
        ...

    def handle(self, request: Any, cancel: Cancel) -> Iterator[msgspec.Struct]:
        """Answer in parts; look at `cancel` between steps."""
        ...

    def close(self) -> None:
        """Let go of files; called at the end of the pipe."""
        ...
