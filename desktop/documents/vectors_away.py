"""Vectors on a Chroma server: numbers and vectors in a collection of their own, over a connection that may fail."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import numpy as np

from desktop import journal
from desktop.documents.vectors import CONFIGURATION
from desktop.domain.endpoint import is_loopback, origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from desktop.keys import Key

#: Rows in one request: a server may take fewer than the library itself (300 on Chroma Cloud).
MOST_ROWS = 250
#: Numbers that are read at once when a collection is compared with the library.
PAGE = 5000
#: Seconds for a connection, and for an answer.
CONNECT, ANSWER = 3.0, 20.0


class IndexAway(Exception):
    """The server cannot be reached, or refused; `str` says why, to stand inside a sentence."""


class AwayIndex:
    """Knows one collection of one server; no text and no names of files go there. Thread-safe."""

    def __init__(self, url: str, name: str, key: Key, log: str = "") -> None:
        """Connect, and make the collection where there is none.

        Args:
            url: address of the server; a path names tenant and database (".../TENANT/DATABASE").
            log: the journal of what left this computer; empty for none.

        Raises:
            IndexAway: it cannot be reached, or refused.
        """
        self._url, self._name, self._log = url, name, log
        self._sent, self._answers = 0, list[Any]()
        with self._told():
            self._client = self._connected(key)
            self._collection: Any = self._client.get_or_create_collection(
                name, embedding_function=None, configuration=CONFIGURATION
            )

    def add(self, numbers: Sequence[int], vectors: NDArray[np.float32]) -> None:
        """Add unit vectors, shape (len(numbers), dimensions); numbers that are there are replaced.

        Raises:
            IndexAway.
        """
        with self._told():
            for start in range(0, len(numbers), MOST_ROWS):
                some = slice(start, start + MOST_ROWS)
                self._collection.upsert(ids=[str(number) for number in numbers[some]], embeddings=vectors[some])

    def delete(self, numbers: Sequence[int]) -> None:
        """Remove vectors.

        Raises:
            IndexAway.
        """
        with self._told():
            for start in range(0, len(numbers), MOST_ROWS):
                self._collection.delete(ids=[str(number) for number in numbers[start : start + MOST_ROWS]])

    def query(self, vector: NDArray[np.float32], k: int) -> list[tuple[int, float]]:
        """Return the `k` nearest as (number, cosine), nearest first.

        Raises:
            IndexAway.
        """
        if not np.isfinite(vector).all():
            return []
        with self._told():
            found = self._collection.query(query_embeddings=vector[None, :], n_results=k, include=["distances"])
            pairs = zip(found["ids"][0], found["distances"][0], strict=True)
            return [(int(number), 1.0 - float(distance)) for number, distance in pairs if number.isdigit()]

    def numbers(self) -> set[int]:
        """Return all numbers that it holds.

        Raises:
            IndexAway.
        """
        held: set[int] = set()
        with self._told():
            while True:
                ids = self._collection.get(limit=PAGE, offset=len(held), include=[])["ids"]
                fresh = {int(number) for number in ids if number.isdigit()} - held
                held |= fresh
                if len(ids) < PAGE or not fresh:
                    return held

    def remove(self) -> None:
        """Delete the whole collection.

        Raises:
            IndexAway.
        """
        with self._told():
            self._client.delete_collection(self._name)

    def close(self) -> None:
        """Close the connection, and have Chroma forget the client, which it would keep until the process ends."""
        with contextlib.suppress(Exception):
            self._session().close()
            self._client.close()

    def _connected(self, key: Key) -> Any:
        """Ask for a sign of life first: Chroma's client itself would wait for ever."""
        parts = urlsplit(self._url)
        host, secure = parts.hostname or "", parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        heads = {"x-chroma-token": key.text, "Authorization": f"Bearer {key.text}"} if key else {}
        limits = httpx.Timeout(ANSWER, connect=CONNECT)
        away = not is_loopback(host)
        with httpx.Client(timeout=limits, headers=heads, trust_env=away) as probe:
            base = f"{parts.scheme}://{parts.netloc}"
            answer = probe.get(f"{base}/api/v2/heartbeat")
        if answer.status_code in {401, 403}:
            raise IndexAway("it does not accept the key")
        if answer.status_code != httpx.codes.OK or b"heartbeat" not in answer.content:
            raise IndexAway("what answers there is no Chroma server")
        import chromadb
        from chromadb.config import Settings

        path = [part for part in parts.path.split("/") if part]
        where = {"tenant": path[0], "database": path[1]} if len(path) == 2 else {}
        settings = Settings(anonymized_telemetry=False)
        client: Any = chromadb.HttpClient(host, port, secure, headers=heads, settings=settings, **where)
        self._client = client
        session = self._session()
        session.timeout = limits
        session.event_hooks = {"request": [self._leaves], "response": [self._answers.append]}
        return client

    def _session(self) -> httpx.Client:
        return self._client._server._session  # type: ignore[no-any-return]

    def _leaves(self, request: httpx.Request) -> None:
        self._sent += len(request.content)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Leave a line in the journal, and turn whatever is raised into IndexAway with a plain reason."""
        self._sent, failed = 0, True
        self._answers.clear()
        try:
            yield
            failed = False
        except IndexAway:
            raise
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise IndexAway("it cannot be reached") from None
        except httpx.TimeoutException:
            raise IndexAway("it did not answer in time") from None
        except httpx.HTTPError:
            raise IndexAway("the connection was lost") from None
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            words = " ".join(str(error).split())[:200].rstrip(".")
            raise IndexAway(words or type(error).__name__) from None
        finally:
            received = sum(answer.num_bytes_downloaded for answer in self._answers)
            journal.note(self._log, origin(self._url), "index", self._name, self._sent, received, failed=failed)
