"""The proxies that the system names: which one an address goes through, and those that are of no use here."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

#: Kinds that the HTTP clients speak by themselves, and those for which they need a package.
_SPOKEN, _SOCKS = ("http", "https"), ("socks5", "socks5h")
_VARIABLES = ("http_proxy", "https_proxy", "all_proxy")
#: Held while the environment is read or changed: looking at a repository and downloading go on side by side.
_LOOKING = threading.Lock()
#: Why nothing can be sent where the clients cannot read what the system trusts.
CERTIFICATES = "the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read"


def proxy_of(url: str) -> str:
    """Return the proxy that an address is reached through, without its password; empty for none."""
    return _shown(_named(urlsplit(url).scheme, urlsplit(url).hostname or ""))


def hindrance(url: str) -> str:
    """Return why the proxy that `url` would be reached through is of no use; empty where nothing is in the way.

    What would have to go through such a proxy must not be sent at all, and never around it.
    """
    host = urlsplit(url).hostname or ""
    with _LOOKING:  # what begins unencrypted may be sent on to an address that is encrypted
        proxies = [_named(scheme, host) for scheme in (urlsplit(url).scheme, "https")]
    wrong = next(filter(_useless, proxies), "")
    return f"the proxy {_shown(wrong)} is no HTTP proxy; HTTPS_PROXY can name one" if wrong else ""


@contextlib.contextmanager
def useless_left_out() -> Iterator[None]:
    """Hide proxies of no use while a client is made: it refuses to begin where one is named, also beside a good one."""
    with _LOOKING:
        hidden = {
            name: os.environ.pop(name)
            for name, proxy in list(os.environ.items())
            if name.lower() in _VARIABLES and _useless(_complete(proxy))
        }
        try:
            yield
        finally:
            os.environ.update(hidden)


def _named(scheme: str, host: str) -> str:
    named = getproxies()
    proxy = named.get(scheme) or named.get("all") or ""
    return "" if not proxy or proxy_bypass(host) else _complete(proxy)


def _complete(proxy: str) -> str:
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"


def _useless(proxy: str) -> bool:
    kind = proxy.partition("://")[0].lower()
    known = (*_SPOKEN, *_SOCKS) if importlib.util.find_spec("socksio") else _SPOKEN
    return bool(proxy) and kind not in known


def _shown(proxy: str) -> str:
    kind, mark, place = proxy.partition("://")
    return f"{kind}{mark}{place.split('/')[0].rpartition('@')[2]}"
