"""Read what is attached to a mail, each file by the reader of its kind and within bounds, under the file's own name."""

from __future__ import annotations

import io
import posixpath
from typing import TYPE_CHECKING

import msgspec

from desktop.documents.clean import clean_line
from desktop.documents.readers import READERS, load
from desktop.documents.readers.parts import Beside, Looked, Looking, Note, Opened
from desktop.documents.readers.reasons import explain
from desktop.documents.readers.sniff import kind_of
from desktop.documents.readers.source import Source
from desktop.domain.document import Block, Page
from desktop.errors import FileDamaged, FileEncrypted, FileIsScan, FileTooLarge, LecternError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop.documents.readers.parts import Part

#: Mails inside one another of which attachments are read.
DEEPEST = 3
#: Attached files of one mail, and of a mailbox, that are read.
MOST_FILES, MOST_IN_BOX = 100, 2_000
#: Pages of them that are read from their pictures, at some seconds each.
MOST_LOOKS = 50
#: Bytes up to which a picture is a logo or a face rather than a scan.
SMALLEST_PICTURE = 20_000
#: Names that are told of those that were not read, and faults that are told by themselves.
MOST_NAMES, MOST_FAULTS = 10, 5
LONGEST_NAME = 80
#: Suffixes of kinds whose bytes do not say what they are.
_SUFFIXES = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "text/tab-separated-values": ".tsv",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
}


class Attached(msgspec.Struct, frozen=True):
    """A file that is attached to a mail.

    Attributes:
        name: as the mail gives it; may be empty.
        media: its media type ("application/pdf"), or empty.
        data: gives its bytes.
        mail: what its mail is called where there are several: its number.
        subject: the subject of that mail, which stands above its first page where there are several mails.
    """

    name: str
    media: str
    data: Callable[[], bytes]
    mail: str = ""
    subject: str = ""

    @property
    def shown(self) -> str:
        """Its name for people, on one line and without a folder."""
        name = posixpath.basename(clean_line(self.name).replace("\\", "/"))
        return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 12]}…{name[-11:]}"


class Attachments:
    """Knows the attachments of one mail or mailbox: which were read, and what is to be said of the others."""

    def __init__(self, source: Source, most: int = MOST_FILES) -> None:
        self._source = source
        self._left = most
        self._looks = MOST_LOOKS
        self._unread: list[str] = []
        self._scans = 0
        self._faults: list[str] = []

    def reads(self, file: Attached) -> bool:
        """Whether some reader can read a file, as far as its name and first bytes tell."""
        return self._source.depth < DEEPEST and bool(self._kind(file))

    def read(self, files: Iterable[Attached], number: int) -> Iterator[Part]:
        """Yield the pages of files, numbered on from `number`, which is that of the page before them."""
        for file in files:
            if not self._left or not self.reads(file):
                self._pass_over(file)
                continue
            self._left -= 1
            yield Beside(file.shown)
            for part in self._guarded(file, number):
                if isinstance(part, Page):
                    number = part.number
                yield part

    def notes(self) -> Iterator[Note]:
        """Yield what is to be said of attachments that were not read."""
        yield from (Note(fault) for fault in self._faults)
        if names := list(dict.fromkeys(filter(None, self._unread))):
            more = " …" if len(names) > MOST_NAMES else ""
            yield Note(f"Attached and not read: {', '.join(names[:MOST_NAMES])}{more}.", self._scans)

    def _guarded(self, file: Attached, number: int) -> Iterator[Part]:
        """The parts of one file; whatever is wrong with it costs no more than what follows in it."""
        try:
            source = _source(file, self._source, number, pictures=self._looks > 0)
            yield from self._pages(file, load(kind_of(source)).read(source), number)
        except (FileEncrypted, FileDamaged, FileTooLarge) as error:
            self._blame(file, error)
        except FileIsScan:
            self._scans += 1
            self._pass_over(file)
        except LecternError:
            self._pass_over(file)
        except Exception as error:
            self._blame(file, explain(error, file.shown))

    def _pages(self, file: Attached, parts: Iterator[Part], before: int) -> Iterator[Part]:
        opened = Opened()
        for part in parts:
            if isinstance(part, Opened):
                opened = part
            elif isinstance(part, Looking):
                self._looks -= 1
                yield Looking(before + part.page)
            elif isinstance(part, Looked):
                yield Looked(before + part.page, part.seen)
            elif isinstance(part, Note):
                yield Note(f"In “{file.shown}”: {part.text}", part.unread)
            elif isinstance(part, Beside):
                yield part
            else:
                yield _named(file, part, opened, before)

    def _kind(self, file: Attached) -> str:
        """The reader of a file by its first bytes and its name; empty where there is none."""
        if not file.shown or file.shown.startswith((".", "~$")):
            return ""
        try:
            source = _source(file, self._source, 0)
            if source.size < (SMALLEST_PICTURE if READERS.get(source.suffix) == "image" else 1):
                return ""
            kind = kind_of(source)
        except (FileEncrypted, FileDamaged, FileTooLarge):
            return "faulty"  # which is told when it is read
        except Exception:
            return ""
        return "" if kind == "image" and source.size < SMALLEST_PICTURE else kind

    def _pass_over(self, file: Attached) -> None:
        self._unread.append(file.shown)

    def _blame(self, file: Attached, error: LecternError) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(error.message)
        else:
            self._pass_over(file)


def _suffix(file: Attached) -> str:
    suffix = posixpath.splitext(file.shown)[1].lower()
    return suffix if suffix in READERS and suffix else _SUFFIXES.get(file.media, suffix)


def _source(file: Attached, outer: Source, before: int, *, pictures: bool = True) -> Source:
    """The file as its reader takes it, with what an earlier reading of the mail saw on its pages."""
    data = file.data()
    seen = {page - before: found for page, found in outer.seen.items() if page > before}
    return Source(
        io.BytesIO(data),
        file.shown,
        _suffix(file),
        len(data),
        pictures=pictures and outer.pictures,
        seen=seen,
        depth=outer.depth + 1,
    )


def _named(file: Attached, page: Page, opened: Opened, before: int) -> Page:
    """A page with its place in the mail: "bill.pdf › 3", in a mailbox "12 › bill.pdf › 3"."""
    several = opened.paged and (page.number > 1 or opened.pages != 1)
    inside = page.label or str(page.number) if several or (opened.paged and page.label) else ""
    label = " › ".join(filter(None, (file.mail, file.shown, inside)))
    blocks = page.blocks
    if file.subject and page.number == 1 and blocks:
        blocks = (Block(file.subject, "heading", 1), *blocks)
    return msgspec.structs.replace(page, number=before + page.number, label=label, blocks=blocks)
