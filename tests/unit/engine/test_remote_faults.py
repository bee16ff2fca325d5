"""Statuses and words of servers, as the sentence that helps."""

from __future__ import annotations

import socket

import pytest

from desktop.domain.endpoint import Endpoint
from desktop.engine.remote_faults import not_reached, refused, told, unknown_parameter
from desktop.engine.remote_protocol import Server
from desktop.errors import (
    ContextFull,
    NotAnEndpoint,
    RemoteFailed,
    RemoteFault,
    RemoteModelMissing,
    RemoteRedirected,
    RemoteUnreachable,
)
from desktop.keys import Key

SERVER = Server(Endpoint("office", "https://a.com/v1", "big"), Key("sk-secret"))

#: How llama-cpp-python, vLLM, OpenAI, llama-server and Ollama say that a prompt is too long.
TOO_LONG = [
    "Requested tokens (9000) exceed context window of 2048",
    "This model's maximum context length is 2048 tokens. However, you requested 9000 tokens in the messages",
    "the request exceeds the available context size. try increasing the context size (9000 > 2048)",
    "The input (9,000 tokens) is longer than the model's context length (2,048 tokens).",
]


@pytest.mark.parametrize("said", TOO_LONG)
@pytest.mark.parametrize("status", [400, 500])
def test_prompt_that_is_too_long_is_told_with_numbers(said: str, status: int) -> None:
    error = refused(SERVER, "big", status, {"message": said})
    assert isinstance(error, ContextFull)
    assert error.values == {"needed": "9000", "limit": "2048"}
    assert not unknown_parameter(400, {"message": said})


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (404, {"message": "model 'big' not found"}, RemoteModelMissing),
        (404, {"detail": "Not Found"}, NotAnEndpoint),
        (404, "<html>nginx</html>", NotAnEndpoint),
        (405, None, NotAnEndpoint),
        (500, None, RemoteFailed),
        (308, None, RemoteRedirected),
        (402, {"error": {"message": "You have no credit."}}, RemoteFault),
        (422, {"detail": [{"msg": "temperature must be positive"}]}, RemoteFault),
    ],
)
def test_each_status_has_its_fault(status: int, body: object, kind: type[RemoteFault]) -> None:
    error = refused(SERVER, "big", status, body, location="https://b.com/v1")
    assert type(error) is kind
    assert "{" not in str(error)
    assert "<" not in str(error)


def test_words_of_the_server_are_short_and_without_the_key() -> None:
    error = refused(SERVER, "big", 500, {"message": "the key sk-secret\nis\tfine. " + "x" * 999})
    assert "sk-secret" not in str(error)
    assert "the key … is fine" in error.message
    assert len(error.message) < 300
    assert "sk-secret" not in str(told(SERVER, "sk-secret"))
    assert "did not say why" in str(told(SERVER, ""))


def test_parameters_may_be_unknown_only_where_a_request_is_refused() -> None:
    assert unknown_parameter(400, {"message": "Unsupported parameter: stream_options"})
    assert not unknown_parameter(500, {"message": "Unsupported parameter"})


def test_connection_that_did_not_come_about() -> None:
    outer = ConnectionError("All connection attempts failed")
    outer.__cause__ = socket.gaierror(-2, "Name or service not known")
    assert "no computer has this name" in str(not_reached(SERVER, outer))
    assert "no answer within 10 s" in str(not_reached(SERVER, TimeoutError(), 10.0))
    error = not_reached(SERVER, ConnectionRefusedError(111, "Connection refused"))
    assert isinstance(error, RemoteUnreachable)
    assert "nobody listens there" in error.message
