"""Keys of servers, kept by the operating system's keyring; where there is none, only until Lectern ends."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import Any

import msgspec

#: What the keyring files our keys under.
SERVICE = "lectern"
#: A key for one run, for scripts on machines without a keyring.
VARIABLE = "LECTERN_KEY"
#: From this priority on the keyring library recommends a backend.
RECOMMENDED = 1.0


class Key(msgspec.Struct, frozen=True):
    """A key on its way from the keyring to the process that sends it; it does not show itself."""

    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __repr__(self) -> str:
        return "Key(…)" if self.text else "Key()"

    @property
    def sendable(self) -> bool:
        """Whether it can stand in a line of HTTP: ASCII without spaces, unlike what stands around a copied key."""
        return all("!" <= letter <= "~" for letter in self.text)

    def hidden_in(self, words: str) -> str:
        """Return `words` without the key, should somebody have repeated it."""
        return words.replace(self.text, "…") if len(self.text) > 3 else words


class Keys:
    """Knows the keys of this session, and asks the keyring for others, which may ask the user and block. Thread-safe.

    A key belongs to a name and to an origin (scheme, host, port) together: a server whose address is changed, by
    whomever, is never sent the key that was meant for another.
    """

    def __init__(self) -> None:
        self._session: dict[str, str] = {}
        self._lock = threading.Lock()

    def get(self, name: str, origin: str) -> Key:
        """Return the key; an empty one where none is known."""
        place = _place(name, origin)
        with self._lock:
            if place in self._session:
                return Key(self._session[place])
            found = ""
            with contextlib.suppress(Exception):  # every backend has faults of its own; without it there is no key
                found = _keyring().get_password(SERVICE, place) or ""
            if found:
                self._session[place] = found
            return Key(found or os.environ.get(VARIABLE, "").strip())

    def keep(self, name: str, origin: str, key: Key) -> bool:
        """Keep a key, or forget it when it is empty; return whether it lasts beyond this session."""
        place = _place(name, origin)
        with self._lock:
            if not key:
                self._forget(place)
                return True
            self._session[place] = key.text
            if not _lasts():
                return False
            try:
                _keyring().set_password(SERVICE, place, key.text)
            except Exception:
                return False
            return True

    def forget(self, name: str, origin: str) -> None:
        """Forget a key here and in the keyring."""
        with self._lock:
            self._forget(_place(name, origin))

    def lasting(self) -> bool:
        """Return whether there is a keyring that keeps keys beyond this session."""
        return _lasts()

    def _forget(self, place: str) -> None:
        self._session.pop(place, None)
        with contextlib.suppress(Exception):
            _keyring().delete_password(SERVICE, place)


def _place(name: str, origin: str) -> str:
    return f"{name} at {origin}"


def _lasts() -> bool:
    """Return whether there is a keyring of the recommended kind; those below are none, or keep keys in plain files."""
    with contextlib.suppress(Exception):
        return float(_keyring().get_keyring().priority) >= RECOMMENDED
    return False


def _keyring() -> Any:
    """Import it when a key is first wanted: looking for backends takes a third of a second."""
    import keyring

    return keyring
