"""Keys: in the keyring where there is one, else for the session; bound to name and origin; never shown."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from desktop.keys import SERVICE, VARIABLE, Key, Keys
from tests.keyring_fake import MemoryKeyring, with_keyring

HOME = "https://a.com:443"


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    with with_keyring() as made:
        yield made


def test_key_is_kept_in_the_keyring(ring: MemoryKeyring) -> None:
    assert Keys().lasting()
    assert Keys().keep("office", HOME, Key("sk-1"))
    assert Keys().get("office", HOME) == Key("sk-1"), "another session finds it"
    assert ring.kept == {(SERVICE, f"office at {HOME}"): "sk-1"}
    Keys().forget("office", HOME)
    assert not Keys().get("office", HOME)
    assert not ring.kept


def test_empty_key_forgets(ring: MemoryKeyring) -> None:
    keys = Keys()
    keys.keep("office", HOME, Key("sk-1"))
    assert keys.keep("office", HOME, Key())
    assert not ring.kept
    assert not keys.get("office", HOME)


def test_key_is_bound_to_name_and_origin(ring: MemoryKeyring) -> None:
    keys = Keys()
    keys.keep("office", HOME, Key("sk-1"))
    assert not keys.get("office", "https://evil.com:443")
    assert not keys.get("office", "http://a.com:80")
    assert not keys.get("lab", HOME)


def test_without_a_keyring_a_key_lasts_for_the_session(ring: MemoryKeyring) -> None:
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    keys = Keys()
    assert not keys.lasting()
    assert not keys.keep("office", HOME, Key("sk-1"))
    assert keys.get("office", HOME) == Key("sk-1")
    assert not Keys().get("office", HOME)
    keys.forget("office", HOME)
    assert not keys.get("office", HOME)


def test_keyring_that_breaks_is_none(ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: str) -> str:
        raise RuntimeError("the bus is gone")

    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(ring, name, broken)
    keys = Keys()
    assert not keys.get("office", HOME)
    assert not keys.keep("office", HOME, Key("sk-1"))
    assert keys.get("office", HOME) == Key("sk-1")
    keys.forget("office", HOME)


def test_variable_serves_where_no_key_is_kept(ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "sk-env")
    keys = Keys()
    assert keys.get("office", HOME) == Key("sk-env")
    keys.keep("office", HOME, Key("sk-1"))
    assert keys.get("office", HOME) == Key("sk-1")


def test_key_does_not_show_itself() -> None:
    key = Key("sk-very-secret")
    assert "secret" not in f"{key!r} {key}"
    assert key.hidden_in("no sk-very-secret here") == "no … here"
    assert (bool(key), bool(Key())) == (True, False)
