"""The hub's protocol: where a file is, how long it is, what it hashes to, and its bytes from any place on."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from urllib.parse import quote, urljoin, urlsplit

import httpx
import msgspec

from desktop import journal
from desktop.engine.proxies import CERTIFICATES, hindrance, proxy_of, useless_left_out
from desktop.errors import DownloadFailed, DownloadRefused, UsageError

PUBLIC = "https://huggingface.co"
MOST_REDIRECTS = 6
#: Seconds to connect.
CONNECT_SECONDS = 15.0
LONGEST_LIST = 16 << 20
ENDLESS = "the hub redirects without end"
NOWHERE = "the hub gave an address that is none"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_REPO = re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}")
#: Answers that another try may mend.
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_REFUSALS = {
    401: "the hub has no such repository, or asks for a login to it",
    403: "the hub does not allow access to it",
    404: "the hub has no such file",
    410: "it was removed from the hub",
    451: "it is not available for legal reasons",
}


class Lost(Exception):
    """The connection was lost or the server is busy: worth another try, after `wait` seconds if given."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


class Remote(msgspec.Struct, frozen=True):
    """What the hub says about a file.

    Attributes:
        url: the hub's own address of it, which leads to its bytes.
        size: bytes; -1 when it does not say.
        sha256: empty when it does not say.
        tag: changes when the file does.
        about: repository and file, for the list of connections.
    """

    url: str
    size: int
    sha256: str
    tag: str
    about: str = ""


class Hub:
    """Knows the address of a hub and holds the connection to it; proxies come from the environment."""

    def __init__(self, endpoint: str, silent: float, log: str = "") -> None:
        """Prepare.

        Args:
            silent: seconds without a byte before a connection counts as lost.
            log: the journal that each connection is written into; empty for none.

        Raises:
            UsageError: the address is none.
            DownloadFailed: the system's proxy or certificates are of no use.
        """
        self.endpoint = (endpoint or PUBLIC).rstrip("/")
        self._log = log
        if not _is_address(self.endpoint):
            said = f"The address of the hub, “{endpoint[:100]}”, is none. HF_ENDPOINT or Settings name it."
            raise UsageError(what=said)
        host = urlsplit(self.endpoint).netloc.rpartition("@")[2]
        if reason := hindrance(self.endpoint):
            raise DownloadFailed(file=host, reason=reason)
        timeout = httpx.Timeout(silent, connect=CONNECT_SECONDS)
        heads = {"User-Agent": "lectern", "Accept-Encoding": "identity"}
        try:
            with useless_left_out():
                self._client = httpx.Client(timeout=timeout, follow_redirects=False, headers=heads)
        except OSError:
            raise DownloadFailed(file=host, reason=CERTIFICATES) from None

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, repo: str, file: str, revision: str) -> Remote:
        """Ask about a file.

        The hub sends on to where the bytes are, by an address that is signed for the very kind of request that asked: a
        HEAD would be refused there after a GET, and the other way around. So the hub alone is asked, as far as it says
        enough.

        Raises:
            Lost: try again.
            DownloadFailed: the hub refuses.
        """
        checked(repo, file)
        url = f"{self.endpoint}/{quote(repo)}/resolve/{quote(revision, safe='')}/{quote(file)}"
        told = Remote(url, -1, "", "", f"{repo}/{file}")
        for _ in range(MOST_REDIRECTS):
            away = urlsplit(url).netloc != urlsplit(told.url).netloc
            try:
                with self._sent("HEAD", url, file, about=told.about) as answer:
                    told = _told(told, answer)
                    if not answer.is_redirect:
                        return told if away else msgspec.structs.replace(told, url=url)
                    target = self._redirected(url, answer.headers.get("location", ""), file)
            except DownloadFailed:
                if not away:
                    raise
                return told
            if not away:
                told = msgspec.structs.replace(told, url=url)
            if told.size >= 0 and urlsplit(target).netloc != urlsplit(told.url).netloc:
                return told
            url = target
        raise DownloadFailed(file=file, reason=ENDLESS)

    @contextlib.contextmanager
    def bytes_from(self, remote: Remote, start: int, file: str) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Open the file at `start`; give the place where the server really begins, 0 or `start`, and the bytes.

        Raises:
            Lost, DownloadFailed: as `ask`; also while the bytes are read.
        """
        headers = {"Range": f"bytes={start}-"} if start else {}
        with self._followed(remote.url, file, headers, about=remote.about) as answer:
            begins = 0
            if answer.status_code == httpx.codes.PARTIAL_CONTENT:
                found = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("content-range", ""))
                if not found or int(found[1]) != start:
                    raise Lost("the server sent another part than was asked for")
                begins = start
            yield begins, self._chunks(answer)

    def list(self, repo: str, revision: str) -> bytes:
        """Return the hub's list of a repository's files (JSON).

        Raises:
            Lost, DownloadFailed: as `ask`.
        """
        checked(repo, "")
        url = f"{self.endpoint}/api/models/{quote(repo)}/tree/{quote(revision, safe='')}?recursive=true"
        content = b""
        with self._followed(url, repo, about=repo) as answer:  # a repository that was renamed has another name
            for chunk in self._chunks(answer):
                content += chunk
                if len(content) > LONGEST_LIST:
                    raise DownloadFailed(file=repo, reason="its list of files is too long")
        return content

    @contextlib.contextmanager
    def _followed(
        self, url: str, file: str, headers: dict[str, str] | None = None, *, about: str
    ) -> Iterator[httpx.Response]:
        """Get what is at an address, or where that leads."""
        own = urlsplit(url).netloc
        for _ in range(MOST_REDIRECTS):
            away = urlsplit(url).netloc != own
            with self._sent("GET", url, file, headers, about=about, expires=away) as answer:
                if not answer.is_redirect:
                    yield answer
                    return
                url = self._redirected(url, answer.headers.get("location", ""), file)
        raise DownloadFailed(file=file, reason=ENDLESS)

    @contextlib.contextmanager
    def _sent(
        self,
        method: str,
        url: str,
        file: str,
        headers: dict[str, str] | None = None,
        *,
        about: str,
        expires: bool = False,
    ) -> Iterator[httpx.Response]:
        """Send; `expires` for addresses that are good for a while only, where a refusal means: ask for a new one."""
        place = urlsplit(url)
        host = f"{place.scheme}://{place.netloc.rpartition('@')[2]}"
        answered = False
        try:
            with self._client.stream(method, url, headers=headers) as answer:
                answered = True
                length = _number(answer.headers.get("content-length")) if method == "GET" else 0
                refused = answer.status_code >= 400
                journal.note(self._log, host, "download", about, received=max(length, 0), failed=refused)
                if expires and answer.status_code in {400, 401, 403, 404, 410}:
                    raise Lost("the address of the file has expired")
                _accept(answer, file)
                yield answer
        except httpx.HTTPError as error:
            raise Lost(_plain(error, url)) from None
        except httpx.InvalidURL:
            raise DownloadFailed(file=file, reason=NOWHERE) from None
        finally:
            if not answered:
                journal.note(self._log, host, "download", about, failed=True)

    @staticmethod
    def _chunks(answer: httpx.Response) -> Iterator[bytes]:
        try:
            yield from answer.iter_raw()
        except httpx.HTTPError as error:
            raise Lost(_plain(error, str(answer.url))) from None

    def _redirected(self, url: str, target: str, file: str) -> str:
        try:
            joined = urljoin(url, target)
            scheme = urlsplit(joined).scheme
        except ValueError:
            raise DownloadFailed(file=file, reason=NOWHERE) from None
        if scheme not in {"http", "https"} or (scheme == "http" and urlsplit(url).scheme == "https"):
            raise DownloadFailed(file=file, reason="the hub redirects to an address that is not safe")
        return joined


def checked(repo: str, file: str) -> None:
    """Refuse names that could lead elsewhere.

    Raises:
        UsageError: it is no name of a repository or of a file in one.
    """
    if not _REPO.fullmatch(repo) or ".." in repo:
        raise UsageError(what=f"“{repo[:100]}” is no name of a repository on the hub.")
    parts = file.split("/")
    if file and (file.startswith("/") or "\\" in file or any(part in {"", ".", ".."} for part in parts)):
        raise UsageError(what=f"“{file[:100]}” is no file of a repository.")


def _accept(answer: httpx.Response, file: str) -> None:
    status = answer.status_code
    if status in _PASSING:
        wait = _number(answer.headers.get("retry-after"))
        raise Lost(f"the server is busy ({status})", min(max(wait, 0), 60))
    if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        raise Lost("the server has fewer bytes than were kept")
    if status >= 400:
        raise DownloadRefused(file=file, reason=_REFUSALS.get(status, f"the hub answered {status}"))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else -1


def _plain(error: httpx.HTTPError, url: str) -> str:
    if isinstance(error, httpx.ConnectTimeout | httpx.ReadTimeout | httpx.PoolTimeout | httpx.WriteTimeout):
        return "the server did not answer in time"
    if isinstance(error, httpx.ConnectError):
        proxy = proxy_of(url)
        return f"the proxy {proxy} cannot be reached" if proxy else "the server cannot be reached"
    if isinstance(error, httpx.ProxyError):
        return f"the proxy {proxy_of(url)} refused"
    return "the connection was lost"


def _told(before: Remote, answer: httpx.Response) -> Remote:
    """Return what is known of a file after one more answer about it; what was told first stands."""
    heads = answer.headers
    size = max(before.size, _number(heads.get("x-linked-size")))
    if size < 0 and not answer.is_redirect:
        size = _number(heads.get("content-length"))
    named = (heads.get("x-linked-etag") or heads.get("etag") or "").removeprefix("W/").strip('"')
    sha256 = before.sha256 or (named if _SHA256.fullmatch(named) else "")
    return msgspec.structs.replace(before, size=size, sha256=sha256, tag=before.tag or named)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return False
