"""What is removed from a library is in no file of ours afterwards, whatever of ours has written one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import docx
import pytest

from desktop.documents.library import Library
from desktop.documents.protocol import FileChanged
from desktop.domain.document import Within
from desktop.errors import Cancelled, LecternError
from desktop.paths import Paths, locate
from desktop.worker.cancel import Cancel
from tests.unit.documents.readers.pdfs import Text, pdf

pytestmark = pytest.mark.process
SLOW = "tests.process.poison:SlowReaders"
#: A word of the text, one of a name, and one of a question; as they stand, in the index's lower case, cut to its stem.
WORD, NAME, ASKED = "Xylophonequartz", "Zebrafinchsecret", "Quetzalcoatlus"
CHINESE = "秘密金丝雀"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's home for all of our processes: whatever they keep, in whichever folder, is below it."""
    home = tmp_path / "home"
    for name, folder in {
        "HOME": "",
        "USERPROFILE": "",
        "XDG_DATA_HOME": ".local/share",
        "XDG_CACHE_HOME": ".cache",
        "XDG_CONFIG_HOME": ".config",
        "XDG_STATE_HOME": ".local/state",
        "TMPDIR": "tmp",
        "HF_HOME": ".cache/huggingface",
    }.items():
        (home / folder).mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture
def paths(home: Path) -> Paths:
    return locate(home / ".local" / "share" / "lectern")


def _library(paths: Paths, embedder: Path, reader: str = "") -> Library:
    return Library(paths.library, embedder, journal=paths.journal, reader=reader)


def _needles() -> list[bytes]:
    words = {form for word in (WORD, NAME, ASKED) for form in (word, word.lower(), word.lower()[:12])}
    words |= {CHINESE, CHINESE[2:], CHINESE[2:4]}
    return [word.encode(code) for word in sorted(words) for code in ("utf-8", "utf-16-le", "utf-32-le")]


def _files(*folders: Path) -> Iterator[Path]:
    return (path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _holding(home: Path) -> set[str]:
    """The files of ours, by their place in the home, that hold a canary in their name or in what is in them."""
    found = set()
    for path in _files(home):
        try:
            content = os.fsencode(path.relative_to(home)) + path.read_bytes()
        except FileNotFoundError:  # a journal that was emptied meanwhile
            continue
        if any(needle in content for needle in _needles()):
            found.add(str(path.relative_to(home)))
    return found


def _text(path: Path) -> None:
    path.write_text(f"The {WORD} is kept here. {CHINESE}的文字。 " * 8, "utf-8")


def _word(path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = f"On the {WORD}"
    document.add_heading(f"{WORD} and {CHINESE}", 1)
    document.add_paragraph(f"The {WORD} was seen. " * 8)
    document.save(str(path))


def _page(path: Path) -> None:
    lines = [Text(72.0, 700.0 - 20 * line, f"Line {line} on the {WORD} of the harbour.") for line in range(6)]
    path.write_bytes(pdf([lines], title=f"On the {WORD}"))


def _broken(path: Path) -> None:
    path.write_bytes(f"PK {WORD}".encode() * 20)


WRITERS: dict[str, Callable[[Path], None]] = {".txt": _text, ".docx": _word, ".pdf": _page, ".xlsx": _broken}


def _papers(folder: Path) -> list[str]:
    """Write a file of each kind that holds the canary, also in its name, and one that stays."""
    folder.mkdir()
    for suffix, write in WRITERS.items():
        write(folder / f"{NAME}{suffix}")
    (folder / "stays.txt").write_text("The glacier in the harbour stays. " * 8)
    return [str(folder / f"{NAME}{suffix}") for suffix in WRITERS]


def _use(library: Library, file: str) -> None:
    """Search, ask why, read and compare, as a window does."""
    retriever = library.retriever("work")
    for query in (f"What is the {ASKED}, and the {WORD}?", CHINESE):
        assert retriever.search(query, 50).passages
    retriever.similarity(ASKED, [WORD, "glacier"])
    assert WORD in retriever.page_text(file, None)
    assert WORD in library.document("work", file).pages[0].text
    with pytest.raises(LecternError):
        library.retriever("work", None, Within(places=(ASKED,))).search(WORD)


def test_removed_files_and_the_questions_about_them_are_in_no_file_of_ours(
    tmp_path: Path, home: Path, paths: Paths, embedder: Path
) -> None:
    papers = tmp_path / "papers"
    secrets = _papers(papers)
    with _library(paths, embedder) as library:
        list(library.add("work", [papers]))
        states = {Path(state.file).name: state.state for state in library.files("work")}
        assert [states[Path(file).name] for file in secrets] == ["indexed", "indexed", "indexed", "failed"]
        _use(library, secrets[0])
        assert _holding(home), "it is looked for where it would be found"
        library.remove("work", secrets)
        assert _holding(home) == set(), "at once, while the process runs"
        assert library.retriever("work").search("the glacier").passages
    assert _holding(home) == set(), "and when it has ended"


def test_a_library_that_is_deleted_takes_its_watched_folder_along(
    tmp_path: Path, home: Path, paths: Paths, embedder: Path
) -> None:
    papers = tmp_path / f"{NAME} papers"
    _papers(papers)
    with _library(paths, embedder) as library:
        library.watch(f"work {ASKED}", papers)
        list(library.add(f"work {ASKED}", [papers]))
        assert _holding(home)
        library.delete(f"work {ASKED}")
        assert _holding(home) == set()
    assert _holding(home) == set()


def test_a_file_whose_text_changed_or_that_was_never_read_to_its_end_leaves_nothing(
    tmp_path: Path, home: Path, paths: Paths, embedder: Path
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    changed, waiting = papers / "changed.txt", papers / f"{NAME}.txt"
    _text(changed)
    with _library(paths, embedder, SLOW) as library:
        list(library.add("work", [papers]))
        changed.write_text("The orchard at the harbour. " * 8)
        list(library.add("work", [papers]))
        assert _holding(home) == set(), "what the file no longer holds"
        for number in range(3):
            _text(papers / f"{NAME} {number}.txt")
        _text(waiting)
        killed = False
        for event in library.add("work", [papers]):
            if not killed and isinstance(event, FileChanged) and event.state.state == "reading":
                killed = True
                assert library.pid is not None
                os.kill(library.pid, signal.SIGKILL)
        library.remove("work", [str(path) for path in papers.iterdir() if NAME in path.name])
        assert _holding(home) == set()
    assert _holding(home) == set()


def _adding(library: Library, papers: Path, cancel: Cancel | None = None) -> Generator[None, None, None]:
    """Change a file and add it and one that is never read to its end: yields when the first is taken in."""
    changed, waits = papers / "changed.txt", papers / "waits.txt"
    _text(changed)
    list(library.add("work", [changed]))
    changed.write_text("The orchard at the harbour. " * 8)
    waits.write_text("Barges.")
    for event in library.add("work", [changed, waits], cancel):
        if isinstance(event, FileChanged) and event.state.file == str(changed) and event.state.state == "indexed":
            yield


def test_what_a_changed_file_held_is_gone_after_a_stop_and_after_a_kill(
    tmp_path: Path, home: Path, paths: Paths, embedder: Path
) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    with _library(paths, embedder, "tests.process.poison:PatientReaders") as library:
        cancel = Cancel()
        adding = _adding(library, papers, cancel)
        next(adding)
        assert _holding(home)
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(adding)
        assert _holding(home) == set(), "when the stop is done"

        library.remove("work", [str(papers / "waits.txt")])
        adding = _adding(library, papers)
        next(adding)
        assert library.pid is not None
        os.kill(library.pid, signal.SIGKILL)
        adding.close()
        assert _holding(home), "a kill leaves what it interrupts"
        assert library.libraries()[0].name == "work"
        assert _holding(home) == set(), "when the library is opened again"
        assert library.retriever("work").search("the orchard").passages
