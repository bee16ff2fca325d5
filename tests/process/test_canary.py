"""What is removed from a library is in no file of ours afterwards, whatever of ours has written one."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from email.message import EmailMessage
from pathlib import Path

import docx
import pptx
import pytest

from desktop.documents.library import Library
from desktop.documents.protocol import FileChanged, Followed, IndexFinished
from desktop.domain.conversation import Message, SourcesPart, TextPart, question
from desktop.domain.deck import Draft, Material, Outline, OutlineSlide, Point
from desktop.domain.document import Citation, Within
from desktop.errors import Cancelled, LecternError
from desktop.paths import Paths, locate
from desktop.store import deck
from desktop.store.conversations import Conversations
from desktop.worker.cancel import Cancel
from tests.process.test_scans import drawn
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
    codes = ("utf-8", "utf-16-le", "utf-32-le")
    # Four bytes may stand by chance among those of vectors.
    return [code for word in sorted(words) for code in map(word.encode, codes) if len(code) > 4]


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


def _scan(path: Path) -> None:
    drawn((f"The {WORD} was seen", "at the harbour in the morning.")).save(path)


def _mail(path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = f"{WORD}@example.org", f"The {WORD} and {CHINESE}"
    message.set_content(f"The {WORD} was seen. " * 8)
    message.add_attachment(WORD.encode(), maintype="text", subtype="plain", filename=f"{WORD}.txt")
    path.write_bytes(message.as_bytes())


def _slide(path: Path) -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "The harbour"
    slide.notes_slide.notes_text_frame.text = f"The {WORD} was seen. " * 8
    deck.save(str(path))


def _broken(path: Path) -> None:
    path.write_bytes(f"PK {WORD}".encode() * 20)


#: How a file of each kind is written, the one that cannot be read last.
WRITERS: dict[str, Callable[[Path], None]] = {
    ".txt": _text,
    ".docx": _word,
    ".pdf": _page,
    ".png": _scan,
    ".eml": _mail,
    ".pptx": _slide,
    ".xlsx": _broken,
}


def _papers(folder: Path, kinds: Iterable[str] = WRITERS) -> list[str]:
    """Write a file of each kind that holds the canary, also in its name, and one that stays."""
    folder.mkdir()
    for suffix in kinds:
        WRITERS[suffix](folder / f"{NAME}{suffix}")
    (folder / "stays.txt").write_text("The glacier in the harbour stays. " * 8)
    return [str(folder / f"{NAME}{suffix}") for suffix in kinds]


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


def _quote(chats: Conversations, file: str) -> int:
    """Keep a question about a file and its answer, which quotes it."""
    chat = chats.create(f"About the {WORD}", "work")
    chats.append(chat, question(f"What is the {WORD}?"))
    quote = f"The {WORD} is kept here."
    sources = SourcesPart((Citation(1, file, 1, quote, "verified"),))
    chats.append(chat, Message("assistant", (TextPart(f"> {quote} [1]"), sources)))
    return chat


def _quote_on_slide(paths: Paths, file: str) -> None:
    """Keep a deck in the making, one of whose slides quotes a file."""
    words = f"The {WORD} is kept here."
    point = Point(words, Citation(1, file, 1, words, "verified"))
    outline = Outline(f"On the {WORD}", (OutlineSlide("s1", "Where it is", points=(point,)),), sources=(file,))
    deck.keep(paths.deck, Draft(outline, material=Material(files=(file,))))


def _of_own_work(place: str) -> bool:
    return Path(place).name.startswith(("conversations", "deck"))


def test_removed_files_and_the_questions_about_them_are_in_no_file_of_ours(
    tmp_path: Path, home: Path, paths: Paths, embedder: Path
) -> None:
    papers = tmp_path / "papers"
    secrets = _papers(papers)
    hours = iter((time.time() - 3600,))
    with (
        _library(paths, embedder) as library,
        Conversations(paths.conversations, clock=lambda: next(hours, time.time())) as chats,
    ):
        list(library.add("work", [papers]))
        states = {Path(state.file).name: state.state for state in library.files("work")}
        assert [states[Path(file).name] for file in secrets] == [*["indexed"] * (len(secrets) - 1), "failed"]
        assert all(WORD in library.page_text("work", file, None) for file in secrets[:-1])
        _use(library, secrets[0])
        chat = _quote(chats, secrets[0])
        assert chats.back_up()
        _quote_on_slide(paths, secrets[0])
        held = _holding(home)
        assert any(not _of_own_work(place) for place in held), "it is looked for where it would be found"
        library.remove("work", secrets)
        kept = _holding(home)
        assert kept == {place for place in held if _of_own_work(place)}, (
            "at once, but for what the user's chat and slide quoted"
        )
        assert any("backups" in place for place in kept)
        chats.delete(chat)
        chats.purge()
        assert _holding(home) == {str(paths.deck.relative_to(home))}, "with that chat, also in its backups"
        deck.forget(paths.deck)
        assert _holding(home) == set(), "and with that deck"
        assert library.retriever("work").search("the glacier").passages
    assert _holding(home) == set(), "and when it has ended"


def test_a_library_that_is_deleted_takes_its_watched_folder_along(
    tmp_path: Path, home: Path, paths: Paths, embedder: Path
) -> None:
    papers = tmp_path / f"{NAME} papers"
    _papers(papers, (".txt", ".xlsx"))
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
        library.watch("work", papers)
        _text(waiting)
        list(library.add("work", [papers]))
        assert _holding(home)
        waiting.unlink()
        for told in library.follow():
            if isinstance(told, Followed) and isinstance(told.event, IndexFinished):
                break
        assert _holding(home) == set(), "what was deleted from a watched folder"
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
    """Change a file and add it and a larger one, never read to its end: yields when the first is taken in."""
    changed, waits = papers / "changed.txt", papers / "waits.txt"
    _text(changed)
    list(library.add("work", [changed]))
    changed.write_text("The orchard at the harbour. " * 8)
    waits.write_text("Barges. " * 100)
    for event in library.add("work", [changed, waits], cancel):
        if isinstance(event, FileChanged) and event.state.file == str(changed) and event.state.state == "indexed":
            yield


@pytest.mark.usefixtures("patient")
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
