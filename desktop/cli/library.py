"""lectern index and lectern search: fill a library, and see what a query finds in it."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.chat.export import located
from desktop.cli.endpoints import keep_key
from desktop.cli.following import follow
from desktop.cli.sources import index, open_library, within
from desktop.documents import protocol
from desktop.documents.embedder_files import installed
from desktop.documents.embedders_here import named
from desktop.documents.library import Library
from desktop.documents.protocol import IndexFinished
from desktop.domain.endpoint import Endpoint, complete
from desktop.domain.events import STEPS, Progress
from desktop.errors import CannotRead, UsageError, fill
from desktop.keys import Keys

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from desktop.cli.report import Report
    from desktop.domain.document import Found
    from desktop.paths import Paths
    from desktop.settings import Settings
    from desktop.worker.cancel import Cancel


#: What --chroma is given to bring the vectors back.
HERE = "here"


class Query(msgspec.Struct, frozen=True):
    """One line of --queries."""

    id: str
    query: str
    file: str | None = None


def add(arguments: argparse.Namespace, paths: Paths, settings: Settings, report: Report, cancel: Cancel) -> Any:
    """Add files and folders to the library; return the JSON object of the contract, or None after a sentence.

    With --watch the folders are followed until the work is stopped, so nothing is returned.

    Raises:
        UsageError: there is nothing to do.
        FileMissing, NotAModel: the embedder cannot be used.
    """
    if not arguments.paths and not arguments.chroma and not arguments.embedder:
        raise UsageError(what="lectern index needs files or folders.")
    with Library(
        paths.library, pictures=settings.read_pictures, journal=paths.journal, precision=settings.precision
    ) as library:
        if arguments.chroma:
            _place(library, arguments, report)
            if not arguments.paths and not arguments.embedder:
                return {"library": arguments.library, "chroma": arguments.chroma} if arguments.json else None
        if arguments.watch:
            return follow(library, arguments.library, arguments.paths, report, cancel)
        finished = IndexFinished(0, 0, (), (), 0, 0, 0.0)
        if arguments.paths:
            finished = index(library, arguments.library, arguments.paths, report, cancel)
        if arguments.embedder:
            _change(library, arguments.library, embedder_named(arguments.embedder, paths.embedders), report, cancel)
            if not arguments.paths:
                return None if not arguments.json else {"embedder": library.embedders(arguments.library).serves.name}
    if not arguments.json:
        parts = [f"{finished.indexed} indexed", f"{finished.unchanged} unchanged"]
        parts += [f"{len(finished.skipped)} skipped"] if finished.skipped else []
        parts += [f"{len(finished.failed)} failed"] if finished.failed else []
        sys.stdout.write(
            f"{', '.join(parts)}: {_several(finished.pages, 'page')}, {_several(finished.chunks, 'passage')}"
            f" in {finished.seconds:.1f} s.\n"
        )
        return None
    return {
        "indexed": finished.indexed,
        "unchanged": finished.unchanged,
        "skipped": [{"file": state.file, "reason": state.reason} for state in finished.skipped],
        "failed": [{"file": state.file, "reason": state.reason} for state in finished.failed],
        "pages": finished.pages,
        "chunks": finished.chunks,
        "seconds": round(finished.seconds, 3),
    }


def embedder_named(name: str, folder: Path) -> Path | None:
    """Return where the embedder is: a path, or one of those in `folder` by its name; None for the usual one."""
    if name.lower() == "usual":
        return None
    return named(name, installed(folder)) or Path(name)


def _change(library: Library, name: str, embedder: Path | None, report: Report, cancel: Cancel) -> None:
    for event in library.choose_embedder(name, embedder, cancel):
        report.progress(Progress("Embedding anew", event.done, event.total, "passages"))
    report.quiet()
    report.say(f"{name} is searched with {library.embedders(name).serves.name or 'words only'} from now on.")


def search(arguments: argparse.Namespace, paths: Paths, settings: Settings, report: Report, cancel: Cancel) -> Any:
    """Print what the query, or each line of --queries, finds.

    Raises:
        UsageError: neither or both of QUERY and --queries were given, or a line is not of the contract's form.
        LibraryUnknown, LibraryEmpty, NothingWithin: there is nothing to search.
    """
    if bool(arguments.query) == bool(arguments.queries):
        raise UsageError(what="Give either a query or --queries FILE.")
    with Library(
        paths.library,
        pictures=settings.read_pictures,
        journal=paths.journal,
        precision=settings.precision,
        reranker=arguments.reranker or settings.reranker,
    ) as library:
        name = open_library(library, arguments.library, (), report, cancel)
        retriever = library.retriever(name, cancel, within(arguments))
        if arguments.query:
            found = retriever.search(arguments.query, arguments.k)
            _tell(found, report)
            if arguments.json:
                return _hits("", found)
            _print(found)
            return None
        for number, query in enumerate(_queries(arguments.queries)):
            cancel.check()
            found = retriever.search(query.query, arguments.k, query.file)
            if not number:
                _tell(found, report)
            sys.stdout.buffer.write(msgspec.json.encode(_hits(query.id, found)) + b"\n")
            sys.stdout.buffer.flush()
    return None


def _several(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _tell(found: Found, report: Report) -> None:
    """Say what did not take part in a search: files that were not read yet, the server of the index."""
    if found.files_searched < found.files_total:
        counts = {"files": f"{found.files_searched:,}", "total": f"{found.files_total:,}"}
        report.say(fill(STEPS["searched-part"], counts) + ": the others are not read yet.")
    if found.absent:
        report.say(fill(STEPS["absent"], {"reason": found.absent}) + ".")


def _place(library: Library, arguments: argparse.Namespace, report: Report) -> None:
    """Choose where the vectors of a library are kept, and say what that means."""
    if arguments.chroma == HERE:
        library.place(arguments.library, "")
        report.say(f"The vectors of “{arguments.library}” are kept on this computer.")
        return
    url = complete(arguments.chroma, "")
    server = Endpoint(protocol.CHROMA_KEY, url)
    if arguments.key:
        keep_key(Keys(), server, report)
    library.place(arguments.library, url)
    leaves = " They leave this computer; its text does not." if server.leaves else ""
    report.say(f"The vectors of “{arguments.library}” are kept at {server.host}.{leaves}")


def _queries(source: str) -> Iterator[Query]:
    decoder = msgspec.json.Decoder(Query, strict=False)
    with contextlib.ExitStack() as closing:
        try:
            lines = sys.stdin.buffer if source == "-" else closing.enter_context(Path(source).open("rb"))
        except OSError as error:
            raise CannotRead(file=source, reason=error.strerror) from error
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise UsageError(what=f"Line {number} of the queries cannot be used: {error}.") from error


def _hits(identifier: str, found: Found) -> dict[str, Any]:
    return {
        "id": identifier,
        "files_searched": found.files_searched,
        "files_total": found.files_total,
        "hits": [
            {
                "rank": rank,
                "file": passage.file,
                "page": passage.page,
                "page_label": passage.page_label,
                "heading": passage.heading,
                "text": passage.text,
                "score": round(passage.score, 4),
            }
            for rank, passage in enumerate(found.passages, start=1)
        ],
    }


def _print(found: Found) -> None:
    lines = []
    for rank, passage in enumerate(found.passages, start=1):
        heading = f" › {passage.heading}" if passage.heading else ""
        lines.append(f"{rank}. {passage.score:.2f}  {located(passage)}{heading}\n   {' '.join(passage.text.split())}")
    sys.stdout.write("\n".join(lines) + "\n" if lines else "Nothing was found.\n")
