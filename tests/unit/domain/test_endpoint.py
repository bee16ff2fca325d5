"""Servers by their addresses: completed, refused, told from this computer, and named as MODEL@SERVER."""

from __future__ import annotations

import pytest

from desktop.domain.endpoint import Endpoint, address_of, checked, complete, model_at, named, origin
from desktop.errors import UsageError


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("localhost:11434", "http://localhost:11434/v1"),
        ("127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1"),
        ("192.168.1.5:8000", "http://192.168.1.5:8000/v1"),
        ("gpu.local", "http://gpu.local/v1"),
        ("LLM.Example.com", "https://llm.example.com/v1"),
        ("https://example.com/openai/v1/chat/completions", "https://example.com/openai/v1"),
        ("http://[::1]:8000", "http://[::1]:8000/v1"),
    ],
)
def test_address_is_completed(given: str, meant: str) -> None:
    assert complete(given) == meant
    assert complete(meant) == meant


@pytest.mark.parametrize(
    "given",
    [
        "",
        "ftp://x/v1",
        "http://",
        "https://user:secret@x.com",
        "http://x:99999",
        "http://x/v1?key=1",
        "a b",
        "http://[bad",
    ],
)
def test_what_is_no_address(given: str) -> None:
    with pytest.raises(UsageError) as told:
        complete(given)
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("name", ["", "a@b", "a/b", "x" * 41])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(UsageError):
        checked(name, "localhost")


@pytest.mark.parametrize(
    ("url", "leaves", "exposed"),
    [
        ("http://localhost:1/v1", False, False),
        ("http://127.9.9.9/v1", False, False),
        ("http://[::1]:5/v1", False, False),
        ("http://192.168.1.5/v1", True, True),
        ("https://example.com/v1", True, False),
        ("http://localhost.example.com/v1", True, True),
    ],
)
def test_what_leaves_this_computer(url: str, leaves: bool, exposed: bool) -> None:
    endpoint = Endpoint("x", url)
    assert (endpoint.leaves, endpoint.exposed) == (leaves, exposed)


def test_origin_is_whom_a_key_is_meant_for() -> None:
    assert origin("https://example.com/v1") == origin("https://example.com:443/other") == "https://example.com:443"
    assert origin("http://example.com/v1") != origin("https://example.com/v1")
    assert origin("http://[::1]:5/v1") == "http://[::1]:5"


def test_model_is_named_with_its_server() -> None:
    office, lab = Endpoint("office", "https://a.com/v1", "big"), Endpoint("My lab", "https://b.com/v1")
    both = (office, lab)
    assert named("small@office", both) == Endpoint("office", "https://a.com/v1", "small")
    assert named("@OFFICE", both) == office
    assert named("org/model@v2@my lab", both) == Endpoint("My lab", "https://b.com/v1", "org/model@v2")
    for other in ("big", "big@home", "/home/me@office/x.gguf", "office"):
        assert named(other, both) is None
    assert named(address_of(office), both) == office


def test_model_of_a_server_is_not_small_and_has_a_length() -> None:
    model = model_at(Endpoint("office", "https://a.com/v1", "big"), 32768)
    assert (model.small, model.leaves, model.context_length, model.path) == (False, True, 32768, "big@office")
    assert model_at(Endpoint("office", "https://a.com/v1", "big", context=4096), 32768).context_length == 4096
    assert model_at(Endpoint("office", "http://localhost/v1", "big")).context_length == 8192
