"""The hub's protocol: where a file is, how long it is, what it hashes to, and its bytes from any place on."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from urllib.parse import quote, urljoin, urlsplit

import httpx
import msgspec

from desktop import journal
from desktop.errors import DownloadFailed, UsageError

PUBLIC = "https://huggingface.co"
MOST_REDIRECTS = 6
#: Seconds to connect.
CONNECT_SECONDS = 15.0
LONGEST_LIST = 16 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_REPO = re.compile(r"[\w.-]{1,96}/[\w.-]{1,96}")
#: Answers that another try may mend.
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_REFUSALS = {
    401: "the hub asks for a login to this repository",
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
        url: where its bytes are, after redirects.
        size: bytes; -1 when it does not say.
        sha256: empty when it does not say.
        tag: changes when the file does.
        about: repository and file, for the list of connections.
        moved: whether the hub pointed elsewhere, to an address that is good for a while only.
    """

    url: str
    size: int
    sha256: str
    tag: str
    about: str = ""
    moved: bool = False


class Hub:
    """Knows the address of a hub and holds the connection to it; proxies come from the environment."""

    def __init__(self, endpoint: str, silent: float, log: str = "") -> None:
        """Prepare.

        Args:
            silent: seconds without a byte before a connection counts as lost.
            log: the journal that each connection is written into; empty for none.

        Raises:
            UsageError: the address is none.
        """
        self.endpoint = (endpoint or PUBLIC).rstrip("/")
        self._log = log
        if urlsplit(self.endpoint).scheme not in {"http", "https"} or not urlsplit(self.endpoint).netloc:
            raise UsageError(what=f"HF_ENDPOINT is no web address: {self.endpoint[:100]}")
        timeout = httpx.Timeout(silent, connect=CONNECT_SECONDS)
        self._client = httpx.Client(
            timeout=timeout, follow_redirects=False, headers={"User-Agent": "lectern", "Accept-Encoding": "identity"}
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, repo: str, file: str, revision: str) -> Remote:
        """Ask about a file.

        Raises:
            Lost: try again.
            DownloadFailed: the hub refuses.
        """
        checked(repo, file)
        url = f"{self.endpoint}/{quote(repo)}/resolve/{quote(revision, safe='')}/{quote(file)}"
        size, sha256, tag = -1, "", ""
        for step in range(MOST_REDIRECTS):
            with self._sent("HEAD", url, file, about=f"{repo}/{file}") as answer:
                heads = answer.headers
                size = max(size, _number(heads.get("x-linked-size")))
                named = (heads.get("x-linked-etag") or heads.get("etag") or "").removeprefix("W/").strip('"')
                tag = tag or named
                if not sha256 and _SHA256.fullmatch(named):
                    sha256 = named
                if not answer.is_redirect:
                    size = size if size >= 0 else _number(heads.get("content-length"))
                    return Remote(url, size, sha256, tag, f"{repo}/{file}", moved=step > 0)
                url = self._redirected(url, heads.get("location", ""), file)
        raise DownloadFailed(file=file, reason="the hub redirects without end")

    @contextlib.contextmanager
    def bytes_from(self, remote: Remote, start: int, file: str) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Open the file at `start`; give the place where the server really begins, 0 or `start`, and the bytes.

        Raises:
            Lost, DownloadFailed: as `ask`; also while the bytes are read.
        """
        headers = {"Range": f"bytes={start}-"} if start else {}
        with self._sent("GET", remote.url, file, headers, about=remote.about, expires=remote.moved) as answer:
            if answer.is_redirect:
                raise Lost("the file moved")
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
        with self._sent("GET", url, repo, about=repo) as answer:
            for chunk in self._chunks(answer):
                content += chunk
                if len(content) > LONGEST_LIST:
                    raise DownloadFailed(file=repo, reason="its list of files is too long")
        return content

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
            raise Lost(_plain(error)) from None
        except httpx.InvalidURL:
            raise DownloadFailed(file=file, reason="the hub gave an address that is none") from None
        finally:
            if not answered:
                journal.note(self._log, host, "download", about, failed=True)

    @staticmethod
    def _chunks(answer: httpx.Response) -> Iterator[bytes]:
        try:
            yield from answer.iter_raw()
        except httpx.HTTPError as error:
            raise Lost(_plain(error)) from None

    def _redirected(self, url: str, target: str, file: str) -> str:
        joined = urljoin(url, target)
        scheme = urlsplit(joined).scheme
        if scheme not in {"http", "https"} or (scheme == "http" and urlsplit(url).scheme == "https"):
            raise DownloadFailed(file=file, reason="the hub redirects to an address that is not safe")
        return joined


def checked(repo: str, file: str) -> None:
    """Refuse names that could lead elsewhere.

    Raises:
        UsageError: it is no name of a repository or of a file in one.
    """
    if not _REPO.fullmatch(repo) or ".." in repo:
        raise UsageError(what=f"This is no name of a repository on the hub: {repo[:100]}")
    parts = file.split("/")
    if file and (file.startswith("/") or "\\" in file or any(part in {"", ".", ".."} for part in parts)):
        raise UsageError(what=f"This is no file of a repository: {file[:100]}")


def _accept(answer: httpx.Response, file: str) -> None:
    status = answer.status_code
    if status in _PASSING:
        wait = _number(answer.headers.get("retry-after"))
        raise Lost(f"the server is busy ({status})", min(max(wait, 0), 60))
    if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        raise Lost("the server has fewer bytes than were kept")
    if status >= 400:
        raise DownloadFailed(file=file, reason=_REFUSALS.get(status, f"the hub answered {status}"))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else -1


def _plain(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.ConnectTimeout | httpx.ReadTimeout | httpx.PoolTimeout | httpx.WriteTimeout):
        return "the server did not answer in time"
    if isinstance(error, httpx.ConnectError):
        return "the server cannot be reached"
    if isinstance(error, httpx.ProxyError):
        return "the proxy refused"
    return "the connection was lost"
