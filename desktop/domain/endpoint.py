"""A server that answers in place of a model on this computer: its name, its address, and what follows from it."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit, urlunsplit

import msgspec

from desktop.domain.model import ModelInfo
from desktop.errors import UsageError

#: Tokens of context when neither the server nor the user says: what the smallest usual servers are started with.
USUAL_CONTEXT = 8192
_NAME = re.compile(r"[^\s@/\\“”]+(?: [^\s@/\\“”]+)*")
_SCHEMES = {"http": 80, "https": 443}


class Endpoint(msgspec.Struct, frozen=True):
    """A server that speaks OpenAI's protocol. Its key is never part of this value.

    Attributes:
        name: what the user calls it; no “@”, so that MODEL@NAME can be read back.
        url: address below which /models and /chat/completions are.
        model: the server's own name of the chosen model; empty while none is chosen.
        context: tokens that the model reads at once; 0: what the server says, else `USUAL_CONTEXT`.
        plain: whether the user allowed the key to travel unencrypted.
        sees: whether the user says that the chosen model sees pictures, which no server tells.
    """

    name: str
    url: str
    model: str = ""
    context: int = 0
    plain: bool = False
    sees: bool = False

    @property
    def host(self) -> str:
        """The host, with its port where that is not the usual one."""
        return urlsplit(self.url).netloc

    @property
    def leaves(self) -> bool:
        """Whether what is asked leaves this computer: the address is no loopback address."""
        return not is_loopback(urlsplit(self.url).hostname or "")

    @property
    def exposed(self) -> bool:
        """Whether others on the way can read along: unencrypted, and to another computer."""
        return self.leaves and urlsplit(self.url).scheme != "https"

    @property
    def origin(self) -> str:
        """Scheme, host and port: whom a key is meant for."""
        return origin(self.url)


def checked(
    name: str, url: str, model: str = "", context: int = 0, *, plain: bool = False, sees: bool = False
) -> Endpoint:
    """Return the endpoint that a person described, its address completed: "localhost:8000" is http and ends with /v1.

    Raises:
        UsageError: the name or the address cannot be used.
    """
    name = " ".join(name.split())
    if not _NAME.fullmatch(name) or len(name) > 40:
        raise UsageError(what="The name of a server is up to 40 characters, without “@” and slashes.")
    return Endpoint(name, complete(url), model.strip(), max(0, context), plain, sees)


def complete(url: str, path: str = "/v1") -> str:
    """Return the address of a server in full, with `path` where it has none.

    Raises:
        UsageError: it is no web address, or holds a password.
    """
    given = url.strip()
    try:
        parts = urlsplit(given if "://" in given else f"{_likely_scheme(given)}://{given}")
        usable = parts.port != 0 and bool(re.fullmatch(r"[\w.:-]+", parts.hostname or ""))
    except ValueError:  # brackets or a port that cannot be
        usable = False
    if not usable or parts.scheme not in _SCHEMES or len(given) > 2000:
        raise UsageError(what=f"This is no address of a server: “{given[:100]}”.")
    if "@" in parts.netloc:
        raise UsageError(what="A password does not belong in the address; the key has a field of its own.")
    if parts.query or parts.fragment:
        raise UsageError(what="The address of a server has no “?” and no “#”.")
    given_path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return urlunsplit((parts.scheme, parts.netloc.lower(), given_path or path, "", ""))


def origin(url: str) -> str:
    """Return scheme, host and port of an address, the port always written."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{parts.scheme}://{host}:{parts.port or _SCHEMES.get(parts.scheme, 0)}"


def is_loopback(host: str) -> bool:
    """Whether a host is this computer itself, by its name or number alone; nothing is looked up."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def model_at(endpoint: Endpoint, context: int = 0) -> ModelInfo:
    """Return the chosen model of a server as the rest of Lectern knows models.

    Args:
        context: what the server said of the model's length; 0: nothing.
    """
    return ModelInfo(
        path=address_of(endpoint),
        name=address_of(endpoint),
        architecture="",
        parameters=0,
        quantisation="",
        context_length=endpoint.context or context or USUAL_CONTEXT,
        size=0,
        endpoint=endpoint.name,
        leaves=endpoint.leaves,
        pictures=endpoint.sees,
    )


def address_of(endpoint: Endpoint) -> str:
    """Return MODEL@NAME, by which the model is chosen and shown."""
    return f"{endpoint.model}@{endpoint.name}"


def named(address: str, endpoints: tuple[Endpoint, ...]) -> Endpoint | None:
    """Return the endpoint that MODEL@NAME or @NAME means, with that model; None when it means none of them."""
    model, mark, name = address.strip().rpartition("@")
    found = next((endpoint for endpoint in endpoints if endpoint.name.casefold() == name.casefold()), None)
    if not mark or found is None:
        return None
    return msgspec.structs.replace(found, model=model or found.model)


def _likely_scheme(given: str) -> str:
    """Names of the public internet are reached encrypted; numbers and names of the own network seldom are."""
    host = urlsplit(f"//{given}").hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return "https" if "." in host and not host.endswith((".local", ".lan", ".localhost", ".internal")) else "http"
    return "http"
